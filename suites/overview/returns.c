/* returns.c - what calls say when they cannot do it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "overview.h"

static void
ignore (int signo)
{
  (void) signo;
}

/* A call with arguments that it cannot take: its name, the errno value that it
   is to give, and what it returns, as -1 or another value.  */
#define TRY(n, name, wanted, value) \
  case n: *what = name; *error = wanted; return (long) (value)

static long
try_file (int number, const char **what, int *error)
{
  static int fd[2];
  char *const none[] = { NULL };
  char byte = 0;

  switch (number)
    {
      TRY (0, "close", EBADF, close (-1));
      TRY (1, "read", EBADF, read (-1, &byte, 1));
      TRY (2, "write", EBADF, write (-1, &byte, 1));
      TRY (3, "dup", EBADF, dup (-1));
      TRY (4, "fcntl", EBADF, fcntl (-1, F_GETFD));
      TRY (5, "open", ENOENT, open ("none/file", O_RDONLY));
      TRY (6, "mkfifo", ENOENT, mkfifo ("none/fifo", 0600));
      TRY (7, "unlink", ENOENT, unlink ("none"));
      TRY (8, "execv", ENOENT, execv ("none", none));
      TRY (9, "kill", EINVAL, kill (getpid (), 9999));
      TRY (10, "signal", EINVAL, signal (SIGKILL, ignore) == SIG_ERR ? -1 : 0);
      TRY (11, "waitpid", ECHILD, waitpid (-1, NULL, WNOHANG));
      TRY (12, "setpgid", EINVAL, setpgid (0, -1));
      TRY (13, "lseek", EBADF, lseek (-1, 0, SEEK_SET));
      TRY (14, "ftok", ENOENT, ftok ("none", 1));
      TRY (15, "lseek of a pipe", ESPIPE, pipe (fd) == -1 ? 0
           : lseek (fd[0], 0, SEEK_SET));
      TRY (16, "listen on a pipe", ENOTSOCK, listen (fd[0], 1));
      TRY (17, "write to a directory", EBADF,
           write (open (".", O_RDONLY), &byte, 1));
    default:
      return 0;
    }
}

static long
try_other (int number, const char **what, int *error)
{
  struct sockaddr_storage a;
  socklen_t size = sizeof a;
  char byte = 0;

  memset (&a, 0, sizeof a);
  a.ss_family = AF_INET;
  switch (number)
    {
      TRY (18, "socket", EPROTONOSUPPORT, socket (AF_INET, SOCK_STREAM, 250));
      TRY (19, "bind", EBADF, bind (-1, (void *) &a, size));
      TRY (20, "listen", EBADF, listen (-1, 1));
      TRY (21, "accept", EBADF, accept (-1, (void *) &a, &size));
      TRY (22, "connect", EBADF, connect (-1, (void *) &a, size));
      TRY (23, "send", EBADF, send (-1, &byte, 1, 0));
      TRY (24, "shutdown", EBADF, shutdown (-1, SHUT_RD));
      TRY (25, "getsockopt", EBADF,
           getsockopt (-1, SOL_SOCKET, SO_TYPE, &a, &size));
      TRY (26, "msgrcv", EINVAL, msgrcv (-1, &a, 0, 0, IPC_NOWAIT));
      TRY (27, "semctl", EINVAL, semctl (-1, 0, GETVAL));
    default:
      return 0;
    }
}

static long
try_call (int number, const char **what, int *error)
{
  return number < 18 ? try_file (number, what, error)
         : try_other (number, what, error);
}

enum { CALLS = 28 };

/* Whether a system may do without call NUMBER: FIFOs, keys, sockets, and what
   System V has.  */
static int
may_lack (int number)
{
  return number == 6 || number == 14 || number == 16 || number >= 18;
}

/* All of them in one process, which tells of each: "close 0", "read EBADF"; of
   what may be missing ENOSYS is as good.  */
static int
try_all (struct ipc_link *link, void *arg)
{
  char line[80];
  const char *what = "";
  int i, error = 0;
  long value;

  (void) arg;
  for (i = 0; i < CALLS; i++)
    {
      errno = 0;
      value = try_call (i, &what, &error);
      memset (line, 0, sizeof line);
      if (value != -1)
        snprintf (line, sizeof line, "%s: succeeds", what);
      else if (errno != error && (errno != ENOSYS || !may_lack (i)))
        snprintf (line, sizeof line, "%s: %s", what, ipc_errno_name (errno));
      ipc_tell (link, 'n');
      ipc_send (link, line, sizeof line);
    }
  return 0;
}

IPC_TEST (notes_failure_is_returned)
{
  struct ipc_child child;
  char line[80];
  const char *what = "";
  int i, error, n, held;

  child = ipc_start (try_all, NULL);
  for (n = 0; ipc_hear_end (&child.link) != -1; n++)
    {
      ipc_receive (&child.link, line, sizeof line);
      if (line[0] != '\0')
        ipc_compare ("a call", line, "");
    }
  i = ipc_join (&child);
  if (n < CALLS)
    {
      held = ipc_hold ();
      try_call (n, &what, &error);
      ipc_release (held);
      ipc_observef ("%s ends the program%s%s", what,
                    WIFSIGNALED (i) ? " by " : "",
                    WIFSIGNALED (i) ? ipc_signal_name (WTERMSIG (i)) : "");
      return;
    }
  ipc_compare_value ("the status in the end", i, 0);
  ipc_observe_right ("each call says so");
}

/* What a program has done so far, and in which call it failed.  */
struct work
{
  int fd[8], n;
  const char *failed;
  int error;
};

static int
add (struct work *w, const char *call, int fd)
{
  if (fd == -1)
    {
      w->failed = call;
      w->error = errno;
      return 0;
    }
  w->fd[w->n++] = fd;
  return 1;
}

static int
add_two (struct work *w, const char *call, int result, const int fd[2])
{
  if (result == -1)
    return add (w, call, -1);
  return add (w, call, fd[0]) && add (w, call, fd[1]);
}

/* The program: a FIFO, a pipe, a pair, a socket, and one more.  */
static void
do_work (struct work *w)
{
  int fd[2] = { -1, -1 };

  memset (w, 0, sizeof *w);
  if (mkfifo ("work", 0600) == -1)
    {
      add (w, "mkfifo", -1);
      return;
    }
  if (add (w, "open", open ("work", O_RDONLY | O_NONBLOCK))
      && add (w, "open", open ("work", O_WRONLY | O_NONBLOCK))
      && add_two (w, "pipe", pipe (fd), fd)
      && add_two (w, "socketpair",
                  socketpair (AF_UNIX, SOCK_STREAM, 0, fd), fd)
      && add (w, "socket", socket (AF_UNIX, SOCK_DGRAM, 0)))
    add (w, "dup", dup (w->fd[0]));
}

static void
take_back (struct work *w)
{
  while (w->n > 0)
    close (w->fd[--w->n]);
  unlink ("work");
}

struct told
{
  char failed[16];
  int error, more, file;
};

/* With so many descriptors to spare.  */
static int
work_with (struct ipc_link *link, void *arg)
{
  struct work w;
  struct told t;
  int before = ipc_count_descriptors ();
  struct stat st;

  ipc_limit_descriptors (*(int *) arg);
  do_work (&w);
  memset (&t, 0, sizeof t);
  snprintf (t.failed, sizeof t.failed, "%s",
            w.failed == NULL ? "nothing" : w.failed);
  t.error = w.error;
  take_back (&w);
  t.more = ipc_count_descriptors () - before;
  t.file = lstat ("work", &st) == 0;
  ipc_send (link, &t, sizeof t);
  return 0;
}

IPC_TEST (notes_check_returns)
{
  static const char *const fails[] =
    { "open", "open", "pipe", "pipe", "socketpair", "socketpair", "socket",
      "dup", "nothing" };
  int spare;

  for (spare = 0; spare < 9; spare++)
    {
      struct ipc_child child = ipc_start (work_with, &spare);
      struct told t;
      char what[40];

      ipc_receive (&child.link, &t, sizeof t);
      ipc_join_exit (&child);
      if (t.error == ENOSYS)
        {
          ipc_detail ("%s()", t.failed);
          ipc_observe ("absent");
          return;
        }
      snprintf (what, sizeof what, "with %d to spare", spare);
      ipc_compare (what, t.failed, fails[spare]);
      ipc_compare (what, ipc_errno_name (t.error),
                   spare == 8 ? "0" : "EMFILE");
      snprintf (what, sizeof what, "descriptors left by %s", fails[spare]);
      ipc_compare_value (what, t.more, 0);
      ipc_compare_value ("files left", t.file, 0);
    }
  ipc_observe_right ("each failure is told");
}
