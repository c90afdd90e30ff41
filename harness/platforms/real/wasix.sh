# wasix.sh - WebAssembly with WASIX's calls, in Node.
# SPDX-License-Identifier: BSD-2-Clause
#
# No system is behind it: processes, pipes and signals are the runtime's own,
# within one process of this host.
about='WASIX, in Node'
speed=slow
programs='clang:clang wasm-ld:lld llvm-ar:llvm node:nodejs npm:npm'
cc=$cache/wasix/cc
compiler="$here/wasix/make $cache/wasix"
# clang would take what no header of it declares for calls that there are.  None
# tells which libc it is.
cflags=-Werror=implicit-function-declaration
known=$(sed -n 's/[+-].*//p' "$cache/sid/wasix-libc/version" 2>/dev/null)
test -z "$known" || cflags="$cflags -DWASIX_LIBC=$known"
ar=llvm-ar
host=wasm32-unknown-wasi
libatf=build
wrapper=$here/wasix/run
# Kyua gives its cases another HOME.
inside="env IPCOMPAT_CACHE=$cache $here/binfmt"
inside="$inside :wasix:M::\\x00asm::$here/wasix/run:"
# A case takes seconds of a processor, and what hangs half a minute.
limit=7200
options=--parallelism=8
# System calls that refuse whatever they are asked; there is no shell.
setup_refused='setsid:EINVAL mmap:EINVAL bind:65535 setsockopt:ENOTSOCK
shutdown:ENOTSOCK ENOEXEC'
# A process that a signal's default action ends aborts the whole runtime, or
# loops for ever; so does a jump out of a handler.  What comes of execv() in a
# handler is another thing each time: the old image goes on, or both end, or
# neither does.  What another process's signal meets is by chance, too.  Two
# rows that cannot be exercised here hang where they end.
leave_out='alarms.fork_exec_kill
alarms.fork_exec_kill_tree
alarms.ignored_inherited
background.reparented
coprocesses.open2
coprocesses.open2_eof
coprocesses.open2_exec_fails
coprocesses.open2_fds
deferral.sigwait_family
dispositions.chld_ign_wait_blocks
dispositions.cont_continues
dispositions.default_actions
dispositions.default_coreflag
dispositions.default_restores
dispositions.kill_unblockable
dispositions.precious
dispositions.tstp_catchable
fault_signals.default_fatal
handlers.kernel_alrm
handlers.kernel_chld_stop
handlers.longjmp_mask_plain
handlers.names_xsi_numbers
handlers.query_only
handlers.siginfo_flag
hangup.default_terminates
hangup.during_startup
hangup.each_time
hangup.exec_cwd
hangup.exec_path
hangup.fds_inherited
hangup.mask_inherited
hangup.nodefer_fixes
hangup.nohup_respected
hangup.only_once
hangup.pending_crosses_exec
hangup.reread
hangup.sa_mask_inherited
hangup.self_exec
hangup.unblock_fixes
instruments.state_oracle
overview.notes_failure_is_returned
pipes.sigpipe
reaper.status_macros
safe_pipes.close_reaps
safe_pipes.fork_returns_twice
socketpairs.fionread
socketpairs.nosigpipe
socketpairs.sigpipe'
environment=wasmer
environment_version=0.16
