/* retry.c - calls that a signal interrupts, called again.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

static int
read_all (int fd, char *data, size_t size)
{
  size_t n = 0;

  while (n < size)
    {
      ssize_t piece = read (fd, data + n, size - n);

      if (piece == -1 && errno == EINTR)
        continue;
      if (piece <= 0)
        return 0;
      n += (size_t) piece;
    }
  return 1;
}

static int
write_all (int fd, const char *data, size_t size)
{
  size_t n = 0;

  while (n < size)
    {
      ssize_t piece = write (fd, data + n, size - n);

      if (piece == -1 && errno == EINTR)
        continue;
      if (piece <= 0)
        return 0;
      n += (size_t) piece;
    }
  return 1;
}

/* Bytes by which each place is known.  */
static char
pattern (size_t i)
{
  return (char) ('a' + i % 23);
}

struct transfer
{
  int fd[2];
  size_t size;
};

static int
read_retrying (struct ipc_link *link, void *arg)
{
  struct transfer *t = arg;
  char data[5];
  int ok;

  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  ok = read_all (t->fd[0], data, 5) && memcmp (data, "hello", 5) == 0;
  ipc_tell (link, 'r');
  return ok ? 0 : 1;
}

static int
write_retrying (struct ipc_link *link, void *arg)
{
  struct transfer *t = arg;
  char *data = malloc (t->size);
  size_t i;
  int ok;

  IPC_SETUP (data != NULL);
  for (i = 0; i < t->size; i++)
    data[i] = pattern (i);
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  ok = write_all (t->fd[1], data, t->size);
  ok = close (t->fd[1]) == 0 && ok;
  ok = fcntl (t->fd[1], F_GETFD) == -1 && errno == EBADF && ok;
  free (data);
  ipc_tell (link, 'w');
  /* The end of file is to come from close().  */
  return ipc_hear (link) == 'e' && ok ? 0 : 1;
}

/* What is wrong with what arrives at T's end from WRITER, or NULL.  */
static const char *
misses (struct transfer *t, struct ipc_child *writer)
{
  char block[4096];
  size_t at = 0, i;
  ssize_t n = 0;

  while (at < t->size
         && (n = ipc_read_from (t->fd[0], block, sizeof block, writer,
                                "write")) > 0)
    for (i = 0; i < (size_t) n; i++)
      if (block[i] != pattern (at++))
        return "a byte in the wrong place";
  return n == IPC_READ_BLOCKS ? "a repeated write hangs"
         : at < t->size ? "loses bytes" : at > t->size ? "doubles bytes" : NULL;
}

/* What comes after the last byte, as the end of file is to.  */
static const char *
does_not_end (struct transfer *t)
{
  char byte;
  ssize_t n;

  ipc_nonblocking (t->fd[0], 1);
  n = ipc_read_now (t->fd[0], &byte, 1);
  return n == 0 ? NULL : n == 1 ? "doubles bytes" : "close() does not close";
}

/* Signal CHILD in CALL twice; 0 if it comes back.  */
static int
goes_on (struct ipc_child *child, const char *call)
{
  return ipc_restart_once (child, call, SIGUSR1) == IPC_RESTARTS
         && ipc_restart_once (child, call, SIGUSR1) == IPC_RESTARTS;
}

IPC_TEST (retry_read_write_close)
{
  struct transfer t;
  struct ipc_child child;
  const char *wrong = NULL;

  ipc_restart_prepare ();
  make_pipe (t.fd);
  t.size = 3 * ipc_fill (t.fd[1]) + 1;
  ipc_drain (t.fd[0], t.size / 3);
  child = ipc_start (read_retrying, &t);
  if (!goes_on (&child, "read"))
    wrong = "an interrupted read ends";
  IPC_SETUP (write (t.fd[1], "hello", 5) == 5);
  if (ipc_await_released (&child, "read") == IPC_BLOCKS)
    {
      ipc_observe ("a repeated read hangs");
      ipc_end (&child);
      return;
    }
  ipc_expect (&child.link, 'r');
  if (ipc_join_exit (&child) != 0)
    wrong = "a repeated read fails";
  child = ipc_start (write_retrying, &t);
  close (t.fd[1]);
  if (!goes_on (&child, "write"))
    wrong = "an interrupted write ends";
  if (wrong == NULL)
    wrong = misses (&t, &child);
  if (wrong == NULL)
    {
      ipc_expect (&child.link, 'w');
      wrong = does_not_end (&t);
      ipc_tell (&child.link, 'e');
      if (ipc_join_exit (&child) != 0 && wrong == NULL)
        wrong = "a repeated write or close fails";
    }
  else
    ipc_end (&child);
  ipc_observe (wrong != NULL ? wrong : "every byte once");
}

void
lingering_pair (int fd[2])
{
  struct sockaddr_in at;
  struct linger linger;
  socklen_t size = sizeof at;
  int listener;

  ipc_need_loopback ();
  listener = socket (AF_INET, SOCK_STREAM, 0);
  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  fd[0] = socket (AF_INET, SOCK_STREAM, 0);
  IPC_SETUP (listener != -1 && fd[0] != -1);
  IPC_SETUP (bind (listener, (struct sockaddr *) &at, sizeof at) == 0);
  IPC_SETUP (listen (listener, 1) == 0);
  IPC_SETUP (getsockname (listener, (struct sockaddr *) &at, &size) == 0);
  IPC_SETUP (connect (fd[0], (struct sockaddr *) &at, sizeof at) == 0);
  fd[1] = accept (listener, NULL, NULL);
  IPC_SETUP (fd[1] != -1);
  (close) (listener);
  linger.l_onoff = 1;
  linger.l_linger = 100;
  IPC_SETUP (setsockopt (fd[0], SOL_SOCKET, SO_LINGER, &linger,
                         sizeof linger) == 0);
  ipc_fill (fd[0]);
}

struct closed
{
  int result, error, open;
};

static int
close_lingering (struct ipc_link *link, void *arg)
{
  int *fd = arg;
  struct closed c;

  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  (close) (fd[1]);
  ipc_expect (link, 'g');
  c.result = close (fd[0]);
  c.error = errno;
  c.open = fcntl (fd[0], F_GETFD) != -1;
  ipc_send (link, &c, sizeof c);
  return 0;
}

/* A close() that waits for its peer to take what is still to be sent.  */
IPC_TEST (close_eintr)
{
  struct ipc_child child;
  enum ipc_restart verdict;
  struct closed c;
  int fd[2];

  ipc_restart_prepare ();
  lingering_pair (fd);
  child = ipc_start (close_lingering, fd);
  (close) (fd[0]);
  ipc_tell (&child.link, 'g');
  if (ipc_await_block_or_tell (&child, "close") == IPC_TELLS)
    ipc_not_exercised ("close() does not wait here");
  verdict = ipc_restart_blocked (&child, "close", SIGUSR1);
  if (verdict != IPC_RETURNS)
    {
      ipc_observe (verdict == IPC_RESTARTS ? "restarts"
                   : "lets no handler run");
      ipc_end (&child);
      return;
    }
  ipc_receive (&child.link, &c, sizeof c);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observef ("%s, %s", c.result == 0 ? "no error"
                : ipc_errno_name (c.error), c.open ? "open" : "closed");
}

/* Wait for two children that end when their gates open: by waitpid(), then by
   wait().  */
static int
wait_retrying (struct ipc_link *link, void *arg)
{
  int status[2] = { 0, 0 }, (*gate)[2] = arg;
  pid_t pid[2], got[2];
  char byte;
  int i;

  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  for (i = 0; i < 2; i++)
    {
      pid[i] = ipc_fork ();
      if (pid[i] == 0)
        {
          IPC_SETUP ((read) (gate[i][0], &byte, 1) == 1);
          _exit (31 + i);
        }
    }
  do
    got[0] = waitpid (pid[0], &status[0], 0);
  while (got[0] == -1 && errno == EINTR);
  ipc_tell (link, '1');
  do
    got[1] = wait (&status[1]);
  while (got[1] == -1 && errno == EINTR);
  ipc_tell (link, '2');
  for (i = 0; i < 2; i++)
    if (got[i] != pid[i] || !WIFEXITED (status[i])
        || WEXITSTATUS (status[i]) != 31 + i)
      return 1;
  return 0;
}

IPC_TEST (wait_retried)
{
  struct ipc_child child;
  int gate[2][2], gone, again, status;

  ipc_restart_prepare ();
  make_pipe (gate[0]);
  make_pipe (gate[1]);
  child = ipc_start (wait_retrying, gate);
  gone = !goes_on (&child, "waitpid");
  IPC_SETUP (write (gate[0][1], "x", 1) == 1);
  ipc_expect (&child.link, '1');
  again = !goes_on (&child, "wait");
  IPC_SETUP (write (gate[1][1], "x", 1) == 1);
  ipc_expect (&child.link, '2');
  status = ipc_join_exit (&child);
  ipc_observe (gone || again ? "comes back without a child"
               : status != 0 ? "another child or status" : "the child");
}
