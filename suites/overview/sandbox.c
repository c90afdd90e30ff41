/* sandbox.c - calls that are forbidden.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "facilities/sandbox.h"
#include "kit/command.h"
#include "overview.h"

static void
no_core (void)
{
  ipc_limit (RLIMIT_CORE, 0);
}

/* Statuses of who tries the call.  */
enum { RAISED = 60, UNKNOWN_ERROR = 61 };
static const int errors[] = { EPERM, EACCES, ENOSYS };
enum { ERRORS = sizeof errors / sizeof *errors };

static void
raised (int signo)
{
  (void) signo;
  _exit (RAISED);
}

/* Try it where it may kill: 0 if it works.  */
static void
try_and_end (void)
{
  int i;

  signal (SIGSYS, raised);
  if (ipc_eventfd_open () != -1)
    _exit (0);
  for (i = 0; i < ERRORS; i++)
    if (errno == errors[i])
      _exit (1 + i);
  _exit (UNKNOWN_ERROR);
}

/* What a program finds that needs something to be woken by: one try in a
   child, and a pipe if that does not work.  */
struct found
{
  char word[24];
  int has_pipe;
};

static struct found
look (void)
{
  struct found f;
  int status, fd[2];
  pid_t pid = ipc_fork ();

  if (pid == 0)
    try_and_end ();
  memset (&f, 0, sizeof f);
  status = ipc_join_pid (pid);
  snprintf (f.word, sizeof f.word, "%s",
            WIFSIGNALED (status) ? "kills"
            : WEXITSTATUS (status) == 0 ? "works"
            : WEXITSTATUS (status) == RAISED ? "raises"
            : WEXITSTATUS (status) <= ERRORS
            ? ipc_errno_name (errors[WEXITSTATUS (status) - 1])
            : "another error");
  if (strcmp (f.word, "works") != 0)
    f.has_pipe = pipe (fd) == 0 && write (fd[1], "w", 1) == 1;
  return f;
}

static int
be_forbidden (struct ipc_link *link, void *arg)
{
  struct found f;

  no_core ();
  memset (&f, 0, sizeof f);
  if (ipc_forbid_eventfd (*(int *) arg) == -1)
    snprintf (f.word, sizeof f.word, "not here");
  else
    f = look ();
  ipc_send (link, &f, sizeof f);
  return 0;
}

/* Returns 0 where nothing can be forbidden.  */
static int
forbid (int answer, const char *wanted)
{
  struct ipc_child child = ipc_start (be_forbidden, &answer);
  struct found f;

  ipc_receive (&child.link, &f, sizeof f);
  ipc_join_exit (&child);
  if (strcmp (f.word, "not here") == 0)
    return 0;
  ipc_compare (wanted, f.word, wanted);
  ipc_compare_value ("a pipe instead", f.has_pipe, 1);
  return 1;
}

IPC_TEST (blocked_errno)
{
  int i, held = ipc_hold ();
  struct found f = look ();

  ipc_release (held);
  if (strcmp (f.word, "works") != 0 || !forbid (EPERM, "EPERM"))
    {
      ipc_detail ("eventfd(): %s", f.word);
      ipc_observe ("absent");
      return;
    }
  for (i = 0; i < ERRORS; i++)
    forbid (errors[i], ipc_errno_name (errors[i]));
  forbid (IPC_FORBID_RAISES, "raises");
  forbid (IPC_FORBID_KILLS, "kills");
  ipc_observe_right ("each answer is seen");
}

/* Statuses of who has promised; a program that is executed has 0.  */
enum { NO_PLEDGE = 70, NOT_ABORTED };

/* Promise no sockets, and make one.  */
static int
break_promise (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  no_core ();
  if (ipc_pledge ("stdio", NULL) == -1)
    return errno == ENOSYS ? NO_PLEDGE : 1;
  socket (AF_UNIX, SOCK_STREAM, 0);
  return NOT_ABORTED;
}

/* Promise nothing for programs, or all, and execute one.  */
static int
execute (struct ipc_link *link, void *arg)
{
  (void) link;
  no_core ();
  if (ipc_pledge ("stdio exec", arg) == -1)
    return 1;
  execl ("/bin/sh", "sh", "-c", ": >made", (char *) NULL);
  return 1;
}

/* "works" if a program that makes a file does, with the promises OF_PROGRAMS,
   or how it ends.  */
static const char *
executes (const char *of_programs)
{
  struct ipc_child child = ipc_start (execute, (void *) of_programs);
  int status = ipc_join (&child);

  return WIFSIGNALED (status) ? ipc_signal_name (WTERMSIG (status))
         : WEXITSTATUS (status) == 0 && access ("made", F_OK) == 0 ? "works"
         : "fails";
}

IPC_TEST (pledge)
{
  struct ipc_child child = ipc_start (break_promise, NULL);
  int status = ipc_join (&child);

  if (WIFEXITED (status) && WEXITSTATUS (status) == NO_PLEDGE)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_compare ("a socket after pledge()", WIFSIGNALED (status)
               ? ipc_signal_name (WTERMSIG (status)) : "lives on",
               "SIGABRT");
  ipc_compare ("a program of no promises", executes (NULL), "works");
  IPC_SETUP (unlink ("made") == 0);
  ipc_compare ("a program that may not write", executes ("stdio"),
               "SIGABRT");
  ipc_observe_right ("aborts");
}
