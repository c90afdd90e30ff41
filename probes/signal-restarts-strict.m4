# signal-restarts-strict.m4 - does a read restart after a signal() handler?
# Behaviour: reliability.restart
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGNAL_RESTARTS_STRICT],
[IPC_PROBE_TICKS([signal_restarts_strict],
  [whether in strict C a read restarts after a handler of signal],
  [if (signal (SIGALRM, tick) == SIG_ERR)
    _exit (UNKNOWN);],
  [], [strict])])
