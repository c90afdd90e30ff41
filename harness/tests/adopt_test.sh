#! @ATF_SH@
# adopt_test.sh - what other projects get of the fallbacks, and how.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
cc='@CC@'
nm='@NM@'
tab=$(printf '\t')

adopt () { $build/harness/ipcompat adopt "$@"; }

# adopts ARGUMENT...: it does, quietly.
adopts () { adopt "$@" >said 2>&1 || { cat said; atf_fail "adopt $*"; }; }

# adopt_case NAME DESCRIPTION [SECONDS]
adopt_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; atf_set timeout ${3-300}; }"
  all_cases="${all_cases-} $1"
}

# expect_said TEXT...: each is in what adopt said.
expect_said ()
{
  for text; do
    grep -Fq -- "$text" said || { cat said; atf_fail "it does not say: $text"; }
  done
}

adopt_case smallest 'A fallback comes with just what it rests on'
smallest_body ()
{
  adopts ftok mine
  (cd mine && find . -type f | sort) >files
  cat >wanted <<'END'
./COPYING
./LIMITS
./MANIFEST
./ftok.c
./ipcompat.h
./probed.h
./probes/ftok.c
END
  atf_check cmp wanted files
  atf_check grep -q 'ipc_fb_ftok (const' mine/ipcompat.h
  test "$(grep -c 'ipc_fb_[a-z0-9]* (' mine/ipcompat.h)" = 1 ||
    atf_fail "more is declared"
  for file in mine/*.[ch] mine/probes/*.c; do
    sed 5q $file | grep -q '^   Copyright (c) .* ipcompat' &&
      sed 5q $file | grep -q 'SPDX-License-Identifier: BSD-2-Clause' ||
      atf_fail "$file does not say whose it is"
  done
}

adopt_case says_first 'What would be written is said, and none of it written'
says_first_body ()
{
  adopts --dry-run mkfifo mine
  expect_said 'mkfifo.c, ' 'probes/mkfifo.c, ' 'lines of C, in mine'
  test ! -e mine || atf_fail "it wrote"
}

adopt_case misused 'Wrong usage says what is wrong, and writes nothing'
misused_body ()
{
  for arguments in 'mkfiffo mine' 'mine' '' '--build=imake mkfifo mine' \
    '--prefix=7 mkfifo mine' '--update mine' '--frobnicate mkfifo mine'; do
    # shellcheck disable=SC2086
    adopt $arguments >said 2>&1
    test $? -eq 2 || atf_fail "status of: $arguments"
    test -s said || atf_fail "nothing said of: $arguments"
    test ! -e mine || atf_fail "it wrote: $arguments"
  done
  adopt mkfifo /dev/null/mine >said 2>&1
  test $? -eq 2 || atf_fail "status where it cannot write"
  adopt mkfiffo mine >said 2>&1
  expect_said 'no fallback mkfiffo' 'socketpair'
}

adopt_case theirs 'A file of the project is not overwritten'
theirs_body ()
{
  mkdir mine
  echo mine >mine/mkfifo.c
  echo mine >mine/other.c
  adopt mkfifo mine >said 2>&1 && atf_fail "it did"
  expect_said 'mkfifo.c'
  test "$(ls mine | tr '\n' ' ')" = 'mkfifo.c other.c ' || atf_fail "it wrote"
  rm mine/mkfifo.c
  adopts mkfifo mine
  test "$(cat mine/other.c)" = mine || atf_fail "other.c is gone"
}

# newer: a kit of another revision, in "kit", whose mkfifo.c and ftok.c have
# changed.
newer ()
{
  cp -R $build/kit .
  echo newer >kit/revision
  echo '/* Changed.  */' >>kit/src/mkfifo.c
  echo '/* Changed.  */' >>kit/src/ftok.c
}

adopt_case updated 'An update brings what is new, and keeps what was edited'
updated_body ()
{
  adopts mkfifo ftok flock setsid mine
  newer
  echo '/* Edited.  */' >>mine/mkfifo.c
  echo '/* Edited.  */' >>mine/flock.c
  cp mine/mkfifo.c edited.c
  cp mine/flock.c kept.c
  rm mine/setsid.c
  sh kit/adopt kit --update mine >said || atf_fail "no update"
  expect_said ' to newer' 'edited    mkfifo.c: the new one goes to' \
    'changed   ftok.c' 'edited    flock.c: kept' 'restored  setsid.c'
  atf_check cmp edited.c mine/mkfifo.c
  atf_check cmp kept.c mine/flock.c
  atf_check grep -q Changed mine/mkfifo.c.new mine/ftok.c
  test ! -e mine/flock.c.new || atf_fail "flock.c.new has nothing new"
  cp -R mine before
  sh kit/adopt kit --update mine >said || atf_fail "no second update"
  atf_check cmp edited.c mine/mkfifo.c
  atf_check diff -r before mine
  adopts killpg mine
  atf_check grep -q 'names flock ftok killpg mkfifo setsid' mine/MANIFEST
}

adopt_case prefixed 'Functions get the names that the project wants'
prefixed_body ()
{
  adopts --prefix=foo_ mkfifo socketpair sysv_messages mine
  cd mine
  @CC@ @CFLAGS@ -DIPC_USE_MKFIFO=1 -DIPC_USE_SOCKETPAIR=1 \
    -DIPC_USE_SYSV_MESSAGES=1 -c *.c || atf_fail "it does not compile"
  @NM@ -g *.o | grep -E ' [TDB] ' | grep -v ' [TDB] _*foo_' &&
    atf_fail "these keep their names"
  @NM@ -g *.o | grep -q ' T _*foo_fb_mkfifo$' || atf_fail "no foo_fb_mkfifo"
  @NM@ -u *.o | grep -E ' _?(ipc|sysv)_' && atf_fail "the old are called"
  cd ..
  adopts --update mine
  atf_check grep -q foo_fb_mkfifo mine/ipcompat.h
}

adopt_case closed 'All compile, used or not, and no family misses a function'
closed_body ()
{
  # shellcheck disable=SC2046
  adopts $(cut -f 1 $build/kit/families) mine
  uses=$(cut -f 1 $build/kit/families | tr a-z A-Z |
    sed 's/.*/-DIPC_USE_&=1/')
  cd mine
  # shellcheck disable=SC2086
  @CC@ @CFLAGS@ -Werror -Wmissing-prototypes -Wundef -Wshadow $uses \
    -c *.c || atf_fail "used"
  mkdir used
  mv *.o used
  @CC@ @CFLAGS@ -std=c99 -Werror -c *.c || atf_fail "not used"
  for file in used/*.o; do
    @NM@ -g $file | awk -v OFS="$tab" -v file="${file#used/}" '
      $(NF - 1) == "U" { print "needs", file, $NF }
      $(NF - 1) ~ /^[TW]$/ { print "has", file, $NF }'
  done | sed 's/\.o/.c/' >symbols
  for family in $(cut -f 1 $build/kit/families); do
    awk -F "$tab" -v names=$family -f $build/kit/closure.awk \
      $build/kit/families $build/kit/uses |
    awk -F "$tab" -v family=$family '
      FILENAME == "-" { if ($1 == "c") in_it[$2] = 1; next }
      $1 == "has" { has[$3] = has[$3] " " $2 }
      $1 == "needs" { needs[$2] = needs[$2] " " $3 }
      END {
        for (file in in_it) {
          n = split(needs[file], symbol, " ")
          for (i = 1; i <= n; i++) {
            m = split(has[symbol[i]], by, " ")
            found = !m
            for (j = 1; j <= m; j++) if (by[j] in in_it) found = 1
            if (!found) { print family ": " file ": " symbol[i]; bad = 1 }
          }
        }
        exit bad
      }' - symbols || atf_fail "$family is not whole"
  done
}

adopt_case headers 'Each header by itself is plain C99, and C++' 900
headers_body ()
{
  printf '' | @CC@ -x c++ -fsyntax-only - 2>/dev/null && cxx=yes || cxx=no
  echo 'int main (void) { return 0; }' >program
  for family in $(cut -f 1 $build/kit/families); do
    adopts $family mine
    use=-DIPC_USE_$(echo $family | tr a-z A-Z)=1
    cc="@CC@ $use -Wall -Wextra -pedantic -Werror -fsyntax-only"
    atf_check $cc -std=c99 -x c -include mine/ipcompat.h program
    test $cxx = no ||
      atf_check $cc -D_XOPEN_SOURCE=700 -x c++ -include mine/ipcompat.h program
    rm -rf mine
  done
}

# All families, ten times.
adopt_case shells 'Any shell and awk of a Unix write the same' 900
shells_body ()
{
  families=$(cut -f 1 $build/kit/families)
  # shellcheck disable=SC2086
  sh $build/kit/adopt $build/kit --build=make $families mine >said ||
    atf_fail "adopt"
  for shell in dash bash mksh ksh 'busybox sh'; do
    command -v ${shell%% *} >/dev/null || continue
    rm -rf by
    # shellcheck disable=SC2086
    $shell $build/kit/adopt $build/kit --build=make $families by >said ||
      atf_fail "$shell"
    diff -r mine by || atf_fail "$shell writes something else"
  done
  mkdir bin
  for awk in gawk mawk original-awk 'busybox awk'; do
    command -v ${awk%% *} >/dev/null || continue
    rm -rf by
    printf '#!/bin/sh\nexec %s "$@"\n' "$awk" >bin/awk
    chmod +x bin/awk
    # shellcheck disable=SC2086
    PATH=$PWD/bin:$PATH sh $build/kit/adopt $build/kit --build=make \
      $families by >said || atf_fail "$awk"
    diff -r mine by || atf_fail "$awk writes something else"
  done
}

adopt_case split 'The installed header of one fallback brings no other in'
split_body ()
{
  cp $src/fallbacks/ipcompat-*.h .
  cp -R $build/ipcompat .
  echo 'int main (void) { return 0; }' >program
  plain="@CC@ -std=c99 -Wall -Wextra -pedantic -Werror -x c -I."
  for header in ipcompat/*.h; do
    atf_check $plain -fsyntax-only -include $header program
  done
  atf_check $plain -fsyntax-only -include $build/fallbacks/ipcompat.h program
  for name in alarm daemon flock killpg mkfifo reaper setsid signal \
    sigtimedwait spawn; do
    $plain -E -include ipcompat/$name.h program >expanded ||
      atf_fail "$name.h"
    if grep -E '^# .*[</"](setjmp|poll|sys/poll|sys/select|sys/socket)\.h"' \
      expanded; then
      atf_fail "$name.h brings that in"
    fi
  done
  # What configure would write if it had chosen these.
  sed 's/\(IPC_USE_[A-Z]*\) 0$/\1 1/' $build/probes.h >probes.h
  sh $src/harness/adopt/make-headers $build/kit probes.h used
  atf_check grep -q 'define mkfifo' used/mkfifo.h
  sed 's/"ipcompat.h"/<used\/signal.h>\n#include <used\/mkfifo.h>/' \
    $src/harness/tests/adopted.c >program.c
  echo '#include <used/socketpair.h>' >>program.c
  atf_check @CC@ -D_XOPEN_SOURCE=700 -std=c99 -Wall -Werror -I. -o adopted \
    program.c $build/fallbacks/libipcompat.a
  @NM@ adopted | grep -q ' _*ipc_fb_mkfifo$' || atf_fail "it is not mapped"
  atf_check ./adopted
}

adopt_case arguments 'A call is mapped by how many arguments it has'
arguments_body ()
{
  printf '%s\n' 'setsid sessions' 'socketpair pairs' >calls
  awk -v used=1 -f $src/harness/adopt/map.awk calls \
    $src/fallbacks/ipcompat-*.h >map.h
  cat >calls.c <<'END'
#include "map.h"
0 setsid () 1 setsid ( ) 2 x.setsid (1) 3 x.setsid (a, b) 4 x.setsid ((a))
5 x.setsid ((int) y) 6 x.setsid (f ()) 7 (setsid) () 8 &setsid
9 socketpair (1, 2, 3, v) 10 socketpair (1, 2)
END
  $cc -std=c99 -DIPC_USE_SESSIONS=1 -DIPC_USE_PAIRS=1 -E -P calls.c >out ||
    atf_fail "it does not expand"
  tr -d ' \n' <out | sed 's/ipc_fb_/!/g' >calls
  printf %s '0!setsid()1!setsid()2x.setsid(1)3x.setsid(a,b)4x.setsid((a))' \
    '5x.setsid((int)y)6x.setsid(f())7(setsid)()8&setsid' \
    '9!socketpair(1,2,3,v)10socketpair(1,2)' >want
  atf_check diff want calls
}

. $src/harness/tests/adopt-builds.sh
. $src/harness/tests/adopt-hostile.sh

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
