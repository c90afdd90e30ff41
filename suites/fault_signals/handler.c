/* handler.c - handlers of faults.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "fault_signals.h"

static sigjmp_buf away;
static volatile sig_atomic_t entries, waits, served;

void
handle_faults (void (*handler) (int))
{
  struct sigaction sa = ipc_action (handler, 0);

  IPC_SETUP (sigaction (SIGSEGV, &sa, NULL) == 0
             && sigaction (SIGBUS, &sa, NULL) == 0);
}

/* A deferral that knows no faults would set waits in its handler.  */
static void (*immediate_callback) (int);

static void
at_once (int signo)
{
  immediate_callback (signo);
}

int
(defer_install) (int signo, void (*callback) (int), int immediate)
{
  struct sigaction sa;

  (void) immediate;
  immediate_callback = callback;
  sa = ipc_action (at_once, 0);
  return sigaction (signo, &sa, NULL);
}

int
(defer_dispatch) (void)
{
  return 0;
}

static void
defer_faults (void (*callback) (int))
{
  IPC_SETUP (defer_install (SIGSEGV, callback, 0) == 0
             && defer_install (SIGBUS, callback, 0) == 0);
}

/* Far more often than by chance; the handler itself ends the loop.  */
enum { OFTEN = 1000, LOOPED = 7, WENT_ON = 8 };

static void
only_note (int signo)
{
  (void) signo;
  waits = 1;
  if (++entries == OFTEN)
    _exit (LOOPED);
}

static int
fault_noting (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  handle_faults (only_note);
  write_nowhere ();
  return WENT_ON;
}

static void
jump (int signo)
{
  entries++;
  siglongjmp (away, signo);
}

/* Twice: what the first jump has left must not matter.  */
static int
fault_deferring (struct ipc_link *link, void *arg)
{
  volatile int i, jumped = 0;

  (void) link;
  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  defer_faults (jump);
  for (i = 0; i < 2; i++)
    if (sigsetjmp (away, 1) == 0)
      write_nowhere ();
    else
      jumped++;
  return jumped == 2 && entries == 2 && defer_dispatch () == 0 ? 0 : 1;
}

IPC_TEST (handler_loops)
{
  struct ipc_child child = ipc_start (fault_noting, NULL);
  int status = ipc_join (&child);

  child = ipc_start (fault_deferring, NULL);
  if (ipc_join (&child) != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (WIFEXITED (status) && WEXITSTATUS (status) == LOOPED
                 ? "shown" : "not shown");
}

static int
fault_jumping (struct ipc_link *link, void *arg)
{
  volatile int i;
  sigset_t set;

  (void) link;
  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  handle_faults (jump);
  for (i = 1; i <= 3; i++)
    {
      int signo = sigsetjmp (away, 1);

      if (signo == 0)
        {
          write_nowhere ();
          return 1;
        }
      IPC_SETUP (ipc_ask_mask (&set) == 0);
      if ((signo != SIGSEGV && signo != SIGBUS)
          || sigismember (&set, signo) || entries != i)
        return 2;
    }
  return 0;
}

IPC_TEST (handler_jumps)
{
  struct ipc_child child = ipc_start (fault_jumping, NULL);
  int status = ipc_join (&child);

  ipc_observe (WIFSIGNALED (status) ? "fatal"
               : WEXITSTATUS (status) == 0 ? "ends the loop"
               : WEXITSTATUS (status) == 1 ? "goes on behind the fault"
               : "leaves the signal blocked, or repeats");
}

static volatile char *page;

static void
mend (int signo)
{
  if (++entries > 10
      || mprotect ((void *) page, (size_t) sysconf (_SC_PAGESIZE),
                   PROT_READ | PROT_WRITE) == -1)
    _exit (LOOPED);
  served = signo;
}

static int
fault_mending (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  handle_faults (mend);
  *page = 'm';
  return entries != 1 ? 1 : *page == 'm' ? 0 : 2;
}

IPC_TEST (handler_fixes)
{
  struct ipc_child child;
  int status;

  page = page_without_access ();
  child = ipc_start (fault_mending, NULL);
  status = ipc_join (&child);
  ipc_observe (WIFSIGNALED (status) ? "fatal"
               : WEXITSTATUS (status) == 0 ? "tried again"
               : WEXITSTATUS (status) == 2 ? "skipped" : "loops");
}

/* The callback runs before the instruction can fault again.  */
static int
fault_at_once (struct ipc_link *link, void *arg)
{
  volatile int jumped = 0;

  (void) link;
  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  defer_faults (jump);
  if (sigsetjmp (away, 1) == 0)
    {
      raise (SIGSEGV);
      return 3;
    }
  if (entries != 1)
    return 1;
  if (sigsetjmp (away, 1) == 0)
    write_nowhere ();
  else
    jumped = 1;
  return jumped && entries == 2 && defer_dispatch () == 0 ? 0 : 1;
}

IPC_TEST (not_deferred)
{
  struct ipc_child child = ipc_start (fault_at_once, NULL);
  int status = ipc_join (&child);

  ipc_observe (WIFSIGNALED (status) ? "fatal"
               : WEXITSTATUS (status) == 0 ? "at once"
               : WEXITSTATUS (status) == 3 ? "deferred" : "not once");
}
