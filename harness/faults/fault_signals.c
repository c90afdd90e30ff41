/* fault_signals.c - faults in what signals of faults do.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int
is_stray (int signo)
{
  return signo == SIGSEGV || signo == SIGBUS;
}

int
raise (int signo)
{
  if (ipc_fault ("fatal_raise"))
    return 0;
  return IPC_REAL (raise) (ipc_fault ("fatal_wrong") ? SIGABRT : signo);
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction changed;

  if (act == NULL || !is_stray (signo))
    return IPC_REAL (sigaction) (signo, act, old);
  if (ipc_fault ("fatal_handler"))
    return 0;
  changed = *act;
  if (ipc_fault ("fatal_one_shot"))
    changed.sa_flags |= SA_RESETHAND;
  return IPC_REAL (sigaction) (signo, &changed, old);
}

static void
end_well (int signo)
{
  (void) signo;
  _exit (0);
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  struct sigaction sa;

  if (!ipc_fault ("fatal_unblocked") || how != SIG_BLOCK || set == NULL
      || !sigismember (set, SIGSEGV))
    return IPC_REAL (sigprocmask) (how, set, old);
  sa.sa_handler = end_well;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  return IPC_REAL (sigaction) (SIGSEGV, &sa, NULL);
}

void
siglongjmp (sigjmp_buf env, int value)
{
#ifdef __GLIBC__
  if (ipc_fault ("fatal_jump_mask"))
    env->__mask_was_saved = 0;
#endif
  IPC_REAL (siglongjmp) (env, value);
  abort ();
}

int
mprotect (void *address, size_t size, int protection)
{
  if (ipc_fault ("fatal_mprotect"))
    return 0;
  return IPC_REAL (mprotect) (address, size, protection);
}

int
ftruncate (int fd, off_t size)
{
  if (ipc_fault ("fatal_ftruncate"))
    size += 2 * sysconf (_SC_PAGESIZE);
  return IPC_REAL (ftruncate) (fd, size);
}
