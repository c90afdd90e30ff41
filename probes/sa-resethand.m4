# sa-resethand.m4 - does SA_RESETHAND reset a handler on delivery?
# Behaviour: reliability.window
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_RESETHAND],
[IPC_PROBE([sa_resethand],
  [whether SA_RESETHAND resets a handler on delivery],
  [static void handler (int signo) { (void) signo; }],
  [#ifndef SA_RESETHAND
  ipc_word = "absent";
  return NO;
#else
  struct sigaction sa, installed;
  memset (&sa, 0, sizeof sa);
  sa.sa_handler = handler;
  sa.sa_flags = SA_RESETHAND;
  if (sigaction (SIGUSR1, &sa, NULL) == -1 || raise (SIGUSR1) != 0
      || sigaction (SIGUSR1, NULL, &installed) == -1)
    return UNKNOWN;
  return installed.sa_handler == SIG_DFL ? YES
         : installed.sa_handler == handler ? NO : UNKNOWN;
#endif])])
