# nomkfifo.sh - FIFOs, but no mkfifo(): System V before POSIX.
# SPDX-License-Identifier: BSD-2-Clause
about='no mkfifo(); mknod() makes FIFOs'
faults='mkfifo_missing'
probes_no='MKFIFO FIFO_RDWR'
fallbacks='mkfifo'
native='fifos.create absent
fifos.mode_umask absent
fifos.exists absent
fifos.mknod for plain users
fifos.cmd_mkfifo makes a FIFO
overview.notes_check_returns absent'
proven='fifos.create
fifos.mode_umask
fifos.exists
fifos.errors
sysv_messages.full
sysv_messages.receive_blocks
sysv_semaphores.wait_zero
sysv_semaphores.undo'
