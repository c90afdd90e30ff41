/* cloexec.c - no fork() between a descriptor and its close-on-exec flag.
   SPDX-License-Identifier: BSD-2-Clause

   A program that another thread executes in between has the descriptor: the
   reader of a pipe then waits for an end that does not come.  So both take
   one lock.  Falls short: a native fork(), or one of a library, takes none;
   nor do calls that may block, such as accept().  What is set in the end is
   what descriptors.cloexec_atomic shows.  */

#include "probed.h"
#include "cloexec.h"

#include <errno.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include "ipcompat-processes.h"
#include "process-lock.h"
#include "sigmask.h"

static volatile int holder;

void
ipc_creation_begin (sigset_t *old)
{
  sigset_t all;

  sigfillset (&all);
  sigmask_change (SIG_BLOCK, &all, old);
  process_lock (&holder);
}

void
ipc_creation_end (const sigset_t *old)
{
  process_unlock (&holder);
  sigmask_change (SIG_SETMASK, old, NULL);
}

pid_t
ipc_cloexec_fork (void)
{
  sigset_t old;
  pid_t pid;
  int error;

  ipc_creation_begin (&old);
  pid = fork ();
  error = errno;
  ipc_creation_end (&old);
  errno = error;
  return pid;
}
