# sa-siginfo.m4 - does a handler with SA_SIGINFO get facts?
# Behaviour: handlers.siginfo_flag
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_SIGINFO],
[IPC_PROBE([sa_siginfo],
  [whether a handler with SA_SIGINFO is told who sent a signal],
  [#ifdef SA_SIGINFO
static volatile sig_atomic_t told;
static void handler (int signo, siginfo_t *info, void *context)
{
  (void) context;
  told = info != NULL && info->si_signo == signo && info->si_pid == getpid ();
}
#endif],
  [#ifndef SA_SIGINFO
  ipc_word = "absent";
  return NO;
#else
  struct sigaction sa;
  memset (&sa, 0, sizeof sa);
  sa.sa_sigaction = handler;
  sa.sa_flags = SA_SIGINFO;
  if (sigaction (SIGUSR1, &sa, NULL) == -1 || kill (getpid (), SIGUSR1) != 0)
    return UNKNOWN;
  return told ? YES : NO;
#endif])])
