/* parts.c - what several entries of the matrix are made of.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "restart.h"

int
restart_pipe (struct restart *r)
{
  IPC_SETUP (pipe (r->fd) == 0);
  return 1;
}

int
restart_socketpair (struct restart *r, int type)
{
  ipc_local_pair (type, r->fd);
  return 1;
}

long
restart_read (struct restart *r)
{
  return read (r->fd[0], r->data, sizeof r->data);
}

long
restart_write_one (struct restart *r)
{
  return write (r->fd[0], "x", 1);
}

int
restart_got_hello (struct restart *r, long value)
{
  char more;

  if (value != 5 || memcmp (r->data, "hello", 5) != 0)
    return 0;
  ipc_nonblocking (r->fd[0], 1);
  return read (r->fd[0], &more, 1) == -1 && errno == EAGAIN;
}

void
restart_say_hello (struct restart *r)
{
  IPC_SETUP (write (r->fd[1], "hello", 5) == 5);
}

/* Behind the filling there is one "x", and no more.  */
int
restart_one_arrived (struct restart *r, long value)
{
  char data[2];

  ipc_nonblocking (r->fd[1], 1);
  return value == 1 && ipc_read_now (r->fd[1], data, sizeof data) == 1
         && data[0] == 'x' && ipc_read_now (r->fd[1], data, 1) == -1
         && errno == EAGAIN;
}

void
restart_drain (struct restart *r)
{
  IPC_SETUP (ipc_drain (r->fd[1], r->filled) == r->filled);
}

void
restart_send_unblock (struct restart *r)
{
  IPC_SETUP (kill (r->child, r->unblock) == 0);
}

/* An hour: long past every deadline.  */
void
restart_timeout (int fd, int option)
{
  struct timeval hour = { 3600, 0 };

  IPC_SETUP (setsockopt (fd, SOL_SOCKET, option, &hour, sizeof hour) == 0);
}

static sigset_t mask_before;

void
restart_block_usr1 (struct restart *r)
{
  (void) r;
  ipc_block (SIGUSR1);
  /* A part of a mask does not hold this one.  */
  ipc_block (ipc_highest_signal ());
  ipc_get_mask (&mask_before);
}

long
restart_mask_kept (struct restart *r, long value)
{
  int error = errno;
  sigset_t after;

  ipc_get_mask (&after);
  if (ipc_sets_differ (&mask_before, &after) != 0)
    strcpy (r->wrong, "leaves another mask");
  errno = error;
  return value;
}
