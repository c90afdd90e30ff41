/* orphan.c - whose child a background command is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "background.h"
#include "frame/suite.h"

static volatile sig_atomic_t caught;

static void
count (int signo)
{
  (void) signo;
  caught++;
}

/* In a child: the shell's own SIGCHLD may come, and is taken before the
   command is let go.  That its process has ended is for the parent to see:
   to look may start another one.  */
static int
no_signal (struct ipc_link *link, void *arg)
{
  struct ipc_link command;
  pid_t pid;

  (void) arg;
  ipc_handle (SIGCHLD, count, SA_RESTART);
  ipc_block (SIGCHLD);
  job_run ("\"$HELPER\" act pid:$SAY hold:$HOLD &", &command);
  pid = (pid_t) ipc_lead_number (&command);
  ipc_unblock (SIGCHLD);
  ipc_block (SIGCHLD);
  ipc_tell (&command, 'g');
  ipc_hear_end (&command);
  ipc_send (link, &pid, sizeof pid);
  ipc_expect (link, 'e');
  ipc_tell (link, ipc_is_pending (SIGCHLD) ? 'p' : caught > 1 ? 't' : 'n');
  ipc_link_close (&command);
  return 0;
}

IPC_TEST (no_sigchld)
{
  struct ipc_child child = ipc_start (no_signal, NULL);
  pid_t pid;
  char what;

  ipc_receive (&child.link, &pid, sizeof pid);
  job_await_end (pid);
  ipc_tell (&child.link, 'e');
  what = ipc_hear (&child.link);
  ipc_observe (what == 'n' ? "no SIGCHLD" : what == 'p' ? "SIGCHLD"
               : "SIGCHLD while it runs");
  ipc_join_exit (&child);
}

/* "" if this process has no child, else how wait() fails.  */
static const char *
any_child (void)
{
  pid_t pid = waitpid (-1, NULL, WNOHANG);

  if (pid == -1)
    return errno == ECHILD ? "" : ipc_errno_name (errno);
  return pid == 0 ? "a living child" : "a zombie";
}

static int
no_child (struct ipc_link *link, void *arg)
{
  struct ipc_link command;
  char answer[40] = "no child";
  const char *wrong;
  pid_t pid;

  (void) arg;
  job_run ("\"$HELPER\" act pid:$SAY hold:$HOLD &", &command);
  pid = (pid_t) ipc_lead_number (&command);
  wrong = any_child ();
  ipc_tell (&command, 'g');
  ipc_hear_end (&command);
  ipc_send (link, &pid, sizeof pid);
  ipc_expect (link, 'e');
  if (*wrong == '\0')
    wrong = any_child ();
  if (*wrong != '\0')
    snprintf (answer, sizeof answer, "%s", wrong);
  ipc_send (link, answer, sizeof answer);
  ipc_link_close (&command);
  return 0;
}

IPC_TEST (no_zombie)
{
  struct ipc_child child = ipc_start (no_child, NULL);
  char answer[40];
  pid_t pid;

  ipc_receive (&child.link, &pid, sizeof pid);
  job_await_end (pid);
  ipc_tell (&child.link, 'e');
  ipc_receive (&child.link, answer, sizeof answer);
  ipc_observe (answer);
  ipc_join_exit (&child);
}

/* The parent that the command of J has, 0 if it has ended.  */
static long
parent_of (struct job *j)
{
  return job_release (j) ? strtol (ipc_lead_line (&j->command), NULL, 10) : 0;
}

/* The shell is kept by a command in its foreground, which is held by its
   own link.  */
IPC_TEST (reparented)
{
  struct job j =
    { "\"$HELPER\" act hold:$HOLD parent:$SAY hold:$HOLD parent:$SAY "
      "hold:$HOLD parent:$SAY & "
      "\"$HELPER\" act say:$TELLS:$$ close:$SAY close:$HOLD hold:$STAYS",
      NULL, { { 0, 0, 0, 0 } }, { 0, { 0, 0 } }, { 0, 0 } };
  struct ipc_link_pair pair;
  struct ipc_link shell;
  long leader, first, second, last;

  ipc_lead_open (&pair, "TELLS", "STAYS");
  job_start (&j);
  shell = ipc_link_parent (&pair);
  leader = ipc_lead_number (&shell);
  first = parent_of (&j);
  ipc_tell (&shell, 'g');
  job_status (&j);
  second = parent_of (&j);
  ipc_join_exit (&j.caller);
  last = parent_of (&j);
  ipc_link_close (&j.command);
  ipc_link_close (&shell);
  if (first == leader && (second == 0 || last == 0))
    {
      ipc_observef ("ends with the %s", second == 0 ? "shell" : "caller");
      return;
    }
  ipc_detail ("by %s", second == 1 ? "process 1" : "another process");
  if (first != leader)
    ipc_observe (first == (long) j.caller.pid ? "the caller's child"
                 : "not the shell's child");
  else if (second == (long) j.caller.pid || second == leader)
    ipc_observe (second == leader ? "still the shell's"
                 : "adopted by the caller");
  else
    ipc_observe (last == second ? "adopted" : "adopted twice");
}
