/* coprocesses.c - one call, two pipes, and how they end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "facilities/facilities.h"
#include "kit/command.h"

/* What came of the word that was sent over STREAM, whose command answers.  */
static const char *
talk (FILE *stream)
{
  char line[80] = "";

  if (fputs ("word\n", stream) == EOF || fflush (stream) == EOF)
    return "only reads";
  if (fgets (line, sizeof line, stream) == NULL)
    return "takes, and gives nothing back";
  return strcmp (line, "back word\n") == 0 ? "works both ways"
         : "gives back something else";
}

IPC_TEST (one_call_refused)
{
  FILE *stream;
  int null = open ("/dev/null", O_RDONLY);

  /* A command that has not this process's stream for its input.  */
  IPC_SETUP (null != -1 && dup2 (null, STDIN_FILENO) == STDIN_FILENO);
  ipc_need_commands ();
  errno = 0;
  stream = popen ("read x; echo \"back $x\"", "r+");
  if (stream == NULL)
    ipc_observe (errno == 0 ? "refused without a reason"
                 : ipc_errno_name (errno));
  else
    {
      ipc_observe (talk (stream));
      pclose (stream);
    }
  close (null);
}

/* "" if C, which has answered, gives nothing more and then ends well.  C is
   done with, whatever it does.  */
static const char *
clean_end (struct coprocess *c)
{
  char more[80];
  int status;

  coproc_close_input (c);
  if (!coproc_answer (c, more, sizeof more))
    {
      coproc_kill (c);
      return "goes on after the end of its input";
    }
  status = coproc_end (c);
  return *more != '\0' ? "says more than was asked"
         : status != 0 ? "ends badly" : "";
}

/* "" if C, which has numbered a line, does so with one more, and does not end
   before its input.  */
static const char *
next_line (struct coprocess *c)
{
  char line[80];

  if (!coproc_say (c, "more\n"))
    return "ends before its input";
  if (!coproc_answer (c, line, sizeof line))
    return "no second answer before the end";
  return *line == '\0' ? "ends before its input"
         : strcmp (line, "     2\tmore\n") != 0 ? "another second line" : "";
}

/* Ask ARGV, a program that numbers lines; NULL if it is none.  */
static const char *
numbered (const char *const argv[])
{
  struct coprocess c;
  char line[80];
  const char *next, *wrong;

  if (coproc_open (&c, argv, 0) != 0 || !coproc_say (&c, "stuff\n"))
    {
      coproc_end (&c);
      return NULL;
    }
  if (!coproc_answer (&c, line, sizeof line))
    {
      coproc_end (&c);
      return "no answer before the end";
    }
  if (*line == '\0')
    {
      coproc_end (&c);
      return NULL;
    }
  ipc_detail ("%s %s: %s", argv[0], argv[1], line);
  next = next_line (&c);
  wrong = clean_end (&c);
  return strcmp (line, "     1\tstuff\n") != 0 ? "another line"
         : *next != '\0' ? next
         : *wrong != '\0' ? wrong : "numbered line, clean end";
}

IPC_TEST (open2)
{
  char cat[300], helper[1024];
  const char *const with_cat[] = { cat, "-u", "-n", NULL };
  const char *const with_helper[] = { helper, "number", "-u", NULL };
  const char *said = NULL;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  if (coproc_cat (cat, sizeof cat))
    said = numbered (with_cat);
  /* POSIX's cat has no -n.  */
  if (said == NULL)
    said = numbered (with_helper);
  ipc_observe (said != NULL ? said : "no answer");
}

IPC_TEST (open2_fds)
{
  struct coprocess first, second;
  char one[80], two[80];

  coproc_helper (&first, "ask", "0", 0);
  coproc_helper (&second, "ask", "0", 0);
  IPC_SETUP (coproc_say (&first, "descriptors\n")
             && coproc_say (&second, "descriptors\n"));
  if (!coproc_answer (&first, one, sizeof one)
      || !coproc_answer (&second, two, sizeof two))
    ipc_observe ("no answer");
  else
    {
      ipc_detail ("first: %s; second: %s", one, two);
      ipc_observe (strcmp (one, "descriptors: 0 1 2\n") != 0
                   ? "the first has others"
                   : strcmp (two, "descriptors: 0 1 2\n") != 0
                   ? "the second has others" : "just 0, 1 and 2");
    }
  /* Who has its own way in never comes to its end.  */
  coproc_kill (&second);
  coproc_kill (&first);
}

/* Whether C, asked for its pid, gives it.  */
static int
tells_pid (struct coprocess *c)
{
  char got[80], wanted[80];

  snprintf (wanted, sizeof wanted, "pid: %ld\n", (long) c->child.pid);
  return coproc_say (c, "pid\n") && coproc_answer (c, got, sizeof got)
         && strcmp (got, wanted) == 0;
}

/* The other one is started last: it would keep the first one's way in.  */
IPC_TEST (open2_eof)
{
  enum { GIVEN = 7 };
  struct coprocess first, other;
  char text[80];
  int lasts, ended, status = 0;
  pid_t pid;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  coproc_helper (&first, "ask", "7", 0);
  coproc_helper (&other, "ask", "0", 0);
  lasts = tells_pid (&first) && tells_pid (&first);
  coproc_close_input (&first);
  ended = coproc_answer (&first, text, sizeof text);
  if (!ended)
    IPC_SETUP (kill (first.child.pid, SIGKILL) == 0);
  pid = waitpid (first.child.pid, &status, 0);
  ipc_detail ("wait status %#x", (unsigned) status);
  ipc_observe (!lasts ? "ends before its input"
               : !ended ? "no end of file"
               : *text != '\0' ? "data after the end"
               : pid != first.child.pid ? "no status"
               : !WIFEXITED (status) || WEXITSTATUS (status) != GIVEN
               ? "another status"
               : !tells_pid (&other) ? "the other one does not run"
               : "end of file, then the status");
  coproc_close (&first);
  coproc_kill (&other);
}

/* Execute PATH, which runs up to the end of its input: "none", or the error.
   Who tells the end of file while it runs is exec().  */
static const char *
trouble (const char *path)
{
  struct coprocess c;
  const char *argv[] = { path, "ask", "0", NULL };
  int error = coproc_open (&c, argv, 0), runs;

  if (error == 0 && !c.told)
    {
      /* It may have its own way in, too.  */
      coproc_kill (&c);
      return "none, and no end of file";
    }
  runs = error == 0 && tells_pid (&c);
  runs = coproc_end (&c) == 0 && runs;
  return error != 0 ? ipc_errno_name (error)
         : runs ? "none" : "none, though it does not run";
}

IPC_TEST (open2_exec_fails)
{
  char helper[1024];
  const char *missing, *refused, *good;
  int fd;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  fd = open ("plain", O_WRONLY | O_CREAT, 0600);
  IPC_SETUP (fd != -1 && write (fd, "no program\n", 11) == 11);
  close (fd);
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  missing = trouble ("./missing");
  refused = trouble ("./plain");
  good = trouble (helper);
  ipc_observef ("%s, %s, %s for what runs", missing, refused, good);
  IPC_SETUP (unlink ("plain") == 0);
}

/* What there is of PID, a child that has ended.  */
static const char *
remains (pid_t pid)
{
  siginfo_t info;
  char call[40];
  int result;

  do
    result = waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT);
  while (result == -1 && errno == EINTR);
  if (result == -1 && errno == ENOSYS)
    ipc_await_state (pid, IPC_ZOMBIE);
  else if (result == -1)
    return "not shown";
  return ipc_state (pid, call, sizeof call) == IPC_GONE ? "not shown"
         : "shown";
}

IPC_TEST (zombie_after_open2)
{
  struct coprocess c;
  char text[80], call[40];
  const char *before;
  int status = 0, gone;
  pid_t pid;

  coproc_helper (&c, "ask", "3", 0);
  coproc_close_input (&c);
  IPC_SETUP (coproc_answer (&c, text, sizeof text));
  before = remains (c.child.pid);
  if (strcmp (before, "shown") != 0)
    {
      ipc_observe (before);
      return;
    }
  pid = waitpid (c.child.pid, &status, 0);
  gone = waitpid (c.child.pid, NULL, WNOHANG) == -1 && errno == ECHILD
         && ipc_state (c.child.pid, call, sizeof call) != IPC_ZOMBIE;
  ipc_observe (pid != c.child.pid || !WIFEXITED (status)
               || WEXITSTATUS (status) != 3 ? "waiting does not tell of it"
               : !gone ? "is there after a wait" : before);
  if (!gone)
    ipc_join_pid (c.child.pid);
  coproc_close (&c);
}
