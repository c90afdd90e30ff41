# sa-restart-read.m4 - does SA_RESTART make a read on a pipe restart?
# Behaviour: restart.read_pipe_set
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_RESTART_READ],
[IPC_PROBE_TICKS([sa_restart_read],
  [whether SA_RESTART makes a read restart],
  [struct sigaction sa;
  memset (&sa, 0, sizeof sa);
  sa.sa_handler = tick;
  sa.sa_flags = SA_RESTART;
  if (sigaction (SIGALRM, &sa, NULL) == -1)
    _exit (UNKNOWN);],
  [sa_restart])])
