# nofifo.sh - a platform without FIFOs.
# SPDX-License-Identifier: BSD-2-Clause
#
# Nothing makes one: no call and no command.  What configure chooses has
# nothing to go by, and says so.
about='no FIFOs at all'
faults='mkfifo_missing mknod_missing fifo_commands_fail'
probes_no='MKFIFO MKNOD_FIFO FIFO_RDWR'
fallbacks='mkfifo'
native='fifos.create absent
fifos.mknod absent
fifos.cmd_mkfifo the command fails'
refuses='fifos.create
fifos.mode_umask'
stops_at=mkfifo
