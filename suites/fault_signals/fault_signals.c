/* fault_signals.c - signals that a process's own instructions raise.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "fault_signals.h"

static volatile int *nowhere;
/* 1 / x would be done without a division.  */
static volatile int zero, seven = 7;

volatile char *
page_past_end (void)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE);
  int fd = open ("mapped", O_RDWR | O_CREAT, 0600);
  char *p;

  IPC_SETUP (fd != -1 && ftruncate (fd, 1) == 0);
  IPC_SETUP ((p = mmap (NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED,
                        fd, 0)) != MAP_FAILED);
  close (fd);
  return p + page;
}

volatile char *
page_without_access (void)
{
  char *p;

  IPC_SETUP ((p = mmap (NULL, (size_t) sysconf (_SC_PAGESIZE), PROT_NONE,
                        MAP_PRIVATE | MAP_ANON, -1, 0)) != MAP_FAILED);
  return p;
}

void
write_nowhere (void)
{
  *nowhere = 1;
}

static void
write_past_end (void)
{
  *page_past_end () = 1;
}

static void
touch_forbidden (void)
{
  *page_without_access () = 1;
}

static void
divide (void)
{
  zero = seven / zero;
}

/* What raises a signal: by a fault, or by hand.  */
struct deed
{
  void (*fault) (void);
  int signo;
};

/* Ends with 0 if it was not ended before.  */
static int
do_deed (struct ipc_link *link, void *arg)
{
  struct deed *deed = arg;

  (void) link;
  ipc_limit (RLIMIT_CORE, 0);
  if (deed->fault != NULL)
    deed->fault ();
  else
    raise (deed->signo);
  return 0;
}

static int
status_of (void (*fault) (void), int signo)
{
  struct deed deed;
  struct ipc_child child;

  deed.fault = fault;
  deed.signo = signo;
  child = ipc_start (do_deed, &deed);
  return ipc_join (&child);
}

static const char *
fault_name (void (*fault) (void))
{
  int status = status_of (fault, 0);

  return WIFSIGNALED (status) ? ipc_signal_name (WTERMSIG (status)) : "none";
}

IPC_TEST (kinds)
{
  const char *stray = fault_name (write_nowhere);
  const char *past = fault_name (write_past_end);
  const char *trap = fault_name (ipc_trap);
  const char *division = fault_name (divide);

  ipc_observef ("%s %s %s %s", stray, past, trap, division);
}

IPC_TEST (default_fatal)
{
  static const int faults[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP,
                                SIGSYS };
  size_t i;
  int status;

  for (i = 0; i < sizeof faults / sizeof *faults; i++)
    {
      status = status_of (NULL, faults[i]);
      if (!WIFSIGNALED (status) || WTERMSIG (status) != faults[i])
        {
          ipc_observef ("survives %s", ipc_signal_name (faults[i]));
          return;
        }
    }
  status = status_of (write_nowhere, 0);
  if (!WIFSIGNALED (status) || (WTERMSIG (status) != SIGSEGV
                                && WTERMSIG (status) != SIGBUS))
    ipc_observe ("survives a stray write");
  else
    ipc_observe ("fatal");
}

IPC_TEST (bus_vs_segv)
{
  const char *past = fault_name (write_past_end);
  const char *forbidden = fault_name (touch_forbidden);

  ipc_observef ("%s, %s", past, forbidden);
}

/* An address is looked at, in a child whose signal is out of reach.  */
struct reach
{
  int ignored;                  /* else blocked */
};

static int
fault_out_of_reach (struct ipc_link *link, void *arg)
{
  struct reach *reach = arg;

  (void) link;
  ipc_limit (RLIMIT_CORE, 0);
  /* Where it loops, this ends it: by a signal of its own.  */
  ipc_limit (RLIMIT_CPU, 1);
  if (reach->ignored)
    {
      handle_faults (SIG_IGN);
      write_nowhere ();
    }
  else
    {
      ipc_block (SIGSEGV);
      ipc_block (SIGBUS);
      write_nowhere ();
    }
  return 0;
}

static const char *
out_of_reach (int ignored)
{
  struct reach reach;
  struct ipc_child child;
  int status;

  reach.ignored = ignored;
  child = ipc_start (fault_out_of_reach, &reach);
  status = ipc_join (&child);
  if (!WIFSIGNALED (status))
    return "goes on";
  return WTERMSIG (status) == SIGSEGV || WTERMSIG (status) == SIGBUS ? "fatal"
         : WTERMSIG (status) == SIGXCPU ? "loops"
         : ipc_signal_name (WTERMSIG (status));
}

IPC_TEST (blocked_kills)
{
  const char *blocked = out_of_reach (0);
  const char *ignored = out_of_reach (1);

  if (strcmp (blocked, ignored) == 0)
    ipc_observe (blocked);
  else
    ipc_observef ("blocked: %s, ignored: %s", blocked, ignored);
}
