# sa-nodefer.m4 - does SA_NODEFER let a handler be interrupted by its signal?
# Behaviour: handlers.nodefer
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SA_NODEFER],
[IPC_PROBE([sa_nodefer],
  [whether SA_NODEFER lets a handler be interrupted by its own signal],
  [static volatile sig_atomic_t depth, deepest, calls;
static void handler (int signo)
{
  if (++depth > deepest)
    deepest = depth;
  if (++calls == 1)
    raise (signo);
  depth--;
}],
  [#ifndef SA_NODEFER
  ipc_word = "absent";
  return NO;
#else
  struct sigaction sa;
  memset (&sa, 0, sizeof sa);
  sa.sa_handler = handler;
  sa.sa_flags = SA_NODEFER;
  if (sigaction (SIGUSR1, &sa, NULL) == -1 || raise (SIGUSR1) != 0)
    return UNKNOWN;
  return deepest == 2 ? YES : NO;
#endif])])
