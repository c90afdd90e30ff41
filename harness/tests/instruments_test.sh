#! @ATF_SH@
# instruments_test.sh - a case that misbehaves is caught.
# SPDX-License-Identifier: BSD-2-Clause

build=@BUILD@
meta=$build/harness/tests/meta_cases

# A case that is broken ends with this status, and Kyua says "broken".
broken=97

# broken_case NAME DESCRIPTION TEXT: the case NAME is broken, because of TEXT,
# also where processes share no memory.
broken_case ()
{
  atf_test_case "$1"
  eval "${1}_head () { atf_set descr '$2'; }
    ${1}_body ()
    {
      for memory in shared own; do
        atf_check -s exit:$broken -o ignore -e match:'$3' \
          \$meta -s \$build/harness/tests -r result -v memory=\$memory $1
      done
    }"
}

broken_case observes_nothing 'A body that observes nothing is broken' \
  'observed nothing'
broken_case observes_twice 'A body that observes twice is broken' \
  'observed twice'
broken_case child_asserts 'An ATF macro in a child breaks the case' \
  'a child process reported'
broken_case child_passes 'So does one in a child that nobody joins' \
  'a child process reported'
broken_case child_observes 'An observation in a child breaks the case' \
  'a child process reported'
broken_case child_unobserved 'So does one in a child that nobody joins' \
  'a child process reported'
broken_case child_returns 'A child that returns from the body breaks it' \
  'a child process reported'
broken_case child_breaks 'A child that cannot be set up breaks the case' \
  'set-up failed in a child'
broken_case leaves_child 'A living child that is left is found' \
  'left behind: a living child'
broken_case leaves_zombie 'A zombie that is left is found' \
  'left behind: a child not waited for'

atf_test_case verdicts
verdicts_head ()
{
  atf_set descr 'A case in order passes, one that deviates fails'
}
verdicts_body ()
{
  atf_check -s exit:0 -o ignore -e ignore \
    $meta -s $build/harness/tests -r result behaves
  atf_check -o match:^passed cat result
  atf_check -s exit:1 -o ignore -e ignore \
    $meta -s $build/harness/tests -r result deviates
  atf_check -o match:'failed: observed wrong' cat result
}

atf_test_case refused
refused_head ()
{
  atf_set descr 'A row whose set-up is known to be refused is not exercised'
}
refused_body ()
{
  for memory in shared own; do
    for list in close:EBADF EBADF open:EBADF,close:EBADF,close:EIO; do
      atf_check -s exit:0 -o not-match:'^observed:' -e ignore \
        $meta -s $build/harness/tests -r result -v memory=$memory \
        -v refused=$list child_breaks
      atf_check -o match:'^skipped: refused: (close:)?EBADF$' cat result
    done
    for list in close close: :EBADF lose:EBADF EBAD ,EBADFD, close:EBADFD \
      close:EIO,xclose:EBADF; do
      atf_check -s exit:$broken -o ignore -e match:'set-up failed' \
        $meta -s $build/harness/tests -r result -v memory=$memory \
        -v refused=$list child_breaks
    done
  done
}

atf_test_case lacking
lacking_head ()
{
  atf_set descr 'What set-up needs and the platform lacks is absent'
}
lacking_body ()
{
  for name in lacks child_lacks; do
    atf_check -s exit:0 -o match:'^observed: absent$' \
      -o match:'^detail: ENOSYS: errno == 0$' -e ignore \
      $meta -s $build/harness/tests -r result $name
    atf_check -o inline:'skipped: absent\n' cat result
  done
}

atf_test_case storm_ahead
storm_ahead_head ()
{
  atf_set descr 'Signals of a storm reach a call that its sender is ahead of'
}
storm_ahead_body ()
{
  @CC@ -shared -fPIC -o slow.so @SRC@/harness/tests/slow-write.c -ldl \
    >refused 2>&1 || atf_skip "no library can be preloaded: $(cat refused)"
  # Not late itself, where others work.
  ahead='chrt --reset-on-fork --fifo 1'
  $ahead true 2>refused || ahead=
  atf_check -o match:'^observed: agree$' -e ignore \
    env LD_PRELOAD="$PWD/slow.so" $ahead $build/suites/instruments_test \
    -s $build/suites -r result storm_oracle
}

# unproven_case NAME: of the fallback build.
unproven_case ()
{
  $build/harness/tests/meta_unproven -s $build/harness/tests -r result $1
}

atf_test_case through_fallback
through_fallback_head ()
{
  atf_set descr 'Only a case that calls its fallback proves it, and says so'
}
through_fallback_body ()
{
  unproven_case says_so >out 2>err
  atf_check_equal $? $broken
  atf_check -o ignore grep 'did not go through fallback signal' err
  atf_check -s exit:1 grep mapped out
  unproven_case in_child >out
  atf_check_equal $? 0
  atf_check -o ignore grep '^mapped: signal$' out
  unproven_case by_kit >out
  atf_check_equal $? 0
  atf_check -o ignore grep '^mapped: sigaction$' out
}

atf_test_case absent_fallback
absent_fallback_head ()
{
  atf_set descr 'A fallback that is not there has failed'
}
absent_fallback_body ()
{
  unproven_case is_absent >out
  atf_check_equal $? 1
  atf_check -o inline:'failed: observed absent, documented right\n' cat result
}

atf_test_case several_fallbacks
several_fallbacks_head ()
{
  atf_set descr 'Each of several fallbacks is called, and no call has two'
}
several_fallbacks_body ()
{
  unproven_case takes_both >out
  atf_check_equal $? 0
  atf_check -o inline:'mapped: killpg\nmapped: signal\n' grep mapped out
  unproven_case takes_one >out 2>err
  atf_check_equal $? $broken
  atf_check -o ignore grep 'did not go through fallback killpg' err
  atf_check -s exit:1 grep mapped out
  unproven_case claimed_twice 2>err
  atf_check_equal $? $broken
  atf_check -o ignore \
    grep 'fallbacks kill and killpg both replace kill()' err
}

atf_test_case uses
uses_head ()
{
  atf_set descr 'An instrument is named once, and not taken for another'
}
uses_body ()
{
  unproven_case uses_two >out
  atf_check -o inline:'uses: pty_session\nuses: pty\n' grep uses out
  unproven_case uses_by_child >out
  atf_check -o inline:'uses: pty\nuses: dev_tty\n' grep uses out
}

atf_test_case leaves_segment
leaves_segment_head ()
{
  atf_set descr 'A System V object that is left is found and removed'
  atf_set require.progs ipcs
}
leaves_segment_body ()
{
  atf_check -s exit:$broken -o save:said -e match:'a System V object' \
    $meta -s $build/harness/tests -r result leaves_segment
  id=$(sed -n 's/^segment //p' said)
  test -n "$id" || atf_fail 'no segment was made'
  ipcs -m | awk -v id="$id" '$2 == id { found = 1 } END { exit found }' ||
    atf_fail "segment $id is still there"
}

# The end of the FIFO is the end of all who hold it: the case and its child.
atf_test_case killed_case
killed_case_head ()
{
  atf_set descr 'The child of a case that is killed ends with it'
  atf_set timeout 60
}
killed_case_body ()
{
  mkfifo ready || atf_fail mkfifo
  $meta -s $build/harness/tests -r result blocks_with_child >said 2>&1 &
  exec 3<ready
  read -r case child <&3 || { cat said; atf_fail 'the case did not begin'; }
  kill -0 "$child" || atf_fail 'no child'
  kill -9 "$case"
  wait
  atf_check cat <&3
}

atf_test_case lying_oracle
lying_oracle_head ()
{
  atf_set descr 'An oracle that always says "blocked" is caught'
}
lying_oracle_body ()
{
  atf_check -s exit:1 -o match:'^observed: takes a spinning' -e ignore \
    $build/harness/tests/liar -s $build/harness/tests -r result blocked_oracle
  atf_check -s exit:1 -o match:'^observed: sees it blocked' -e ignore \
    $build/harness/tests/liar -s $build/harness/tests -r result release_oracle
}

atf_test_case odd_look
odd_look_head ()
{
  atf_set descr 'One odd look does not make an oracle unusable; all of them do'
  atf_set require.progs ps
}
odd_look_body ()
{
  liar="$build/harness/tests/liar -s $build/harness/tests -r result"
  atf_check -o match:'^observed: names no call' \
    -o match:'^detail: [1-9][0-9]* looks saw something else' -e ignore \
    env ODD_LOOKS=3 $liar blocked_oracle
  atf_check -s exit:1 -o match:'^observed: names another call' -e ignore \
    env ODD_LOOKS=3+ $liar blocked_oracle
}

atf_test_case oracle_by_ps
oracle_by_ps_head ()
{
  atf_set descr 'Where the platform does not tell, ps does'
  atf_set require.progs ps
}
oracle_by_ps_body ()
{
  suite="$build/suites/instruments_test -s $build/suites -r result"
  atf_check -o match:'^observed: names no call' -e ignore \
    $suite -v oracle=ps blocked_oracle
  for id in storm_oracle release_oracle fill barrier_eof leak_check; do
    atf_check -o match:'^observed:' -e ignore \
      $suite -v oracle=ps -v zombie=oracle $id
    atf_check -o match:^passed cat result
  done
}

atf_init_test_cases ()
{
  atf_add_test_case verdicts
  atf_add_test_case lacking
  atf_add_test_case refused
  atf_add_test_case storm_ahead
  for name in observes_nothing observes_twice child_asserts child_passes \
    child_observes child_unobserved child_returns child_breaks leaves_child \
    leaves_zombie leaves_segment through_fallback absent_fallback \
    several_fallbacks uses killed_case lying_oracle odd_look \
    oracle_by_ps; do
    atf_add_test_case $name
  done
}
