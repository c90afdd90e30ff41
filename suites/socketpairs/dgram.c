/* dgram.c - pairs that carry messages.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

IPC_TEST (dgram_peer_gone)
{
  int fd[2];
  ssize_t n;

  if (!need_quick_pair (SOCK_DGRAM, fd))
    return;
  signal (SIGPIPE, SIG_IGN);
  close (fd[0]);
  n = write (fd[1], "x", 1);
  ipc_observe (n == -1 ? ipc_errno_name (errno) : "accepted");
}

/* What the reader has to go by: the end of the sender, or a message that
   both agree means the end.  */
IPC_TEST (dgram_no_eof)
{
  char got[8];
  int fd[2];
  ssize_t last, after, agreed;

  if (!need_quick_pair (SOCK_DGRAM, fd))
    return;
  IPC_SETUP (write (fd[0], "last", 4) == 4);
  close (fd[0]);
  last = take (fd[1], got, sizeof got);
  IPC_SETUP (last == 4);
  after = read (fd[1], got, sizeof got);
  if (is_empty (after))
    {
      close (fd[1]);
      IPC_SETUP (need_quick_pair (SOCK_DGRAM, fd));
      IPC_SETUP (write (fd[0], "last", 4) == 4);
      IPC_SETUP (write (fd[0], "end", 3) == 3);
      close (fd[0]);
      last = take (fd[1], got, sizeof got);
      agreed = last == 4 ? take (fd[1], got, sizeof got) : -1;
      ipc_observe (agreed == 3 && memcmp (got, "end", 3) == 0
                   ? "shown" : "undefended");
      return;
    }
  ipc_detail ("reader of a closed peer: %s", gave (after));
  ipc_observe ("not shown");
}

/* More than any pair holds.  */
enum { MOST = 4096, MESSAGE = 8192 };

/* Make SIZE bytes of MESSAGE the Nth message: its number, over and over.  */
static void
number (char *message, size_t size, int n)
{
  size_t i;

  for (i = 0; i < size; i += sizeof n)
    memcpy (message + i, &n, sizeof n);
}

/* Send numbered messages of SIZE bytes until one is refused; how many were
   taken.  */
static int
send_until_full (int fd, size_t size)
{
  static char message[MESSAGE];
  int i;

  for (i = 0; i < MOST; i++)
    {
      number (message, size, i + 1);
      if (write (fd, message, size) != (ssize_t) size)
        break;
    }
  return i;
}

/* Receive them; how many came in order.  */
static int
receive_in_order (int fd, size_t size)
{
  static char message[MESSAGE], wanted[MESSAGE];
  int i;

  for (i = 0;; i++)
    {
      number (wanted, size, i + 1);
      if (read (fd, message, sizeof message) != (ssize_t) size
          || memcmp (message, wanted, size) != 0)
        return i;
    }
}

/* Long messages one way, then short ones the other way.  */
IPC_TEST (dgram_full)
{
  int fd[2], taken, received, error, short_taken, short_received;

  if (!need_quick_pair (SOCK_DGRAM, fd))
    return;
  taken = send_until_full (fd[0], MESSAGE);
  error = errno;
  received = receive_in_order (fd[1], MESSAGE);
  short_taken = send_until_full (fd[1], sizeof (int));
  short_received = receive_in_order (fd[0], sizeof (int));
  ipc_detail ("%d messages taken, %d received; short ones: %d, %d", taken,
              received, short_taken, short_received);
  if (received != taken || short_received != short_taken)
    ipc_observe ("loses messages");
  else if (taken == MOST)
    ipc_observe ("is never full");
  else
    ipc_observef ("%s, none lost", ipc_errno_name (error));
}

IPC_TEST (dgram_zero)
{
  char got[4] = "";
  int fd[2];
  ssize_t empty, next, none;

  if (!need_quick_pair (SOCK_DGRAM, fd))
    return;
  IPC_SETUP (send (fd[0], "", 0, 0) == 0);
  IPC_SETUP (send (fd[0], "1", 1, 0) == 1);
  empty = take (fd[1], got, sizeof got);
  next = empty == 0 ? take (fd[1], got, sizeof got) : -1;
  none = read (fd[1], got + 1, 1);
  if (empty != 0 || next != 1 || got[0] != '1')
    ipc_observe (empty == 1 ? "lost" : "ends the file");
  else if (!is_empty (none))
    ipc_observef ("after the last message: %s", gave (none));
  else
    ipc_observe ("a message of 0 bytes");
}

/* recvmsg() on FD with a buffer of SIZE bytes; its flags in *FLAGS.  */
static ssize_t
receive_some (int fd, char *buffer, size_t size, int *flags)
{
  struct msghdr m;
  struct iovec v;
  ssize_t n;

  memset (&m, 0, sizeof m);
  v.iov_base = buffer;
  v.iov_len = size;
  m.msg_iov = &v;
  m.msg_iovlen = 1;
  settle (fd);
  n = recvmsg (fd, &m, 0);
  *flags = m.msg_flags;
  return n;
}

IPC_TEST (dgram_truncate)
{
  char got[16] = "", next_got[16] = "";
  int fd[2], flags, whole_flags;
  ssize_t cut, next, plain;

  if (!need_quick_pair (SOCK_DGRAM, fd))
    return;
  IPC_SETUP (write (fd[0], "0123456789", 10) == 10);
  IPC_SETUP (write (fd[0], "abcdefghij", 10) == 10);
  IPC_SETUP (write (fd[0], "next", 4) == 4);
  plain = take (fd[1], got, 1);
  IPC_SETUP (plain == 1 && got[0] == '0');
  cut = receive_some (fd[1], got, 1, &flags);
  next = receive_some (fd[1], next_got, sizeof next_got, &whole_flags);
  ipc_detail ("flags %#x, then %#x", (unsigned) flags,
              (unsigned) whole_flags);
  if (cut != 1 || got[0] != 'a' || next != 4
      || memcmp (next_got, "next", 4) != 0)
    ipc_observe ("keeps the rest");
  else if ((flags & MSG_TRUNC) == 0 || (whole_flags & MSG_TRUNC) != 0)
    ipc_observe ("discards the rest, MSG_TRUNC wrong");
  else
    ipc_observe ("discards the rest");
}
