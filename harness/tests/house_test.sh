#! @ATF_SH@
# house_test.sh - the project's rules about itself.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@

atf_test_case catalogue
catalogue_head ()
{
  atf_set descr "The catalogue is closed where the compiler cannot see"
}
catalogue_body ()
{
  atf_check sh $src/harness/tools/check-catalogue $src
}

atf_test_case whole
whole_head ()
{
  atf_set descr "The catalogue has all that it is to have"
}
whole_body ()
{
  $build/harness/ipcompat list --format=tsv >rows || atf_fail "list"
  test "$(wc -l <rows)" -ge 994 || atf_fail "$(wc -l <rows) behaviours"
  test "$(grep -c 'not tested' rows)" -lt 20 || atf_fail "too many not tested"
}

atf_test_case style
style_head ()
{
  atf_set descr "Sources have the shape that HACKING.md asks for"
}
style_body ()
{
  git -C $src ls-files >/dev/null 2>&1 || atf_skip "no checkout"
  atf_check sh $src/harness/tools/check-style $src
}

atf_test_case circles
circles_head ()
{
  atf_set descr "Modules and folders depend on each other one way"
}
circles_body ()
{
  atf_check env NM='@NM@' sh $src/harness/tools/check-circles $src $build
}

atf_test_case circles_found
circles_found_head ()
{
  atf_set descr "A circle of calls, of includes and of folders is found"
}
circles_found_body ()
{
  # module NAME TEXT: harness/NAME.c, and its object.
  module ()
  {
    mkdir -p harness/${1%/*}
    echo "$2" >harness/$1.c
    @CC@ -c -o harness/${1%/*}/libharness_a-${1##*/}.o harness/$1.c ||
      atf_fail "cannot compile $1.c"
  }
  circles="env NM=@NM@ sh $src/harness/tools/check-circles . ."
  module read/one 'void two (void); void one (void) { two (); }'
  module read/two 'void two (void) { }'
  atf_check $circles
  module read/two 'void one (void); void two (void) { one (); }'
  atf_check -s exit:1 -o match:'^circle: harness/read/.*[(]calls ' $circles
  # Through a third module.
  module read/two 'void three (void); void two (void) { three (); }'
  module read/three 'void one (void); void three (void) { one (); }'
  atf_check -s exit:1 -o match:'^circle: ([a-z/]* -> ){3}' $circles
  module read/three 'void three (void) { }'
  atf_check $circles
  # Two folders, by modules of which none is in a circle.
  module model/four 'void three (void); void four (void) { three (); }'
  module read/five 'void six (void); void five (void) { six (); }'
  module model/six 'void six (void) { }'
  atf_check -s exit:1 -o match:'^circle: harness/(read|model) -> ' $circles
  module model/four 'void four (void) { }'
  echo '#include "model/seven.h"' >harness/model/six.h
  echo '#include "six.h"' >harness/model/seven.h
  atf_check -s exit:1 -o match:'^circle: harness/model/.*[(]includes ' $circles
}

atf_test_case no_replacements
no_replacements_head ()
{
  atf_set descr "No function of gnulib's stands between a suite and libc"
}
no_replacements_body ()
{
  for program in $build/suites/*_test; do
    @NM@ $program >symbols || atf_fail "cannot read $program"
    grep -q ipc_case_run symbols || test "${program##*/}" = platform_test ||
      atf_fail "$program is no suite"
    if grep -w 'rpl_[a-z0-9_]*' symbols; then
      atf_fail "$program measures gnulib"
    fi
  done
}

atf_test_case host
host_head ()
{
  atf_set descr "A whole run on this host has evidence for every row"
  atf_set timeout 900
}
host_body ()
{
  atf_check -o save:summary -e ignore $build/harness/ipcompat run \
    --directory=report
  cat summary
  # Deviations are findings about the host, and no fault of this project.
  if grep '"verdict":"no evidence"' report/report.json; then
    atf_fail "rows without evidence"
  fi
  if grep '"fallback":{[^}]*"verdict":"fails"' report/report.json; then
    atf_fail "fallbacks that fail"
  fi
  if grep '"probes":\[[^]]*"agrees":false' report/report.json; then
    atf_fail "probes and tests that disagree"
  fi
  # In make distcheck, another compiler's are those of the outer build.
  test -z "${IPCOMPAT_VERDICTS-}" || same_verdicts "$IPCOMPAT_VERDICTS" \
    report/report.json
}

# same_verdicts BEFORE AFTER
same_verdicts ()
{
  atf_check -o save:changes $build/harness/ipcompat compare --gate "$@"
  cat changes
}

atf_test_case faults
faults_head ()
{
  atf_set descr "Every fault is noticed; every REQUIRED record has one"
  atf_set timeout 900
}
faults_body ()
{
  need_time
  test -f $build/harness/faults/faults.so || atf_skip "no library of faults"
  cd $build
  atf_check -o save:$HOME/faults.out sh $src/harness/faults/check
  cat $HOME/faults.out
}

# one_program: a build directory in one/ whose suites are one program.
one_program ()
{
  test -f $build/harness/faults/faults.so || atf_skip "no library of faults"
  mkdir -p one/harness/faults one/suites
  ln -s $build/harness/ipcompat one/harness/
  ln -s $build/harness/faults/faults.so one/harness/faults/
  ln -s $build/suites/*_test $build/suites/ipc_helper one/suites/
  echo 'atf_test_program{name="reliability_test"}' >one/suites/Kyuafile
}

atf_test_case faults_survive
faults_survive_head ()
{
  atf_set descr "A fault that nothing notices is named, and a row without"
}
faults_survive_body ()
{
  one_program
  # In the place of ipcompat: a fault that does not do what it says, one that
  # the library does not have, and rows that none strikes.
  cat >lister <<END
#!/bin/sh
case \$* in
  *--faults*)
    printf '%s\\t_exit\\tnothing\\treliability.persist\\t\\n' \\
      siginterrupt_ignored unknown_fault ;;
  *) $build/harness/ipcompat "\$@" | grep ^reliability ;;
esac
END
  chmod +x lister
  (cd one && IPC_LIST=$PWD/../lister sh $src/harness/faults/check) >out &&
    atf_fail "it found nothing"
  cat out
  atf_check -o ignore grep 'persist .* survives siginterrupt_ignored' out
  atf_check -o ignore grep 'persist .* survives unknown_fault' out
  atf_check -o ignore grep 'anonymous: REQUIRED, and no fault' out
}

atf_test_case faults_again
faults_again_head ()
{
  atf_set descr "What is not exercised under a fault has another chance"
}
faults_again_body ()
{
  one_program
  # The first time that the library is there, and the first with a fault, its
  # race does not come about.
  rm one/suites/reliability_test
  cat >one/suites/reliability_test <<END
#!/bin/sh
mark=$PWD/met-\${IPC_FAULT-none}
case "\${LD_PRELOAD-} \$*" in
  *faults.so\ -r\ *\ persist)
    test -e "\$mark" || {
      : >"\$mark"
      echo 'skipped: no race' >"\$2"
      exit 0
    } ;;
esac
exec $build/suites/reliability_test "\$@"
END
  chmod +x one/suites/reliability_test
  cat >lister <<END
#!/bin/sh
case \$* in
  *--faults*)
    printf 'signal_one_shot\\tsignal\\tit\\treliability.persist\\t\\n' ;;
  *) $build/harness/ipcompat "\$@" | grep '^reliability\.persist' ;;
esac
END
  chmod +x lister
  # The rows that it does not have it complains of.
  (cd one && IPC_LIST=$PWD/../lister sh $src/harness/faults/check) >out
  cat out
  atf_check -o ignore grep '^faults: 2 without a value are run again$' out
  atf_check -o ignore \
    grep '^faults: 1 kills in extended .*; 0 survivors$' out
  test -e met-none -a -e met-signal_one_shot || atf_fail "nothing was missed"
}

atf_test_case bench
bench_head ()
{
  atf_set descr "What harness/tools/bench measures works"
}
bench_body ()
{
  atf_check -s exit:0 -o save:table $build/harness/bench/bench --once
  cat table
}

# Not once more inside of make distcheck.
need_time ()
{
  test "$(atf_config_get long no)" != brief || atf_skip "done outside"
}

need_long ()
{
  test "$(atf_config_get long no)" = yes || atf_skip "only with --long"
}

# logged COMMAND...: only if it fails, the end of what it says is shown.
logged ()
{
  "$@" >log 2>&1 || {
    tail -n 40 log
    atf_fail "$*"
  }
}

# has_all: whether the list "packed" has all that git has.
has_all ()
{
  git -C $src ls-files | grep -v '^\.' | sort >kept
  missing=$(comm -23 kept packed)
  test -z "$missing" || atf_fail "not in the tarball:" $missing
}

atf_test_case distribution
distribution_head ()
{
  atf_set descr "make distcheck; by BSD make, by clang: the same verdicts"
  atf_set timeout 3600
}
distribution_body ()
{
  need_long
  # A build takes minutes: that of the distribution is that of clang and of
  # BSD make, too.
  flags= verdicts=
  make=$(command -v bmake) || make=${MAKE:-make}
  if command -v clang >/dev/null; then
    flags='CC=clang CFLAGS=-O2 --enable-werror'
    verdicts=$PWD/host/report.json
    atf_check -o ignore -e ignore $build/harness/ipcompat run --directory=host
  fi
  logged env -u MAKEFLAGS -u MFLAGS \
    IPCOMPAT_LONG=brief IPCOMPAT_VERDICTS="$verdicts" \
    $make -j2 -C $build distcheck DISTCHECK_CONFIGURE_FLAGS="$flags"
  test -e $src/.git || return 0
  xz -dc $build/ipcompat-*.tar.xz | tar tf - | grep -v '/$' |
    sed 's|^[^/]*/||' | sort >packed
  has_all
}

atf_test_case tarball
tarball_head ()
{
  atf_set descr "The tarball has all that git has"
}
tarball_body ()
{
  test -e $src/.git || atf_skip "no checkout"
  logged ${MAKE:-make} -C $build distdir distdir=$HOME/d top_distdir=$HOME/d
  (cd d && find . -type f) | sed 's|^\./||' | sort >packed
  has_all
}

atf_test_case gcc
gcc_head ()
{
  atf_set descr "gcc -O3: no warning, the same verdicts"
  atf_set timeout 1200
}
gcc_body ()
{
  test "$(atf_config_get platforms no)" = yes ||
    atf_skip "only with --platforms"
  command -v gcc >/dev/null || atf_skip "no gcc"
  logged $src/configure CC=gcc CFLAGS=-O3 --enable-werror
  logged ${MAKE:-make} -j2
  atf_check -o ignore -e ignore $build/harness/ipcompat run --directory=old
  atf_check -o ignore -e ignore ./harness/ipcompat run --directory=new
  same_verdicts old/report.json new/report.json
}

atf_init_test_cases ()
{
  atf_add_test_case catalogue
  atf_add_test_case whole
  atf_add_test_case style
  atf_add_test_case circles
  atf_add_test_case circles_found
  atf_add_test_case no_replacements
  atf_add_test_case host
  atf_add_test_case faults
  atf_add_test_case faults_survive
  atf_add_test_case faults_again
  atf_add_test_case bench
  atf_add_test_case tarball
  atf_add_test_case distribution
  atf_add_test_case gcc
}
