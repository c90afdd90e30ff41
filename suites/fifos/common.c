/* common.c - FIFOs and processes that use them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "facilities/search.h"
#include "fifos.h"

int
fifo_made (const char *name)
{
  if (mkfifo (name, 0600) == 0)
    return 1;
  IPC_SETUP (errno == ENOSYS);
  ipc_observe ("absent");
  return 0;
}

int
fifo_end (const char *name, int flags)
{
  int fd = open (name, flags);

  IPC_SETUP (fd != -1);
  return fd;
}

void
fifo_ends (const char *name, int ends[2])
{
  ends[0] = fifo_end (name, O_RDONLY | O_NONBLOCK);
  ends[1] = fifo_end (name, O_WRONLY);
}

struct opening
{
  const char *name;
  int flags;
};

/* What a user tells about a call, and the bytes of its read().  */
struct answer
{
  int result;
  int error;
  char text[104];
};

static void
serve_write (struct ipc_link *link, int fd)
{
  struct answer a;
  size_t size;

  memset (&a, 0, sizeof a);
  ipc_receive (link, &size, sizeof size);
  IPC_SETUP (size < sizeof a.text);
  ipc_receive (link, a.text, size);
  a.result = (int) write (fd, a.text, size);
  a.error = errno;
  ipc_send (link, &a, sizeof a);
}

static void
serve_read (struct ipc_link *link, int fd)
{
  struct answer a;

  memset (&a, 0, sizeof a);
  a.result = (int) read (fd, a.text, 100);
  a.error = errno;
  ipc_send (link, &a, sizeof a);
}

/* Wait for a command, but not in read(): who is seen blocked there is
   reading the FIFO.  */
static int
command (struct ipc_link *link)
{
  int held = ipc_hold ();
  struct pollfd p;

  p.fd = link->in;
  p.events = POLLIN;
  while (poll (&p, 1, -1) == -1)
    IPC_SETUP (errno == EINTR);
  ipc_release (held);
  return ipc_hear_end (link);
}

static int
use_fifo (struct ipc_link *link, void *arg)
{
  const struct opening *o = arg;
  struct answer a;
  int fd;

  memset (&a, 0, sizeof a);
  fd = a.result = open (o->name, o->flags);
  a.error = errno;
  ipc_send (link, &a, sizeof a);
  for (;;)
    switch (command (link))
      {
      case 'w':
        serve_write (link, fd);
        break;
      case 'r':
        serve_read (link, fd);
        break;
      case 'c':
        close (fd);
        ipc_tell (link, 'c');
        break;
      default:
        return 0;
      }
}

struct ipc_child
fifo_user (const char *name, int flags)
{
  struct opening o;

  o.name = name;
  o.flags = flags;
  return ipc_start (use_fifo, &o);
}

void
fifo_user_quit (struct ipc_child *user)
{
  ipc_tell (&user->link, 'q');
  ipc_join_exit (user);
}

static const char *
open_answer (struct ipc_child *user, enum ipc_event event)
{
  struct answer a;

  if (event == IPC_BLOCKS)
    return "blocks";
  ipc_receive (&user->link, &a, sizeof a);
  return a.result != -1 ? "opens" : ipc_errno_name (a.error);
}

/* Whether another process carries the data, which then come by themselves.  */
static int
by_broker (void)
{
  return ipc_mapped ("fifo_socket");
}

const char *
fifo_user_open (struct ipc_child *user)
{
  return open_answer (user, ipc_await_block_or_tell (user, by_broker ()
                                                     ? "recv" : "open"));
}

const char *
fifo_user_meets (struct ipc_child *user)
{
  return open_answer (user, by_broker () ? IPC_TELLS
                      : ipc_await_released (user, "open"));
}

void
fifo_settle (int fd)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  if (by_broker ())
    IPC_SETUP (poll (&p, 1, 10000) != -1);
}

void
fifo_user_opened (struct ipc_child *user)
{
  struct answer a;

  ipc_receive (&user->link, &a, sizeof a);
  errno = a.error;
  IPC_SETUP (a.result != -1);
}

ssize_t
fifo_user_write (struct ipc_child *user, const char *text)
{
  struct answer a;
  size_t size = strlen (text);

  ipc_tell (&user->link, 'w');
  ipc_send (&user->link, &size, sizeof size);
  ipc_send (&user->link, text, size);
  ipc_receive (&user->link, &a, sizeof a);
  errno = a.error;
  return a.result;
}

void
fifo_user_close (struct ipc_child *user)
{
  ipc_tell (&user->link, 'c');
  ipc_expect (&user->link, 'c');
}

static const char *
read_answer (const struct answer *a)
{
  static char text[104];

  if (a->result == IPC_READ_BLOCKS)
    return "blocks";
  if (a->result == -1)
    return ipc_errno_name (a->error);
  memcpy (text, a->text, (size_t) a->result);
  text[a->result] = '\0';
  return text;
}

void
fifo_user_start_read (struct ipc_child *user)
{
  ipc_tell (&user->link, 'r');
}

static const char *
read_told (struct ipc_child *user, enum ipc_event event)
{
  struct answer a;

  if (event == IPC_BLOCKS)
    return "blocks";
  ipc_receive (&user->link, &a, sizeof a);
  return read_answer (&a);
}

const char *
fifo_user_read (struct ipc_child *user)
{
  return read_told (user, ipc_await_block_or_tell (user, "read"));
}

const char *
fifo_user_reads (struct ipc_child *user)
{
  return read_told (user, by_broker () ? IPC_TELLS
                    : ipc_await_released (user, "read"));
}

const char *
fifo_read (int fd, size_t size)
{
  struct answer a;

  a.result = (int) ipc_read_now (fd, a.text, size < 100 ? size : 100);
  a.error = errno;
  return read_answer (&a);
}

void
fifo_read_all (int fd, char *text, size_t size)
{
  size_t total = 0;
  ssize_t n;

  while ((n = read (fd, text + total, size - 1 - total)) > 0)
    total += (size_t) n;
  IPC_SETUP (n == 0);
  text[total] = '\0';
}

void
fifo_write (int fd, const char *text)
{
  IPC_SETUP (write (fd, text, strlen (text)) == (ssize_t) strlen (text));
}

void
fifo_plain_file (const char *name, const char *text)
{
  int fd = open (name, O_WRONLY | O_CREAT | O_EXCL, 0644);

  IPC_SETUP (fd != -1);
  fifo_write (fd, text);
  close (fd);
}

static uid_t plain_uid;
static gid_t plain_gid;

void
fifo_need_plain_user (void)
{
  if (geteuid () == 0)
    ipc_second_uid (&plain_uid, &plain_gid);
}

void
fifo_plain_user (void)
{
  if (geteuid () == 0)
    ipc_become (plain_uid, plain_gid);
}

int
fifo_command (const char *command, char *buffer, size_t size)
{
  char path[1024];
  size_t n = confstr (_CS_PATH, path, sizeof path);

  IPC_SETUP (n <= sizeof path);
  if (n > 0 && ipc_search (path, command, buffer, size))
    return 1;
  return ipc_search ("/bin:/usr/bin:/etc:/usr/etc:/sbin:/usr/sbin", command,
                     buffer, size) ? 2 : 0;
}
