#! @ATF_SH@
# prove_test.sh - fallbacks before libc in a program, and their counts.
# SPDX-License-Identifier: BSD-2-Clause
#
# Over programs of its own: a run under those of others takes long.

src=@SRC@
build=@BUILD@
records="sh $src/harness/tools/records"
tab=$(printf '\t')

# make_program: one that asks for a pair here, in a child that ends by _exit(),
# and in what it executes with a socketpair() of its own in a handler; and says
# whether pairs have names.  And what prove is to know of it.
make_program ()
{
  cat >tiny.c <<'END'
#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
static int fd[2];
static void handler (int signo)
{
  (void) signo;
  socketpair (AF_UNIX, SOCK_STREAM, 0, fd);
}
int main (int argc, char **argv)
{
  struct sockaddr_storage name;
  socklen_t size = sizeof name;
  int p[2];
  if (argc > 1)
    {
      signal (SIGUSR1, handler);
      raise (SIGUSR1);
      getsockname (fd[0], (struct sockaddr *) &name, &size);
      puts (size > sizeof name.ss_family ? "tiny named" : "tiny unnamed");
      return socketpair (AF_INET, SOCK_STREAM, 0, p) == 0;
    }
  if (fork () == 0)
    {
      socketpair (AF_UNIX, SOCK_STREAM, 0, p);
      pipe2 (p, 0);
      _exit (0);
    }
  wait (NULL);
  socketpair (AF_UNIX, SOCK_DGRAM, 0, p);
  return execl (argv[0], argv[0], "again", (char *) NULL);
}
END
  @CC@ -D_GNU_SOURCE -w -o tiny tiny.c || atf_fail 'tiny.c'
  mkdir programs
  cat >programs/tiny.sh <<END
about='a tiny program'
limit=20
ready () { test ! -e $PWD/away || cannot 'away'; }
units () { echo one; }
unit ()
{
  cd \$work || return
  in_place $PWD/tiny >\$work/out
  sed 's/ /\t/' \$work/out
  printf 'status\t%s\n' \$?
}
END
  : >limits.def
  export IPCOMPAT_PROGRAMS=$PWD/programs IPCOMPAT_PROVE_LIMITS=$PWD/limits.def
}

prove () { sh $src/harness/tools/prove --build=$build "$@" >out 2>err; }

# wants STATUS [OPTION...]
wants ()
{
  status=$1
  shift
  prove "$@"
  got=$?
  test $got -eq $status ||
    atf_fail "prove $*: status $got, not $status: $(cat out err)"
}

# says FILE PATTERN
says () { grep -qE -- "$2" $1 || atf_fail "no '$2' in: $(cat $1)"; }

need_library ()
{
  test -f $build/harness/prove/prove.so || atf_skip 'no library to preload'
}

atf_test_case counts
counts_head ()
{
  atf_set descr 'Counts calls of all processes, none of the fallbacks own'
}
counts_body ()
{
  need_library
  make_program
  wants 1 --tries=1 --fallbacks=socketpair,cloexec,signal,pipe,alarm tiny
  # In the child and in the parent, in a handler, and one that fails.
  says out '^socketpair +socketpair +4 +0$'
  says out '^cloexec +pipe2 +1 +0$'
  says out '^signal +signal +1 +0$'
  if grep '^pipe ' out; then
    atf_fail 'what a fallback calls was counted'
  fi
  says out '^never called: alarm pipe$'
}

atf_test_case differences
differences_head ()
{
  atf_set descr 'A difference is one unless a limit of what is in place says so'
}
differences_body ()
{
  need_library
  make_program
  wants 1 --fallbacks=socketpair tiny
  says out '^DIFFERS: tiny: tiny: unnamed, with fallbacks named$'
  says out '^tiny +2 +1 +0 +0 +1 +0$'
  (cd $build && sh $src/harness/tools/prove --build=. --tries=1 \
    --fallbacks=socketpair tiny) >out
  says out '^DIFFERS: tiny: tiny: unnamed, with fallbacks named$'
  wants 0 --fallbacks=alarm tiny
  says out '^tiny +2 +2 +0 +0 +0 +0$'
  echo 'DIFFERS ("tiny", "t.*", alarm, "none", "another")' >limits.def
  wants 1 --fallbacks=socketpair --tries=1 tiny:one
  echo 'DIFFERS ("tiny", "t.ny", socketpair, "socketpairs.unnamed", "so")' \
    >limits.def
  wants 0 --fallbacks=socketpair --log=log tiny
  says log '^limit: tiny: tiny: unnamed, with fallbacks named: .*unnamed: so$'
  says out '^tiny +2 +1 +0 +1 +0 +0$'
}

atf_test_case refusals
refusals_head ()
{
  atf_set descr 'What cannot be put in place, or is not there, is said'
}
refusals_body ()
{
  need_library
  make_program
  wants 2 --fallbacks=spawn tiny
  says err 'cannot put spawn before libc: types of its own'
  wants 2 --fallbacks=none tiny
  says err 'no such fallback'
  wants 2 other
  says err 'no program is called other'
  : >away
  wants 77 tiny
  says err 'not here: away'
  wants 0 --list
  says out '^program tiny: a tiny program$'
  says out '^apart: restart: '
}

atf_test_case tables
tables_head ()
{
  atf_set descr 'Each fallback is in the table, and each limit is declared'
}
tables_body ()
{
  $records $src/harness/prove/calls.def >calls
  cut -f 3 calls | sort -u >families
  $records $src/fallbacks/fallbacks.def |
    awk -F "$tab" '$2 == "FALLBACK_FAMILY" { print $3 }' | sort >wanted
  atf_check diff wanted families
  # All calls that a fallback in there replaces.
  $records $src/fallbacks/fallbacks.def | awk -F "$tab" '
    FILENAME == "calls" {
      if ($2 == "CANNOT") can[$3] = 1; else call[$3, $4]; next
    }
    $2 == "FALLBACK_FAMILY" && !($3 in can) {
      n = split($4, name, ", *")
      for (i = 1; i <= n; i++)
        if (!(($3, name[i]) in call)) print "calls.def lacks", $3, name[i]
    }' calls - >lacks
  atf_check cat lacks
  $records $src/fallbacks/limits.def |
    awk -F "$tab" '{ print $3, $4 "." $5 }' >declared
  $records $src/harness/prove/limits.def | awk -F "$tab" '
    $2 == "DIFFERS" { print $5, $6 }' | sort -u |
    while read -r fallback limit; do
      grep -qxF "$fallback $limit" declared ||
        grep -qE "\\b$limit \\(" $src/fallbacks/ipcompat-*.h ||
        echo "no limit of $fallback: $limit"
    done >unknown
  atf_check cat unknown
}

atf_init_test_cases ()
{
  atf_add_test_case counts
  atf_add_test_case differences
  atf_add_test_case refusals
  atf_add_test_case tables
}
