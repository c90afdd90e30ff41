/* status.c - what is asked of a status, and of waitpid().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "reaper.h"

enum kind { EXITED = 1, SIGNALLED = 2, STOPPED = 4, CONTINUED = 8 };

/* All that the macros say STATUS is.  */
static int
kinds_of (int status)
{
  return (WIFEXITED (status) ? EXITED : 0)
         | (WIFSIGNALED (status) ? SIGNALLED : 0)
         | (WIFSTOPPED (status) ? STOPPED : 0)
         | (WIFCONTINUED (status) ? CONTINUED : 0);
}

/* 'x' and a code: exit; 'k' or 's' and a signal: raise it, and say so if
   that was not the end.  */
static int
end_as_told (struct ipc_link *link, void *arg)
{
  unsigned char number;
  int what;

  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  while ((what = ipc_hear_end (link)) != -1)
    {
      number = (unsigned char) ipc_hear (link);
      if (what == 'x')
        return number;
      raise (number);
      ipc_tell (link, 'c');
    }
  return 0;
}

/* Wrong words for a status of KIND, or NULL.  */
static const char *
misread (int status, enum kind kind)
{
  int seen = kinds_of (status);

  if (seen == (int) kind)
    return NULL;
  ipc_detail ("status %#x", (unsigned) status);
  return seen == 0 ? "none of them"
         : (seen & (int) kind) != 0 ? "two at once" : "another one";
}

/* A child that ends with WHAT and NUMBER.  */
static const char *
end_of_child (char what, int number, enum kind kind)
{
  struct ipc_child child = ipc_start (end_as_told, NULL);
  int status = 0;
  pid_t got;

  ipc_tell (&child.link, what);
  ipc_tell (&child.link, (char) number);
  if (ipc_hear_end (&child.link) != -1)
    {
      ipc_detail ("signal %d", number);
      ipc_end (&child);
      return "a signal does not end it";
    }
  got = waitpid (child.pid, &status, 0);
  IPC_SETUP (got == child.pid);
  ipc_link_close (&child.link);
  return misread (status, kind);
}

/* What is told of a child that has continued; 0 if nothing is.  */
static int
continued_status (pid_t pid)
{
  int status = 0;
  pid_t got = waitpid (pid, &status, WNOHANG | WUNTRACED | WCONTINUED);

  return got == pid ? status : 0;
}

/* Stop it and let it go on; *CONTINUES: whether that is told.  Only SIGSTOP
   stops whoever it is: this process group may be an orphaned one.  */
static const char *
stop_of_child (struct ipc_child *child, int *continues)
{
  int status = 0;
  const char *wrong;

  ipc_tell (&child->link, 's');
  ipc_tell (&child->link, (char) SIGSTOP);
  IPC_SETUP (waitpid (child->pid, &status, WUNTRACED | WCONTINUED)
             == child->pid);
  wrong = misread (status, STOPPED);
  IPC_SETUP (kill (child->pid, SIGCONT) == 0);
  ipc_expect (&child->link, 'c');
  status = continued_status (child->pid);
  *continues = status != 0;
  if (wrong != NULL || status == 0)
    return wrong;
  wrong = misread (status, CONTINUED);
  if (wrong == NULL && (status & 0x7f) == 0x7f)
    ipc_detail ("%#x after SIGCONT: its low bits alone say stopped",
                (unsigned) status);
  return wrong;
}

static const char *
ends (void)
{
  static const int codes[] = { 0, 1, 19, 126, 127, 128, 255 };
  int killers[] = { SIGHUP, SIGKILL, SIGTERM, SIGABRT, SIGRTMAX };
  const char *wrong = NULL;
  size_t i;

  for (i = 0; i < sizeof codes / sizeof *codes && wrong == NULL; i++)
    wrong = end_of_child ('x', codes[i], EXITED);
  for (i = 0; i < sizeof killers / sizeof *killers && wrong == NULL; i++)
    if (killers[i] > 0)
      wrong = end_of_child ('k', killers[i], SIGNALLED);
  return wrong;
}

IPC_TEST (status_macros)
{
  const char *wrong = ends ();
  struct ipc_child child = ipc_start (end_as_told, NULL);
  int first, second;

  if (wrong == NULL)
    wrong = stop_of_child (&child, &first);
  if (wrong == NULL)
    wrong = stop_of_child (&child, &second);
  ipc_end (&child);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (first != second)
    ipc_observe ("continues once");
  else
    ipc_observe (first ? "one of four" : "one of three, none continues");
}

/* How waitpid() with OPTION does for a zombie, which is the only child: 0 if
   it is refused, and there still, 1 or 2 if it is accepted and there or not.
   -1 is another thing, which has been observed.  */
static int
with_options (int option, int any)
{
  int status = 0, after = 0, error;
  pid_t pid, got, later;

  make_gate ();
  pid = behind_gate (5);
  open_gate ();
  got = waitpid (any ? -1 : pid, &status, option);
  error = errno;
  later = waitpid (pid, &after, WNOHANG);
  if (got == -1 && error == EINVAL && later == pid && is_status (after, 5))
    return 0;
  if (got == pid && is_status (status, 5))
    return later == pid && is_status (after, 5) ? 1 : 2;
  if (got == -1 && error != EINVAL)
    ipc_observe (ipc_errno_name (error));
  else
    ipc_observe (got == -1 ? "EINVAL, and the child is lost"
                 : "another child or status");
  return -1;
}

/* The same for that child and for any, alone and with WNOHANG.  */
static int
with_option (int option)
{
  int plain = with_options (option, 0), i, other;

  for (i = 1; i < 4 && plain != -1; i++)
    {
      other = with_options (option | (i & 1 ? WNOHANG : 0), i & 2);
      if (other != plain && other != -1)
        ipc_observe (i & 2 ? "unlike for any child" : "unlike with WNOHANG");
      if (other != plain)
        plain = -1;
    }
  return plain;
}

IPC_TEST (waitpid_foreign_flags)
{
  int nowait, exited;

  if (WNOWAIT == 0 || WEXITED == 0)
    {
      ipc_observe ("absent");
      return;
    }
  nowait = with_option (WNOWAIT);
  exited = nowait == -1 ? -1 : with_option (WEXITED);
  collect_rest ();
  if (nowait == -1 || exited == -1)
    return;
  ipc_detail ("WNOWAIT is %s, WEXITED is %s",
              nowait == 0 ? "refused" : "accepted",
              exited == 0 ? "refused" : "accepted");
  if (exited == 1)
    ipc_observe ("WEXITED leaves the child");
  else if (nowait == 0 || exited == 0)
    ipc_observe (nowait == exited ? "EINVAL" : "accepts one");
  else
    ipc_observe (nowait == 1 ? "accepts both"
                 : "accepts both, WNOWAIT takes the child");
}
