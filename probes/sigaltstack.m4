# sigaltstack.m4 - do handlers run on the stack that sigaltstack() set?
# Behaviour: handlers.altstack
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGALTSTACK],
[IPC_PROBE([sigaltstack],
  [whether handlers run on an alternate stack],
  [#ifdef SA_ONSTACK
static char stack@<:@65536@:>@;
static volatile sig_atomic_t there;
static void handler (int signo)
{
  volatile char here = (char) signo;
  there = (char *) &here >= stack && (char *) &here < stack + sizeof stack;
}
#endif],
  [#ifndef SA_ONSTACK
  ipc_word = "absent";
  return NO;
#else
  struct sigaction sa;
  stack_t s = { .ss_sp = stack, .ss_size = sizeof stack };
  memset (&sa, 0, sizeof sa);
  sa.sa_handler = handler;
  sa.sa_flags = SA_ONSTACK;
  if (sigaltstack (&s, NULL) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  if (sigaction (SIGUSR1, &sa, NULL) == -1 || raise (SIGUSR1) != 0)
    return UNKNOWN;
  return there ? YES : NO;
#endif])])
