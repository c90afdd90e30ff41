#! @ATF_SH@
# probes_test.sh - the probes tell a broken libc from one that works.
# SPDX-License-Identifier: BSD-2-Clause
#
# A small configure asks them, natively or through a runner that preloads
# probes-shim.c.

probes=@BUILD@/harness/tests/probes

# ask PROBES OPTION...: have them asked; the answers are in "answers".
ask ()
{
  test -x $probes/configure || atf_skip "no autoconf made the configure"
  test -f config.cache || cp $probes/base.cache config.cache
  asked=$(echo $1)
  shift
  rm -f answers
  ASK=$asked ipc_seconds=3 $probes/configure -C -n CC='@CC@' "$@" >said 2>&1 ||
    { cat said; atf_fail "configure fails"; }
}

# broken SHIM PROBES: have them asked on a libc that is broken like that.
broken ()
{
  test -f $probes/shim.so || atf_skip "no library can be preloaded"
  ask "$2" --with-runner="env LD_PRELOAD=$probes/shim.so IPC_SHIM=$1"
}

# expect "NAME ANSWER WORD"...
expect ()
{
  for line
  do
    sed 's/ *$//' answers | grep -Fqx -- "$line" || {
      cat said answers
      atf_fail "wanted $line"
    }
  done
}

# probe_case NAME DESCRIPTION COMMANDS
probe_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; }"
  eval "$1_body () { $3; }"
  all_cases="${all_cases-} $1"
}

# breaks SHIM PROBES EXPECTED...: what is asked, and what must be said.
breaks ()
{
  lines=
  for line in "$@"; do
    case $line in *' '[yn]*' '* | *' yes' | *' no' | *' unknown')
      lines="$lines '$line'" ;; esac
  done
  probe_case "breaks_$1" "The probes notice the shim $1" \
    "broken $1 '$2'; expect $lines"
}

certain='sigaction sa_restart_read sa_resethand sigsetjmp_mask setsid
  setsid_refuses_leader socketpair socketpair_unix_stream
  socketpair_unix_dgram mkfifo posix_openpt waitpid'
probe_case native 'Where a POSIX platform has but one answer it is given' "
  ask '$(echo $certain)'
  for name in \$asked; do expect \"\$name yes\$(
    test \$name != setsid_refuses_leader || echo ' EPERM')\"; done"

probe_case glibc 'glibc gives both answers, as feature test macros ask' '
  echo __GLIBC__ | @CC@ -include stdlib.h -E -P - | grep -q "^[0-9]" ||
    atf_skip "not glibc"
  ask "signal_keeps_handler signal_keeps_handler_strict signal_blocks
    signal_blocks_strict signal_restarts signal_restarts_strict"
  expect "signal_keeps_handler yes" "signal_keeps_handler_strict no" \
    "signal_blocks yes" "signal_blocks_strict no" \
    "signal_restarts yes" "signal_restarts_strict no"'

probe_case all 'Every probe was asked when this build was configured' '
  for name in $(sed -n "s|.*IPC_ASK_ONCE(.IPC_CHECK_\([A-Z0-9_]*\).*|\1|p" \
    @SRC@/probes/ipc-probes.m4)
  do
    grep -q "^#define IPC_PROBE_$name [-01]" @BUILD@/probes.h ||
      atf_fail "$name: no answer"
    grep -q "^P ($name, \"whether .*\")" @BUILD@/probes.h ||
      atf_fail "$name: not in the list"
    test -f @SRC@/probes/$(echo $name | tr "A-Z_" "a-z-").m4 ||
      atf_fail "$name: no file of that name"
  done
  for file in @SRC@/probes/*.m4; do
    grep -q "AC_DEFUN(.IPC_CHECK_" $file || continue
    name=$(basename $file .m4 | tr "a-z-" "A-Z_")
    grep -qw IPC_CHECK_$name @SRC@/probes/ipc-probes.m4 ||
      atf_fail "${file##*/}: not listed in ipc-probes.m4"
    test $(wc -l <$file) -le 35 || atf_fail "${file##*/}: over 35 lines"
  done'

probe_case troubled 'A probe that breaks down is unknown, and says nothing' '
  ask "test_hangs test_crashes test_exits test_unlinked test_word"
  expect "test_hangs unknown" "test_crashes unknown" "test_exits unknown" \
    "test_unlinked unknown" "test_word yes its a  b, c"'

probe_case separate 'No probe sees confdefs.h; one not needed is not asked' '
  ask "test_confdefs test_needy"
  expect "test_confdefs no" "test_needy no absent"'

probe_case cross 'A cross build without a runner does not guess' '
  ask "signal_keeps_handler socketpair mkfifo" --build=a-b-c --host=d-e-f
  expect "signal_keeps_handler unknown" "socketpair yes" "mkfifo unknown"
  ask "mkfifo socketpair_unix_stream" --build=a-b-c --host=d-e-f \
    --with-runner=env
  expect "mkfifo yes" "socketpair_unix_stream yes"'

probe_case runner 'Without its runner a probe is unknown, not no' '
  for runner in false /nonexistent/runner "sh -c \"exit 1\""; do
    ask "mkfifo test_word" --with-runner="$runner"
    expect "mkfifo unknown" "test_word unknown"
  done'

probe_case cached 'Answers and their words are kept for the next run' '
  broken pair_refused "socketpair_unix_stream mkfifo"
  first=$(cat answers)
  grep -q "Unix streams.*cached" said && atf_fail "cached from the start"
  broken pair_refused "socketpair_unix_stream mkfifo"
  grep -q "Unix streams.*cached" said || atf_fail "asked again"
  test "$first" = "$(cat answers)" || atf_fail "answers changed"
  expect "socketpair_unix_stream no EPROTONOSUPPORT" "mkfifo yes"
  ask "socketpair_unix_stream mkfifo"
  expect "socketpair_unix_stream yes" "mkfifo yes"'

probe_case forced 'An answer given by the caller is not asked for' '
  ipc_cv_mkfifo=no ask "mkfifo fifo_rdwr"
  expect "mkfifo no" "fifo_rdwr no absent"'

of_signal='signal_keeps_handler signal_blocks signal_restarts'
of_strict='signal_keeps_handler_strict signal_blocks_strict
  signal_restarts_strict'
breaks signal_resets "$of_signal" 'signal_keeps_handler no' \
  'signal_blocks yes' 'signal_restarts yes'
breaks signal_nests "$of_signal" 'signal_keeps_handler yes' \
  'signal_blocks no' 'signal_restarts yes'
breaks signal_interrupts "$of_signal" 'signal_keeps_handler yes' \
  'signal_blocks yes' 'signal_restarts no'
breaks no_restart sa_restart_read 'sa_restart_read no'
breaks no_resethand sa_resethand 'sa_resethand no'
breaks no_nocldwait sa_nocldwait 'sa_nocldwait no'
breaks mask_leaks sigsetjmp_mask 'sigsetjmp_mask no'
breaks waitid_waits waitid_wnowait 'waitid_wnowait no'
breaks setsid_any 'setsid setsid_refuses_leader' 'setsid yes' \
  'setsid_refuses_leader no'
breaks setsid_enosys setsid_refuses_leader 'setsid_refuses_leader no ENOSYS'
breaks setpgid_refuses setpgid_groups 'setpgid_groups no EINVAL'
breaks system_refuses commands 'commands no ENOEXEC'
breaks no_shell commands 'commands no'
breaks mmap_private shared_memory 'shared_memory no'
breaks setsid_keeps_terminal 'setsid_detaches setsid_refuses_leader' \
  'setsid_detaches no'
breaks tiocnotty_nothing 'tiocnotty tiocnotty_detaches setsid_detaches' \
  'tiocnotty yes' 'tiocnotty_detaches no' 'setsid_detaches yes'
breaks no_pty 'pty setsid_detaches' 'pty no ENOENT' 'setsid_detaches unknown'
breaks no_ptmx 'pty dev_ptmx' 'pty yes' 'dev_ptmx no ENOENT'
breaks pair_refused 'socketpair socketpair_unix_stream socketpair_unix_raw' \
  'socketpair yes' 'socketpair_unix_stream no EPROTONOSUPPORT' \
  'socketpair_unix_raw no EPROTONOSUPPORT'
breaks pair_one_way socketpair_unix_stream 'socketpair_unix_stream no'
breaks pair_inet 'socketpair_inet_stream socketpair_inet_dgram' \
  'socketpair_inet_stream yes' 'socketpair_inet_dgram yes'
breaks cloexec_forgotten sock_cloexec 'sock_cloexec no'
breaks nonblock_forgotten sock_nonblock 'sock_nonblock no'
breaks accept_inherits accept_nonblock 'accept_nonblock yes'
breaks poll_no_devices poll_every_kind 'poll_every_kind no not devices'
breaks poll_no_files poll_every_kind 'poll_every_kind no not files'
breaks reuseport_refused 'so_reuseport reuseport_shares' \
  'so_reuseport no ENOPROTOOPT' 'reuseport_shares no absent'
breaks reuseport_one reuseport_shares 'reuseport_shares no'
breaks v6only_on v6only_default 'v6only_default no'
breaks addrinfo_asks addrinfo_offline 'addrinfo_offline no'
breaks keepidle_drops tcp_keepidle 'tcp_keepidle no'
breaks send_raises msg_nosignal 'msg_nosignal no'
breaks mkfifo_enosys 'mkfifo fifo_rdwr' 'mkfifo no ENOSYS' \
  'fifo_rdwr no absent'
breaks mkfifo_file mkfifo 'mkfifo no'
breaks mkfifo_root mkfifo 'mkfifo no EPERM'
breaks mknod_root 'mkfifo mknod_fifo' 'mkfifo yes' 'mknod_fifo no EPERM'
breaks fifo_one_way 'mkfifo fifo_rdwr' 'fifo_rdwr no EINVAL'
breaks poll_pollin 'mkfifo poll_fifo_hup' 'poll_fifo_hup no'
breaks popen_no_e popen_cloexec 'popen_cloexec no EINVAL'
breaks popen_e_nothing popen_cloexec 'popen_cloexec no'
breaks popen_both_ways popen_rdwr 'popen_rdwr yes'
breaks fflush_purges fflush_keeps_input 'fflush_keeps_input no'
breaks no_sysv 'sysv_msg sysv_sem sysv_shm' 'sysv_msg no ENOSYS' \
  'sysv_sem no ENOSYS' 'sysv_shm no ENOSYS'
breaks sysv_raises 'sysv_msg sysv_sem' 'sysv_msg no SIGSYS' 'sysv_sem yes'
breaks sysv_refused sysv_msg 'sysv_msg no EPERM'
breaks sysv_full sysv_msg 'sysv_msg unknown ENOSPC'
breaks sem_small 'sysv_sem semvmx' 'sysv_sem yes' 'semvmx no'
breaks no_undo sem_undo 'sem_undo no'
breaks ftok_seven_bits ftok_low_byte 'ftok_low_byte no'
probe_case sysv 'Semaphores and ftok() of this host are as POSIX has them' '
  ask "sysv_sem semvmx sem_undo ftok_low_byte"
  sed "s/ *$//" answers | grep -qx "sysv_sem yes" ||
    atf_skip "no semaphores here"
  expect "semvmx yes" "sem_undo yes" "ftok_low_byte yes"'
breaks no_sem_open 'sem_open sem_named' 'sem_open yes' 'sem_named no ENOSYS'
breaks sem_open_full sem_named 'sem_named unknown ENOSPC'
breaks sem_open_resets sem_named 'sem_named no'
breaks no_sem_init 'sem_init sem_unnamed' 'sem_init yes' \
  'sem_unnamed no ENOSYS'
breaks sem_own sem_unnamed 'sem_unnamed no'
breaks no_mq 'mq_open mq' 'mq_open yes' 'mq no ENOSYS'
breaks mq_full mq 'mq unknown EMFILE'
breaks mq_garbles mq 'mq no'
breaks no_shm 'shm_open shm_name shm_resize' 'shm_open yes' \
  'shm_name unknown ENOSYS' 'shm_resize unknown ENOSYS'
breaks shm_short 'shm_name shm_resize' 'shm_name no ENAMETOOLONG' \
  'shm_resize yes'
breaks shm_sized_once 'shm_name shm_resize' 'shm_name yes' \
  'shm_resize no EINVAL'
breaks no_pshared 'mutex_pshared mutex_owner_died' 'mutex_pshared yes' \
  'mutex_owner_died no EINVAL'
breaks no_robust 'mutex_robust mutex_owner_died' 'mutex_robust yes' \
  'mutex_owner_died no EINVAL'
breaks robust_nothing mutex_owner_died 'mutex_owner_died no EBUSY'
breaks owner_lives mutex_owner_died 'mutex_owner_died no'
probe_case posix 'Objects of POSIX that this host has are as POSIX has them' "
  ask 'sem_named sem_unnamed mq shm_resize mutex_owner_died'
  for name in \$asked; do
    grep -q \"^\$name no\" answers && continue
    expect \"\$name yes\"
  done"
breaks nproc_unlimited rlimit_nproc 'rlimit_nproc no'
breaks vfork_copies 'vfork vfork_shares' 'vfork yes' 'vfork_shares no'
breaks spawn_late 'posix_spawn posix_spawn_reports' 'posix_spawn yes' \
  'posix_spawn_reports no'
breaks spawn_same_session 'posix_spawn posix_spawn_setsid' \
  'posix_spawn_setsid no'
breaks no_fork 'sa_restart_read mkfifo' 'sa_restart_read unknown' \
  'mkfifo unknown'
breaks crash 'mkfifo signal_keeps_handler' 'mkfifo unknown' \
  'signal_keeps_handler unknown'

atf_init_test_cases ()
{
  for each in $all_cases; do
    atf_add_test_case $each
  done
}
