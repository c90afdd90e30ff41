/* interrupted.c - long writes that a signal interrupts.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "frame/suite.h"

/* A write that is larger than any pipe, in a child that is interrupted when
   some of it has been read.  */
enum { LARGE = 4 << 20, READ_BEFORE = 20000 };

static unsigned char
pattern (size_t i)
{
  return (unsigned char) (i * 7 + i / 251);
}

struct interrupted
{
  int fd;
  int flags;
};

static int
write_large (struct ipc_link *link, void *arg)
{
  static unsigned char block[LARGE];
  struct interrupted *in = arg;
  size_t i;
  long said[2];

  for (i = 0; i < sizeof block; i++)
    block[i] = pattern (i);
  ipc_handle (SIGUSR1, ipc_restart_handler, in->flags);
  said[0] = write (in->fd, block, sizeof block);
  said[1] = errno;
  ipc_send (link, said, sizeof said);
  return 0;
}

/* Read up to MOST bytes of what is in FD, non-blocking, behind *TOTAL that
   came before, and add them.  Whether they are those that were written.  */
static int
take_large (int fd, size_t most, size_t *total)
{
  unsigned char block[4096];
  size_t end = *total + most;
  ssize_t n, i;

  while (*total < end
         && (n = ipc_read_now (fd, block, end - *total < sizeof block
                               ? end - *total : sizeof block)) > 0)
    for (i = 0; i < n; i++, ++*total)
      if (block[i] != pattern (*total))
        return 0;
  return 1;
}

/* What is wrong with such a write if the handler has FLAGS, or NULL; *NUMBER
   is what it returns.  */
static const char *
interrupted_wrongly (int flags, long *number)
{
  struct ipc_child child;
  struct interrupted in;
  size_t total = 0;
  long said[2];
  int fd[2], is_right;

  ipc_pipe (fd);
  ipc_nonblocking (fd[0], 1);
  in.fd = fd[1];
  in.flags = flags;
  child = ipc_start (write_large, &in);
  ipc_await_blocked (child.pid, "write");
  is_right = take_large (fd[0], READ_BEFORE, &total);
  if (ipc_restart_once (&child, "write", SIGUSR1) != IPC_RETURNS)
    {
      ipc_end (&child);
      return "waits on";
    }
  ipc_receive (&child.link, said, sizeof said);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  close (fd[1]);
  *number = said[0];
  return said[0] == -1 ? ipc_errno_name ((int) said[1])
         : said[0] == 0 || said[0] == LARGE ? "returns all or nothing"
         : !is_right || !take_large (fd[0], LARGE, &total)
         || (long) total != said[0] ? "returns another number" : NULL;
}

IPC_TEST (partial_interrupted)
{
  const char *plain, *restarting = NULL;
  long number[2] = { 0, 0 };

  ipc_restart_prepare ();
  plain = interrupted_wrongly (0, &number[0]);
  if (plain == NULL)
    restarting = interrupted_wrongly (SA_RESTART, &number[1]);
  ipc_detail ("%ld without SA_RESTART, %ld with it", number[0], number[1]);
  if (plain != NULL)
    ipc_observe (plain);
  else if (restarting != NULL)
    ipc_observef ("with SA_RESTART: %s", restarting);
  else
    ipc_observe ("returns the number");
}
