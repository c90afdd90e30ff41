# signal-keeps-handler.m4 - is a signal() handler still there after delivery?
# Behaviour: reliability.persist
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGNAL_KEEPS_HANDLER],
[IPC_PROBE([signal_keeps_handler],
  [whether signal keeps its handler after delivery],
  [static void handler (int signo) { (void) signo; }],
  [  if (signal (SIGINT, handler) == SIG_ERR || raise (SIGINT) != 0)
    return 2;
  return signal (SIGINT, SIG_DFL) == handler ? 0 : 1;])])
