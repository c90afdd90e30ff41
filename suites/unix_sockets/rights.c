/* rights.c - when descriptors are passed, and when they are lost.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "passing.h"
#include "unix_sockets.h"

int
local_quick_pair (int type, int fd[2])
{
  if (socketpair (AF_UNIX, type, 0, fd) == -1)
    return 0;
  ipc_nonblocking (fd[0], 1);
  ipc_nonblocking (fd[1], 1);
  return 1;
}

/* Whether a descriptor that comes with no data arrives over a pair of TYPE:
   "arrives", "is lost", or an errno name.  */
static const char *
alone_over (int type)
{
  struct ipc_rights r;
  int fd[2], file = open ("a", O_RDONLY), n, is_it;

  if (!local_quick_pair (type, fd))
    return "absent";
  IPC_SETUP (file != -1);
  if (ipc_send_rights (fd[0], "", 0, &file, 1, 0) == -1)
    return ipc_failure_name (errno);
  if (ipc_take_rights (fd[1], 10, ipc_rights_space (1), &r) == -1)
    {
      IPC_SETUP (errno == EAGAIN || errno == EWOULDBLOCK);
      IPC_SETUP (send (fd[0], "x", 1, 0) == 1);
      IPC_SETUP (ipc_take_rights (fd[1], 10, ipc_rights_space (1), &r) == 1);
    }
  n = r.n;
  is_it = n == 1 && local_same_file (r.fd[0], file);
  ipc_close_rights (&r);
  return n != 1 ? "is lost" : is_it ? "arrives" : "is another one";
}

IPC_TEST (fd_needs_byte)
{
  const char *stream, *messages, *sequenced;

  ipc_make_file ("a", "");
  stream = alone_over (SOCK_STREAM);
  messages = alone_over (SOCK_DGRAM);
  sequenced = alone_over (SOCK_SEQPACKET);
  ipc_detail ("stream: %s, datagram: %s, sequenced: %s", stream, messages,
              sequenced);
  if (strcmp (messages, sequenced) != 0 && strcmp (sequenced, "absent") != 0)
    ipc_observef ("%s in a datagram, %s in a packet", messages, sequenced);
  else if (strcmp (stream, messages) == 0)
    ipc_observef ("%s", stream);
  else
    ipc_observef ("%s on a stream, %s in a message", stream, messages);
}

/* What is left of three descriptors.  */
struct left
{
  int error;                    /* of recvmsg() */
  int n;
  int flagged;
  int leaked;                   /* open, but not told of */
  int first;                    /* those that arrived are the first */
  int whole;                    /* the data */
};

/* Send three descriptors, and receive them with that much ROOM.  */
static struct left
receive_three (size_t room, int spare)
{
  static const char *const names[] = { "a", "b", "c" };
  struct ipc_rights r;
  struct left left;
  int fd[2], sent[3], i, before;
  ssize_t n;

  memset (&left, 0, sizeof left);
  IPC_SETUP (local_quick_pair (SOCK_STREAM, fd));
  for (i = 0; i < 3; i++)
    IPC_SETUP ((sent[i] = open (names[i], O_RDONLY)) != -1);
  IPC_SETUP (ipc_send_rights (fd[0], "data", 4, sent, 3, 0) == 4);
  before = ipc_count_descriptors ();
  if (spare >= 0)
    ipc_limit_descriptors (spare);
  n = ipc_take_rights (fd[1], 10, room, &r);
  left.error = n == -1 ? errno : 0;
  left.whole = n == 4 && memcmp (r.text, "data", 4) == 0;
  left.n = n == -1 ? 0 : r.n;
  left.flagged = n != -1 && (r.flags & MSG_CTRUNC) != 0;
  left.leaked = ipc_count_descriptors () - before - left.n;
  for (i = left.first = 0; i < left.n && i < 3; i++)
    left.first += local_same_file (r.fd[i], sent[i]);
  return left;
}

struct limits
{
  size_t room;
  int spare;
};

static int
receive_limited (struct ipc_link *link, void *arg)
{
  const struct limits *limits = arg;
  struct left left = receive_three (limits->room, limits->spare);

  ipc_send (link, &left, sizeof left);
  return 0;
}

/* The same in a process of its own.  */
static struct left
left_of_three (size_t room, int spare)
{
  struct limits limits;
  struct ipc_child child;
  struct left left;

  limits.room = room;
  limits.spare = spare;
  child = ipc_start (receive_limited, &limits);
  ipc_receive (&child.link, &left, sizeof left);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return left;
}

/* Whether the first N arrived, and nothing else of the three.  */
static int
kept (const struct left *l, int n)
{
  return l->error == 0 && l->n == n && l->flagged && l->leaked == 0
         && l->first == n && l->whole;
}

IPC_TEST (fd_recv_limits)
{
  struct left one, padded, slot, none, all;
  size_t space = ipc_rights_space (3);
  int fit = (int) ((ipc_rights_space (1) - ipc_rights_length (0))
                   / sizeof (int));

  ipc_make_file ("a", "");
  ipc_make_file ("b", "");
  ipc_make_file ("c", "");
  all = left_of_three (space, -1);
  IPC_SETUP (all.n == 3 && !all.flagged);
  one = left_of_three (ipc_rights_length (1), -1);
  padded = left_of_three (ipc_rights_space (1), -1);
  slot = left_of_three (space, 1);
  none = left_of_three (space, 0);
  ipc_detail ("room for one takes %d, with its padding %d; one slot %d, no "
              "slot %d", one.n, padded.n, slot.n, none.n);
  if (one.leaked + padded.leaked + slot.leaked + none.leaked != 0)
    ipc_observe ("leaks what it does not tell");
  else if (kept (&one, 1) && padded.n >= 1 && padded.n <= fit
           && kept (&padded, padded.n) && kept (&slot, 1) && kept (&none, 0))
    ipc_observe ("the first ones, flagged, none leaks");
  else if (kept (&one, 0) && kept (&slot, 0) && kept (&none, 0))
    ipc_observe ("none of them, flagged, none leaks");
  else if (slot.error == EMSGSIZE && none.error == EMSGSIZE)
    ipc_observe ("EMSGSIZE without slots, none leaks");
  else
    ipc_observe (one.flagged && slot.flagged && none.flagged
                 ? "others arrive" : "does not say so");
}

static int
pass_waiting (struct ipc_link *link, void *arg)
{
  int error = pass_fd (*(const int *) arg, 1) == 0 ? 0 : errno;

  ipc_send (link, &error, sizeof error);
  ipc_expect (link, 'q');
  return 0;
}

/* A descriptor that waits for room arrives when there is some.  */
static const char *
waits_and_arrives (int fd[2], size_t full)
{
  struct ipc_child child = ipc_start (pass_waiting, &fd[0]);
  struct ipc_rights r;
  int error;

  if (ipc_await_block_or_tell (&child, "send") != IPC_BLOCKS)
    {
      ipc_receive (&child.link, &error, sizeof error);
      ipc_end (&child);
      return error == 0 ? "succeeds" : ipc_errno_name (error);
    }
  IPC_SETUP (ipc_drain (fd[1], full) == full);
  if (ipc_await_released (&child, "send") == IPC_BLOCKS)
    {
      ipc_end (&child);
      return "is not woken";
    }
  ipc_receive (&child.link, &error, sizeof error);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  IPC_SETUP (ipc_take_rights (fd[1], 10, ipc_rights_space (1), &r) != -1);
  return r.n != 1 || r.text[0] != 'F' ? "loses it"
         : local_same_file (r.fd[0], 1) ? "waits" : "passes another one";
}

IPC_TEST (fd_send_full)
{
  int fd[2], n;
  size_t full;

  ipc_local_pair (SOCK_STREAM, fd);
  full = ipc_fill (fd[0]);
  ipc_nonblocking (fd[0], 1);
  n = pass_fd (fd[0], 1);
  if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
    {
      ipc_nonblocking (fd[0], 0);
      ipc_observef ("EAGAIN, a blocking one %s", waits_and_arrives (fd, full));
    }
  else
    ipc_observe (n == -1 ? ipc_errno_name (errno) : "succeeds");
}
