# setsid-detaches.m4 - does setsid() lose the controlling terminal?
# Behaviour: daemons.no_ctty
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETSID_DETACHES],
[IPC_PROBE_TERMINAL([setsid_detaches],
  [whether setsid gives up the controlling terminal],
  [  (void) tty;
  return setsid () != -1;],
  [setsid])])
