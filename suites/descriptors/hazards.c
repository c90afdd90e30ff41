/* hazards.c - what goes wrong with descriptors that are shared.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sharing.h"

struct flags
{
  int fd;
};

/* Set flags on the inherited descriptor, then on one of its own.  */
static int
set_flags (struct ipc_link *link, void *arg)
{
  struct flags *f = arg;
  int own = open ("file", O_WRONLY), ok;

  ipc_expect (link, 'f');
  ok = fcntl (f->fd, F_SETFL, O_NONBLOCK) == 0;
  ipc_tell (link, 'f');
  ipc_expect (link, 'o');
  ok = ok && own != -1 && fcntl (own, F_SETFL, O_NONBLOCK | O_APPEND) == 0;
  ipc_tell (link, 'o');
  ipc_expect (link, 'q');
  return ok ? 0 : 1;
}

/* Whether FD has any of the flags that the child sets.  */
static int
has_flags (int fd)
{
  int flags = fcntl (fd, F_GETFL);

  IPC_SETUP (flags != -1);
  return (flags & (O_NONBLOCK | O_APPEND)) != 0;
}

IPC_TEST (flags_shared)
{
  struct ipc_child child;
  struct flags f;
  int fd[2], file, copy, told, told_copy, told_later, defended;
  const char *got, *later;

  ipc_pipe (fd);
  make_file ("file", "");
  file = open ("file", O_WRONLY);
  copy = dup (fd[0]);
  IPC_SETUP (file != -1 && copy != -1 && !has_flags (fd[0])
             && !has_flags (copy) && !has_flags (file));
  f.fd = fd[0];
  child = start_sharer (set_flags, &f);
  let (&child, 'f');
  told = has_flags (fd[0]);
  told_copy = has_flags (copy);
  got = ipc_got (fd[0], 1);
  let (&child, 'o');
  defended = !has_flags (file);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  told_later = has_flags (fd[0]);
  later = ipc_got (fd[0], 1);
  ipc_detail ("a read by the parent: %s", got);
  if (strcmp (got, "EAGAIN") != 0 && strcmp (got, "blocks") != 0)
    ipc_observef ("a read gives %s", got);
  else if (told != (strcmp (got, "EAGAIN") == 0))
    ipc_observe (told ? "told of, but not in force" : "in force, but not told");
  else if (told != told_copy)
    ipc_observe ("a duplicate has flags of its own");
  else if (told != told_later || strcmp (got, later) != 0)
    ipc_observe ("not in force when the child has ended");
  else
    ipc_observe (!told ? "not shown" : defended ? "shown" : "undefended");
}

struct held
{
  int fd[2], closes;
};

static int
hold_pipe (struct ipc_link *link, void *arg)
{
  struct held *h = arg;

  if (h->closes)
    close (h->fd[1]);
  ipc_tell (link, 'r');
  ipc_expect (link, 'q');
  return 0;
}

/* What the only reader gets when its process has closed the writing end and a
   child has it, or not; *LATER: what when that has ended.  */
static const char *
beside_child (int closes, const char **later)
{
  struct ipc_child child;
  const char *before;
  struct held h;

  ipc_quick_pipe (h.fd);
  h.closes = closes;
  child = start_sharer (hold_pipe, &h);
  ipc_expect (&child.link, 'r');
  close (h.fd[1]);
  before = ipc_got (h.fd[0], 100);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  *later = ipc_got (h.fd[0], 100);
  close (h.fd[0]);
  return before;
}

IPC_TEST (child_keeps_pipe_open)
{
  const char *later, *closed_later;
  const char *kept = beside_child (0, &later);
  const char *closed = beside_child (1, &closed_later);

  if (*later != '\0' || *closed_later != '\0')
    ipc_observef ("%s when the child has ended",
                  *later != '\0' ? later : closed_later);
  else if (*kept == '\0')
    ipc_observe ("not shown");
  else if (strcmp (kept, "EAGAIN") != 0)
    ipc_observef ("%s while the child lives", kept);
  else
    ipc_observe (*closed == '\0' ? "shown" : "undefended");
}

/* What a program does that is not prepared for that: returns what it hears of
   its child's output, "text", or "" where it got lost.  */
static void
ask_naively (char *text, size_t size, int fd[2])
{
  ssize_t n;
  pid_t pid;

  ipc_pipe (fd);
  pid = ipc_fork ();
  if (pid == 0)
    {
      dup2 (fd[1], STDOUT_FILENO);
      close (fd[0]);
      close (fd[1]);
      _exit (write (STDOUT_FILENO, "text", 4) == 4 ? 0 : 1);
    }
  close (fd[1]);
  n = read (fd[0], text, size - 1);
  IPC_SETUP (n >= 0);
  text[n] = '\0';
  close (fd[0]);
  ipc_join_pid (pid);
}

/* What is asked of popen() meanwhile, and what it is told.  */
static int
ask_popen (void)
{
  char text[20] = "";
  FILE *stream = popen ("echo text", "r");
  int ok;

  if (stream == NULL)
    return 0;
  ok = fgets (text, sizeof text, stream) != NULL
       && strcmp (text, "text\n") == 0;
  return pclose (stream) == 0 && ok;
}

static int
tell_popen (void)
{
  FILE *stream = popen ("read x && test \"$x\" = text", "w");
  int ok;

  if (stream == NULL)
    return 0;
  ok = fputs ("text\n", stream) != EOF;
  return pclose (stream) == 0 && ok;
}

enum { SHOWN, NOT_SHOWN, UNDEFENDED, LOST_ABOVE };

static int
close_std (struct ipc_link *link, void *arg)
{
  char text[20];
  int fd[2], above, lost;

  (void) link;
  (void) arg;
  close (STDIN_FILENO);
  close (STDOUT_FILENO);
  ask_naively (text, sizeof text, fd);
  above = fd[0] > STDERR_FILENO && fd[1] > STDERR_FILENO;
  lost = strcmp (text, "text") != 0;
  /* A command that does not get its input may have ended before that.  */
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  if (!ask_popen () || !tell_popen ())
    return UNDEFENDED;
  return lost && above ? LOST_ABOVE : lost ? SHOWN : NOT_SHOWN;
}

IPC_TEST (std_closed)
{
  static const char *const outcomes[] =
    { "shown", "not shown", "undefended", "lost above 2, too" };
  struct ipc_child child = ipc_start (close_std, NULL);
  int status = ipc_join_exit (&child);

  IPC_SETUP (status >= SHOWN && status <= LOST_ABOVE);
  ipc_observe (outcomes[status]);
}
