# setsid-sessions.m4 - does setsid() make a session?
# SPDX-License-Identifier: BSD-2-Clause

# In WASI it refuses whatever it is asked, as what is not there would.
AC_DEFUN([IPC_CHECK_SETSID_SESSIONS],
[IPC_PROBE_CHILD([setsid_sessions], [whether setsid makes sessions], [],
  [  if (setsid () == getpid ())
    return getsid (0) == getpid () ? YES : UNKNOWN;
  ipc_error = errno;
  return errno == ENOSYS || errno == EINVAL ? NO : UNKNOWN;], [setsid])])
