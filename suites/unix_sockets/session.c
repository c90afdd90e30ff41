/* session.c - what sessions carry, and for whom.
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
#include "unix_sockets.h"

enum { RECORDS = 1000, RECORD = 8 };

static void
put_record (int fd, char who, int number)
{
  char text[RECORD + 1];

  snprintf (text, sizeof text, "%c %05d\n", who, number);
  IPC_SETUP (write (fd, text, RECORD) == RECORD);
}

/* Whether the next record of FD is that one.  */
static int
is_next (int fd, char who, int number)
{
  char expected[RECORD + 1], got[RECORD + 1] = "";

  snprintf (expected, sizeof expected, "%c %05d\n", who, number);
  return ipc_read_now (fd, got, RECORD) == RECORD
         && strcmp (got, expected) == 0;
}

/* Two clients take turns, each gets its answer; 0 if a session sees what is
   not its own.  */
static int
are_apart (void)
{
  int listener = local_listener ("sock"), i;
  int a = local_client ("sock"), its_a = local_session (listener);
  int b = local_client ("sock"), its_b = local_session (listener);

  for (i = 0; i < RECORDS; i++)
    {
      put_record (a, 'a', i);
      put_record (b, 'b', i);
      if (!is_next (its_b, 'b', i) || !is_next (its_a, 'a', i))
        return 0;
      put_record (its_b, 'B', i);
      put_record (its_a, 'A', i);
      if (!is_next (a, 'A', i) || !is_next (b, 'B', i))
        return 0;
    }
  return 1;
}

/* The same over a FIFO: whether one reader meets both.  */
static int
fifo_mixes (void)
{
  int reader, a, b, i, mixed = 1;

  IPC_SETUP (mkfifo ("fifo", 0600) == 0);
  reader = open ("fifo", O_RDONLY | O_NONBLOCK);
  a = open ("fifo", O_WRONLY);
  b = open ("fifo", O_WRONLY);
  IPC_SETUP (reader != -1 && a != -1 && b != -1);
  for (i = 0; i < RECORDS; i++)
    {
      put_record (a, 'a', i);
      put_record (b, 'b', i);
      mixed = is_next (reader, 'a', i) && is_next (reader, 'b', i) && mixed;
    }
  return mixed;
}

IPC_TEST (sessions)
{
  int apart = are_apart ();
  int mixes = fifo_mixes ();

  ipc_observe (!apart ? "sessions mix" : mixes ? "apart; a FIFO mixes"
               : "apart; a FIFO does not mix");
}

IPC_TEST (eol)
{
  unsigned char sent[260], got[261];
  int fd[2], i, way;

  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  for (i = 0; i < 256; i++)
    sent[i] = (unsigned char) i;
  memcpy (sent + 256, "\r\n\n\r", 4);
  for (way = 0; way < 4; way++)
    {
      ssize_t n;

      if (way < 2)
        IPC_SETUP (send (fd[way], sent, sizeof sent, 0) == sizeof sent);
      else
        IPC_SETUP (write (fd[way % 2], sent, sizeof sent) == sizeof sent);
      n = way < 2 ? recv (fd[!way], got, sizeof got, 0)
          : read (fd[!(way % 2)], got, sizeof got);
      if (n != sizeof sent || memcmp (got, sent, sizeof sent) != 0)
        {
          ipc_observe ("changes bytes");
          return;
        }
    }
  ipc_observe ("all bytes unchanged");
}

IPC_TEST (implements_pipes)
{
  struct stat st;
  int fd[2], i, type, says = 0, is = 0;
  socklen_t size;

  ipc_pipe (fd);
  for (i = 0; i < 2; i++)
    {
      IPC_SETUP (fstat (fd[i], &st) == 0);
      says += S_ISSOCK (st.st_mode) != 0;
      size = sizeof type;
      is += getsockopt (fd[i], SOL_SOCKET, SO_TYPE, &type, &size) == 0;
    }
  ipc_detail ("getsockopt: %s", is > 0 ? "succeeds" : ipc_errno_name (errno));
  ipc_observe (says == 0 && is == 0 ? "not sockets"
               : says == 2 && is == 2 ? "sockets" : "it does not agree");
}

/* Set OPTION on a socket of TYPE for which NAME is taken: "ignored", or what
   is wrong.  */
static const char *
reuse_of (const char *name, int type, int option)
{
  struct sockaddr_un a;
  int fd = local_socket (type), on = 1;

  local_address (&a, name);
  if (setsockopt (fd, SOL_SOCKET, option, &on, sizeof on) == -1)
    return ipc_errno_name (errno);
  if (bind (fd, (struct sockaddr *) &a, sizeof a) == 0)
    return "has effect";
  return errno == EADDRINUSE ? "ignored" : ipc_errno_name (errno);
}

/* Its owner is dead, or alive, or has the option, too, which is how ports are
   shared.  */
static const char *
reuse (int type, int option)
{
  struct sockaddr_un a;
  int fd = local_socket (type), on = 1;
  const char *dead, *live, *shared;

  local_address (&a, "shared");
  unlink ("shared");
  setsockopt (fd, SOL_SOCKET, option, &on, sizeof on);
  IPC_SETUP (bind (fd, (struct sockaddr *) &a, sizeof a) == 0);
  dead = reuse_of ("left", type, option);
  live = reuse_of ("live", type, option);
  shared = reuse_of ("shared", type, option);
  close (fd);
  return strcmp (dead, live) == 0 && strcmp (dead, shared) == 0 ? dead
         : "has effect on some";
}

IPC_TEST (reuse_options)
{
  const char *address, *port;

  local_dead ("left");
  local_listener ("live");
  address = reuse (SOCK_STREAM, SO_REUSEADDR);
  port = reuse (SOCK_STREAM, SO_REUSEPORT);
  if (strcmp (reuse (SOCK_DGRAM, SO_REUSEADDR), address) != 0
      || strcmp (reuse (SOCK_DGRAM, SO_REUSEPORT), port) != 0)
    ipc_observe ("not alike for streams and datagrams");
  else
    ipc_observef ("SO_REUSEADDR %s, SO_REUSEPORT %s", address, port);
}

static int
lock_name (void)
{
  return open ("sock.lock", O_WRONLY | O_CREAT | O_EXCL, 0600);
}

/* The successor's part: take over "sock", which it has found dead, too, but
   only with the lock if there is to be one.  */
static int
succeed (struct ipc_link *link, void *arg)
{
  const int locked = *(const int *) arg;
  int lock = locked ? lock_name () : -1;

  if (locked && lock == -1)
    {
      ipc_tell (link, 'n');
      return 0;
    }
  IPC_SETUP (unlink ("sock") == 0);
  local_listener ("sock");
  ipc_tell (link, 't');
  ipc_expect (link, 'q');
  return 0;
}

/* Check, let the successor in, remove.  What then is at the name.  */
static const char *
remove_after_check (int locked)
{
  struct ipc_child successor;
  const char *found;

  local_dead ("sock");
  if (locked)
    IPC_SETUP (lock_name () != -1);
  IPC_SETUP (strcmp (local_reaches (SOCK_STREAM, "sock"), "ECONNREFUSED")
             == 0);
  successor = ipc_start (succeed, &locked);
  if (ipc_hear (&successor.link) == 'n')
    {
      IPC_SETUP (unlink ("sock") == 0);
      local_listener ("sock.new");
      IPC_SETUP (rename ("sock.new", "sock") == 0);
      IPC_SETUP (unlink ("sock.lock") == 0);
    }
  else
    unlink ("sock");
  found = local_reaches (SOCK_STREAM, "sock");
  ipc_end (&successor);
  unlink ("sock");
  return found;
}

IPC_TEST (stale_removal_race)
{
  const char *naive = remove_after_check (0);
  const char *defended = remove_after_check (1);

  ipc_detail ("the successor: %s; with a lock: %s", naive, defended);
  if (strcmp (defended, "connects") != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (strcmp (naive, "ENOENT") == 0 ? "shown"
                 : strcmp (naive, "connects") == 0 ? "not shown" : naive);
}
