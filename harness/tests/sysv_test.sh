#! @ATF_SH@
# sysv_test.sh - no object of System V outlives a case.
# SPDX-License-Identifier: BSD-2-Clause
#
# In a namespace where there are no others' objects, and may be none: root of
# a user namespace has one, too.

src=@SRC@
build=@BUILD@
suites=$build/suites
. $src/harness/tests/none-left.sh

# alone TEST: run the case TEST where it has the objects of System V for
# itself.
alone ()
{
  for with in -i -Uri; do
    unshare $with ipcs >ipcs.out 2>&1 || continue
    IPC_ALONE=yes unshare $with $build/harness/tests/sysv_test \
      -s $build/harness/tests -r inner $1 >said 2>&1
    cat said
    atf_check -o match:^passed cat inner
    return
  done
  atf_skip "refused here: unshare -i ($(head -n 1 ipcs.out))"
}

# objects: all that there are, of the three kinds.
objects ()
{
  ipcs | awk '$2 ~ /^[0-9]+$/'
}

# inside NAME DESCRIPTION: the case NAME, which is NAME_inside() in there.
inside ()
{
  atf_test_case $1
  eval "$1_head ()
    {
      atf_set descr '$2'
      atf_set require.progs 'ipcs unshare'
      atf_set timeout 600
    }
    $1_body ()
    {
      test -n '${IPC_ALONE-}' || { alone $1; return; }
      $1_inside
    }"
  all_cases="${all_cases-} $1"
}

inside meta 'A case that makes objects is killed at many moments'
meta_inside ()
{
  mkfifo ready || atf_fail mkfifo
  seen=0
  for lines in 0 0 1 2 3 5 7 11 19 31 50 75 100 130 160 200; do
    $build/harness/tests/meta_cases -s $build/harness/tests -r result \
      makes_sysv >out 2>&1 &
    exec 3<ready
    read -r pid <&3 || { cat out; atf_fail 'the case did not begin'; }
    i=0
    while test $i -lt $lines; do
      read -r line <&3
      i=$((i + 1))
    done
    test -z "$(test $lines -gt 20 && objects)" || seen=1
    kill -9 $pid
    wait
    exec 3<&-
    none_left "$lines lines"
    rm -f key.*
  done
  test $seen = 1 || atf_fail 'nothing was ever there'
}

inside apart 'What is made in a namespace of a case goes with it'
apart_inside ()
{
  atf_check -o match:'observed: right' -e ignore \
    $build/harness/tests/meta_cases \
    -s $build/harness/tests -r result isolates_sysv
  none_left isolates_sysv
}

# killed_at STEP PROGRAM CASE: run it; whether it was killed there.
killed_at ()
{
  rm -rf work
  mkdir work
  (cd work && exec env IPC_KILL_AT=$1 LD_PRELOAD=$OLDPWD/kill.so \
    $suites/$2 -s $suites -r ../result $3) >out 2>&1
  test $? -eq 137 || return 1
  none_left "step $1 of $2:$3"
}

# Not at each step, but at others in each case; some have thousands.
inside suites 'The cases that make objects are killed at many steps'
suites_inside ()
{
  @CC@ -shared -fPIC -o kill.so @SRC@/harness/tests/sysv-kill.c -ldl \
    >refused 2>&1 || atf_skip "no library can be preloaded: $(cat refused)"
  first=1
  for program in sysv_keys_test sysv_messages_test sysv_semaphores_test \
    sysv_shared_memory_test; do
    for case in $($suites/$program -l | sed -n 's/^ident: //p'); do
      step=$first
      while test $step -lt 140 && killed_at $step $program $case; do
        step=$((step + 13))
      done
      none_left "the whole of $program:$case"
      test $step -gt $first || atf_fail "$case: not killed at $step"
      first=$((first % 13 + 1))
    done
  done
}

atf_init_test_cases ()
{
  for c in $all_cases; do
    atf_add_test_case $c
  done
}
