# setsid-refuses-leader.m4 - does setsid() fail for a process group leader?
# Behaviour: daemons.setsid_eperm
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETSID_REFUSES_LEADER],
[IPC_PROBE_CHILD([setsid_refuses_leader],
  [whether setsid refuses process group leaders],
  [],
  [  if (setpgid (0, 0) == -1 || getpgrp () != getpid ())
    return UNKNOWN;
  if (setsid () != -1)
    return NO;
  ipc_error = errno;
  return errno == EPERM ? YES : errno == ENOSYS ? NO : UNKNOWN;],
  [setsid])])
