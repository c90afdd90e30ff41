# perl.sh - perl's own tests of what has to do with processes.
# SPDX-License-Identifier: BSD-2-Clause
#
# Those of its source package, with the perl and the modules that are installed
# here.  A test is called by its file and its number.
about="perl's own tests"
limit=120
tree=$cache/built/perl

ready ()
{
  need perl prove
  sources perl
  test -e "$tree/done" && return
  rm -rf "$tree"
  mkdir -p "$tree/lib" || exit 2
  cp -r "$cache/sources/perl/t" "$cache/sources/perl/cpan" \
    "$cache/sources/perl/dist" "$cache/sources/perl/ext" "$tree" &&
    perl -MConfig -e 'print "$Config{$_}\n" for qw(privlib archlib)' |
    while read -r dir; do cp -rs "$dir/." "$tree/lib/"; done &&
    for dir in /usr/lib/*/perl-base; do
      test ! -d "$dir" || cp -rsn "$dir/." "$tree/lib/"
    done &&
    cp "$cache/sources/perl/lib/"*.t "$tree/lib/" && : >"$tree/done"
}

units ()
{
  for name in alarm die_exit exec fork getpid getppid kill0 readline select \
      sigdispatch sigsystem sleep sselect sysio waitpid; do
    echo "t/op/$name.t"
  done
  for name in argv closepid dup eintr eintr_print errnosig fflush fs inplace \
      msg openpid perlio_leaks pipe say sem semctl shm socket socketpair; do
    echo "t/io/$name.t"
  done
  for name in dup pipe poll sel sock udp unix; do
    echo "dist/IO/t/io_$name.t"
  done
  for name in cachepropagate-tcp cachepropagate-unix; do
    echo "dist/IO/t/$name.t"
  done
  echo "ext/IPC-Open3/t/IPC-Open2.t ext/IPC-Open3/t/IPC-Open3.t
ext/IPC-Open3/t/fd.t ext/POSIX/t/posix.t ext/POSIX/t/sigaction.t
ext/POSIX/t/sigset.t ext/POSIX/t/waitpid.t ext/POSIX/t/wrappers.t
cpan/Socket/t/Socket.t cpan/Socket/t/socketpair.t
cpan/IPC-SysV/t/ipcsysv.t cpan/IPC-SysV/t/msg.t cpan/IPC-SysV/t/sem.t
cpan/IPC-SysV/t/shm.t" | tr ' ' '\n'
}

# The tests write where they are.
unit ()
{
  test -d "$work/perl" || cp -rs "$tree" "$work/perl" || return
  case $1 in
    t/*) cd "$work/perl/t" && file=${1#t/} ;;
    *) cd "$work/perl/${1%/t/*}" && file=t/${1##*/t/} ;;
  esac || return
  PERL_CORE=1 in_place perl -I"$tree/lib" -I"$tree/t" -I. "$file" \
    >"$work/out" 2>"$work/err" </dev/null
  status=$?
  tap "$1" <"$work/out"
  printf '%s exit\t%s\n' "$1" $status
}
