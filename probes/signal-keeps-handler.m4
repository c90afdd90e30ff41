# signal-keeps-handler.m4 - is a signal() handler there after delivery?
# Behaviour: reliability.persist
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGNAL_KEEPS_HANDLER],
[IPC_PROBE([signal_keeps_handler],
  [whether signal keeps its handler after delivery],
  [static void handler (int signo) { (void) signo; }],
  [  void (*installed) (int);
  if (signal (SIGUSR1, handler) == SIG_ERR || raise (SIGUSR1) != 0)
    return UNKNOWN;
  installed = signal (SIGUSR1, SIG_DFL);
  return installed == handler ? YES : installed == SIG_DFL ? NO : UNKNOWN;])])
