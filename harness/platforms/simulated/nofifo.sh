# nofifo.sh - a platform without FIFOs.
# SPDX-License-Identifier: BSD-2-Clause
#
# Nothing makes one: no call and no command.  What configure chooses has
# nothing to go by, and says so; what stands for System V can neither wait nor
# know that a process lives.
about='no FIFOs at all'
faults='mkfifo_missing mknod_missing fifo_commands_fail'
probes_no='MKFIFO MKNOD_FIFO FIFO_RDWR'
fallbacks='mkfifo'
native='fifos.create absent
fifos.mknod absent
fifos.cmd_mkfifo the command fails
overview.notes_check_returns absent
unix_sockets.addrinuse EADDRINUSE
sockets.poll_exists every kind
deferral.no_restart_flag EINTR from each'
refuses='fifos.create
fifos.mode_umask
sysv_messages.full
sysv_messages.receive_blocks
sysv_semaphores.wait_zero
sysv_semaphores.undo'
stops_at=mkfifo
