# signal-blocks.m4 - is the signal of a signal() handler blocked in it?
# Behaviour: reliability.blocked
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGNAL_BLOCKS],
[IPC_PROBE([signal_blocks],
  [whether signal blocks its signal while the handler runs],
  [static volatile sig_atomic_t blocked = -1;
static void handler (int signo)
{
  sigset_t set;
  if (sigprocmask (SIG_BLOCK, NULL, &set) == 0)
    blocked = sigismember (&set, signo);
}],
  [  if (signal (SIGUSR1, handler) == SIG_ERR || raise (SIGUSR1) != 0)
    return UNKNOWN;
  return blocked == 1 ? YES : blocked == 0 ? NO : UNKNOWN;])])
