# setpgid-groups.m4 - does setpgid() make a process group?
# SPDX-License-Identifier: BSD-2-Clause

# In WASI it refuses whatever it is asked, as what is not there would, or
# succeeds and does nothing.
AC_DEFUN([IPC_CHECK_SETPGID_GROUPS],
[IPC_PROBE_CHILD([setpgid_groups], [whether setpgid makes groups], [],
  [  if (setpgid (0, 0) == 0)
    return getpgid (0) == getpid () ? YES : NO;
  ipc_error = errno;
  return errno == ENOSYS || errno == EINVAL ? NO : UNKNOWN;], [setpgid])])
