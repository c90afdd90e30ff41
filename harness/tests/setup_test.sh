#! @ATF_SH@
# setup_test.sh - what a build asks of its surroundings, and asks again.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
asked=$src/harness/tools/asked

# make_platform: a configure that looks for three programs, of which two are
# there; a cache; and the record.
make_platform ()
{
  mkdir first second
  cat >configure <<'END'
  set dummy ${ac_tool_prefix}ipc-here; ac_word=$2
for ac_prog in "ipc-also" ipc-later -lib; do
  set dummy $ac_prog; ac_word=$2
END
  make_program first/ipc-here
  make_program first/ipc-also
  PATH=$HOME/first:$HOME/second:$PATH
  cat >config.cache <<'END'
ac_cv_path_IPC=${ac_cv_path_IPC=ipc-here}
ac_cv_prog_IPC=${ac_cv_prog_IPC=ipc-also}
ipc_cv_answer=${ipc_cv_answer=yes}
END
  write_record
}

# make_program FILE: one that says where it is.
make_program ()
{
  printf '#!/bin/sh\necho %s\n' "$1" >$1
  chmod +x $1
}

write_record () { CC=${CC-cc} sh $asked write configure; }
holds () { sh $asked check configure; }

# changed WHAT: it is noticed, and the cache keeps only what still is true.
changed ()
{
  if holds; then
    atf_fail "not noticed: $1"
  fi
  atf_check -o 'match:^ipc_cv_answer' -o 'not-match:^ac_cv' cat config.cache
  write_record
  holds || atf_fail "noticed again, after configure: $1"
}

atf_test_case programs
programs_head ()
{
  atf_set descr "A program that came, went or changed"
}
programs_body ()
{
  make_platform
  atf_check -o inline:'no program ipc-later\n' grep '^no ' config.asked
  atf_check -o match:first/ipc-here -o match:first/ipc-also \
    grep '^program ' config.asked
  holds || atf_fail "nothing has changed"
  make_program first/ipc-later
  changed "a program is installed"
  rm first/ipc-also
  changed "a program is removed"
  echo : >>first/ipc-here
  changed "a program is upgraded"
  rm first/ipc-here
  make_program second/ipc-here
  changed "a program is elsewhere"
}

atf_test_case unconcerned
unconcerned_head ()
{
  atf_set descr "What configure did not look for, or did not find first"
}
unconcerned_body ()
{
  make_platform
  rm first/ipc-also
  make_program second/ipc-also
  write_record
  make_program first/ipc-other
  holds || atf_fail "nobody asked for it"
  # Root's PATH, or that of a compiler cache: what was found is still there.
  make_program first/ipc-also
  holds || atf_fail "another of the same name is no change"
  touch second/ipc-also
  holds || atf_fail "a date is no change"
}

atf_test_case compiler
compiler_head ()
{
  atf_set descr "Another compiler or libc: no answer, no object is kept"
}
compiler_body ()
{
  make_platform
  make_program cc
  CC=$HOME/cc
  write_record
  : >a.o
  holds || atf_fail "nothing has changed"
  write_record
  atf_check -o ignore ls a.o config.cache
  echo 'echo version 2' >>cc
  if holds; then
    atf_fail "not noticed"
  fi
  test ! -e config.cache || atf_fail "another compiler's answers are kept"
  write_record
  test ! -e a.o || atf_fail "another compiler's object is kept"
}

atf_test_case libraries
libraries_head ()
{
  atf_set descr "A library that pkg-config knows"
}
libraries_body ()
{
  make_platform
  echo '  ($PKG_CONFIG --exists --print-errors "ipc-lib >= 0.1") 2>&5' \
    >>configure
  PKG_CONFIG=pkg-config
  PKG_CONFIG_LIBDIR=$HOME
  export PKG_CONFIG PKG_CONFIG_LIBDIR
  write_record
  printf '%s\n' 'Name: x' 'Description: x' 'Version: 0.1' >ipc-lib.pc
  if holds; then
    atf_fail "not noticed: it came"
  fi
  write_record
  atf_check -o 'match:0\.1' grep '^library' config.asked
  # As in a later make, which knows of no such variable.
  unset PKG_CONFIG PKG_CONFIG_LIBDIR
  holds || atf_fail "nothing has changed"
  sed 's/0\.1/0.2/' ipc-lib.pc >new && mv new ipc-lib.pc
  if holds; then
    atf_fail "not noticed: its version"
  fi
}

atf_test_case record
record_head ()
{
  atf_set descr "This build's record names what configure looks for"
}
record_body ()
{
  for word in ar atf-sh kyua nm pkg-config; do
    grep -q -e "^program .*/$word\$" -e "^no program $word\$" \
      $build/config.asked || atf_fail "$word is not recorded"
  done
  # Whoever asks, in whichever environment.
  cp $build/config.asked .
  atf_check env CFLAGS=-O9 sh $asked check $src/configure
}

atf_test_case make
make_head ()
{
  atf_set descr "make lets configure look again, and uses what it finds"
  atf_set timeout 600
}
make_body ()
{
  there=$(command -v atf-sh) || atf_skip "atf-sh is not in PATH"
  mkdir first
  cp "$there" first
  sed '/^ac_cv_path_ATF_SH/d' $build/config.cache >config.cache
  (PATH=$HOME/first:$PATH && $src/configure -C >log 2>&1) || {
    tail log
    atf_fail "configure"
  }
  script=harness/tests/setup_test
  atf_check -o ignore -e ignore ${MAKE:-make} $script
  atf_check -o inline:"#! $HOME/first/atf-sh\n" sed q $script
  ls -i config.status >before
  atf_check -o ignore -e ignore ${MAKE:-make} $script
  atf_check -o file:before ls -i config.status
  rm first/atf-sh
  atf_check -o save:log -e ignore ${MAKE:-make} $script
  atf_check -o inline:"#! $there\n" sed q $script
  # Once is enough.
  atf_check -o inline:'1\n' grep -c 'it looks again' log
}

atf_test_case revision
revision_head ()
{
  atf_set descr "Sources know their revision, also where git does not help"
}
revision_body ()
{
  revision="atf_check -o inline:0123456\\n sh $src/harness/tools/revision ."
  make_program git
  sed '$s/.*/exit 128/' git >new && cat new >git
  PATH=$HOME:$PATH
  mkdir -p .git/refs/heads harness
  atf_check -s exit:1 sh $src/harness/tools/revision .
  echo 0123456789abcdef >.git/HEAD
  $revision
  echo 'ref: refs/heads/main' >.git/HEAD
  cp .git/HEAD was
  atf_check -s exit:1 sh $src/harness/tools/revision .
  printf '%s\n' 'ff23456789abcdef refs/heads/mainly' \
    '0123456789abcdef refs/heads/main' >.git/packed-refs
  $revision
  rm .git/packed-refs
  echo 0123456789abcdef >.git/refs/heads/main
  $revision
  # A tarball that lies in somebody's repository is not theirs.
  echo fedcba9 >harness/revision
  atf_check -o inline:'fedcba9\n' sh $src/harness/tools/revision .
}

atf_init_test_cases ()
{
  for c in programs unconcerned compiler libraries record make revision
  do
    atf_add_test_case $c
  done
}
