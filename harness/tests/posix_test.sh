#! @ATF_SH@
# posix_test.sh - no object of POSIX outlives a case.
# SPDX-License-Identifier: BSD-2-Clause
#
# In a namespace where there are no others' objects.

src=@SRC@
build=@BUILD@
suites=$build/suites
. $src/harness/tests/none-left.sh

# Where the names of all objects show.
mount_all ()
{
  mkdir queues && mount -t mqueue none queues && mount -t tmpfs none /dev/shm
}

objects ()
{
  ls queues /dev/shm | grep '^[^/]*ipc'
}

# killed_at STEP CASE: run it; whether it was killed there.
killed_at ()
{
  rm -rf work
  mkdir work
  (cd work && exec env IPC_KILL_AT=$1 IPC_SEEN=$OLDPWD/seen \
    LD_PRELOAD=$OLDPWD/kill.so \
    $suites/posix_ipc_test -s $suites -r ../result $2) >out 2>&1
  test $? -eq 137 || return 1
  none_left "step $1 of $2"
}

# Not at each step, but at others in each case.
inside ()
{
  mount_all || atf_skip "nothing can be mounted"
  @CC@ -shared -fPIC -o kill.so @SRC@/harness/tests/posix-kill.c -ldl \
    >refused 2>&1 || atf_skip "no library can be preloaded: $(cat refused)"
  first=1
  for case in mq_exists mq_limits sem_named_persist shm_name shm_resize; do
    step=$first
    while test $step -lt 100 && killed_at $step $case; do
      step=$((step + 5))
    done
    none_left "the whole of $case"
    test $step -gt $first || atf_fail "$case: not killed at $step"
    first=$((first % 5 + 1))
  done
  test -e seen || atf_fail 'nothing was ever there'
}

atf_test_case killed
killed_head ()
{
  atf_set descr 'The cases that make objects are killed at many steps'
  atf_set require.progs 'unshare mount'
  atf_set timeout 600
}
killed_body ()
{
  test -z "${IPC_ALONE-}" || { inside; return; }
  for with in -im -Urim; do
    unshare $with true >/dev/null 2>&1 || continue
    IPC_ALONE=yes unshare $with $build/harness/tests/posix_test \
      -s $build/harness/tests -r result killed >said 2>&1
    cat said
    grep -q '^skipped' result && atf_skip "$(cat result)"
    atf_check -o match:^passed cat result
    return
  done
  atf_skip 'refused here: unshare -im'
}

atf_init_test_cases ()
{
  atf_add_test_case killed
}
