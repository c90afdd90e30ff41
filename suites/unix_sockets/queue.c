/* queue.c - who waits for whom: backlogs, and receivers that are full.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "unix_sockets.h"

/* A client that waits, tells what came of it, and keeps the connection, which
   has a byte.  */
static int
connect_waiting (struct ipc_link *link, void *arg)
{
  int fd = local_socket (SOCK_STREAM), error;

  (void) arg;
  error = local_connect (fd, "sock") == 0 ? 0 : errno;
  ipc_send (link, &error, sizeof error);
  ipc_expect (link, 'w');
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  if (send (fd, "w", 1, 0) != 1)
    error = errno;
  ipc_send (link, &error, sizeof error);
  ipc_expect (link, 'q');
  return 0;
}

static void
end_client (struct ipc_child *client)
{
  ipc_tell (&client->link, 'q');
  IPC_SETUP (ipc_join_exit (client) == 0);
}

/* Whether the client that had to wait is the last of those LISTENER has, and
   connected.  */
static int
is_last (struct ipc_child *client, int listener)
{
  int fd = -1, next, error;
  char byte = 0;

  ipc_tell (&client->link, 'w');
  ipc_receive (&client->link, &error, sizeof error);
  ipc_nonblocking (listener, 1);
  while ((next = accept (listener, NULL, NULL)) != -1)
    fd = next;
  return error == 0 && fd != -1 && ipc_read_now (fd, &byte, 1) == 1
         && byte == 'w';
}

IPC_TEST (backlog_full)
{
  int listener = local_bound (SOCK_STREAM, "sock"), taken, error, connected;
  struct ipc_child client;

  IPC_SETUP (listen (listener, 2) == 0);
  taken = local_fill ("sock");
  if (errno == 0)
    {
      ipc_observe ("is never full");
      return;
    }
  error = errno;
  ipc_detail ("a backlog of 2 holds %d", taken);
  if (error != EAGAIN && error != EWOULDBLOCK)
    {
      ipc_observe (ipc_errno_name (error));
      return;
    }
  client = ipc_start (connect_waiting, NULL);
  if (ipc_await_block_or_tell (&client, "connect") != IPC_BLOCKS)
    {
      ipc_receive (&client.link, &error, sizeof error);
      ipc_end (&client);
      ipc_observef ("EAGAIN, a blocking one %s",
                    error == 0 ? "connects" : ipc_errno_name (error));
      return;
    }
  local_session (listener);
  if (ipc_await_released (&client, "connect") == IPC_BLOCKS)
    {
      ipc_end (&client);
      ipc_observe ("EAGAIN, a blocking one is not woken");
      return;
    }
  ipc_receive (&client.link, &error, sizeof error);
  connected = is_last (&client, listener);
  end_client (&client);
  ipc_observe (error != 0 ? ipc_errno_name (error)
               : connected ? "EAGAIN, a blocking one waits"
               : "EAGAIN, a blocking one is not connected");
}

static long
connect_clients (void *arg)
{
  const int *fd = arg;
  int i;

  for (i = 0; i < 3; i++)
    if (local_connect (fd[i], "sock") == -1)
      return -1;
  return 0;
}

/* Nobody accepts, and there is room for three.  */
IPC_TEST (connect_needs_accept)
{
  int fd[3], i;
  long result;

  local_listener ("sock");
  for (i = 0; i < 3; i++)
    fd[i] = local_socket (SOCK_STREAM);
  if (ipc_try ("connect", connect_clients, fd, &result) == IPC_BLOCKS)
    ipc_observe ("waits for accept");
  else
    ipc_observe (result == 0 ? "waits for room only"
                 : ipc_errno_name (errno));
}

/* Sends a byte by *ARG, and tells what came of it: 0 or errno.  */
static int
send_byte (struct ipc_link *link, void *arg)
{
  int error = send (*(const int *) arg, "b", 1, 0) == 1 ? 0 : errno;

  ipc_send (link, &error, sizeof error);
  return 0;
}

/* Take all that FD has; how many, and the LAST.  */
static int
take_all (int fd, char *last)
{
  char byte[2];
  int n;

  for (n = 0; recv (fd, byte, sizeof byte, 0) == 1; n++)
    *last = byte[0];
  return n;
}

/* What a datagram from SENDER, which may wait, comes to when RECEIVER, who has
   TAKEN of them, takes all: for less some do not wake who waits.  */
static const char *
when_taken (int sender, int receiver, int taken)
{
  struct ipc_child child = ipc_start (send_byte, &sender);
  int error, blocks, n;
  char last = '\0';

  blocks = ipc_await_block_or_tell (&child, "send") == IPC_BLOCKS;
  ipc_nonblocking (receiver, 1);
  n = take_all (receiver, &last);
  if (blocks && ipc_await_released (&child, "send") == IPC_BLOCKS)
    {
      ipc_end (&child);
      return "is not woken";
    }
  ipc_receive (&child.link, &error, sizeof error);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  n += take_all (receiver, &last);
  return error != 0 ? ipc_errno_name (error)
         : n != taken + 1 || last != 'b' ? "loses it"
         : blocks ? "waits" : "succeeds";
}

/* No receiver holds as many.  */
enum { MOST = 1000000 };

/* Send to FD without waiting until that is refused; errno says how.  */
static int
fill_receiver (int fd)
{
  int i;

  ipc_nonblocking (fd, 1);
  for (i = 0; i < MOST; i++)
    if (send (fd, "m", 1, 0) == -1)
      break;
  ipc_nonblocking (fd, 0);
  return i;
}

IPC_TEST (dgram_full_poll)
{
  int receiver = local_bound (SOCK_DGRAM, "sock"), taken, writable;
  int sender = local_socket (SOCK_DGRAM);
  char refusal[40] = "";
  const char *waits;
  struct pollfd p;

  IPC_SETUP (local_connect (sender, "sock") == 0);
  taken = fill_receiver (sender);
  strncat (refusal, errno == EWOULDBLOCK ? "EAGAIN" : ipc_errno_name (errno),
           sizeof refusal - 1);
  p.fd = sender;
  p.events = POLLOUT;
  writable = poll (&p, 1, 0) == 1 && (p.revents & POLLOUT) != 0;
  waits = when_taken (sender, receiver, taken);
  ipc_detail ("%d datagrams fit", taken);
  ipc_observef ("%s, %s, a blocking one: %s", refusal,
                writable ? "writable" : "not writable", waits);
}

/* The largest datagram from FD[0] to FD[1], and in ERROR what one byte more
   gives; 0 there if it is cut.  */
static size_t
largest (int fd[2], int *error)
{
  size_t fits = 0, fails = (size_t) 1 << 24, size;
  char *data = calloc (1, fails), *got = malloc (fails);
  ssize_t n;

  IPC_SETUP (data != NULL && got != NULL);
  while (fits + 1 < fails)
    {
      size = fits + (fails - fits) / 2;
      n = send (fd[0], data, size, 0);
      if (n == -1)
        {
          *error = errno;
          fails = size;
          continue;
        }
      memset (got, 'g', size);
      IPC_SETUP (recv (fd[1], got, fails, 0) != -1);
      if (n != (ssize_t) size || memcmp (got, data, size) != 0)
        {
          *error = 0;
          fails = size;
          continue;
        }
      fits = size;
    }
  free (data);
  free (got);
  return fits;
}

IPC_TEST (dgram_max)
{
  int fd[2], error = 0, small = 16 << 10, large = 64 << 10;
  size_t first, before, after;

  if (socketpair (AF_UNIX, SOCK_DGRAM, 0, fd) == -1)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_nonblocking (fd[0], 1);
  ipc_nonblocking (fd[1], 1);
  first = largest (fd, &error);
  IPC_SETUP (setsockopt (fd[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small)
             == 0);
  before = largest (fd, &error);
  IPC_SETUP (setsockopt (fd[0], SOL_SOCKET, SO_SNDBUF, &large, sizeof large)
             == 0);
  after = largest (fd, &error);
  ipc_detail ("%lu bytes by default, %lu and %lu with buffers of %d and %d",
              (unsigned long) first, (unsigned long) before,
              (unsigned long) after, small, large);
  ipc_observef ("%s, %s", error == 0 ? "cut" : ipc_errno_name (error),
                after > before ? "grows with SO_SNDBUF"
                : after == before ? "a fixed limit" : "shrinks");
}
