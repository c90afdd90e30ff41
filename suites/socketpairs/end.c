/* end.c - how a stream pair ends, or half ends.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

IPC_TEST (eof_on_close)
{
  char got[8];
  int fd[2];
  ssize_t data, end, again;

  if (!need_quick_pair (SOCK_STREAM, fd))
    return;
  IPC_SETUP (write (fd[0], "data", 4) == 4);
  close (fd[0]);
  data = take (fd[1], got, sizeof got);
  if (data != 4 || memcmp (got, "data", 4) != 0)
    {
      ipc_observef ("instead of the data: %s", gave (data));
      return;
    }
  end = take (fd[1], got, sizeof got);
  if (end != 0)
    {
      ipc_observef ("after the data: %s", gave (end));
      return;
    }
  again = read (fd[1], got, sizeof got);
  ipc_observe (again == 0 ? "data, then end of file" : "ends only once");
}

IPC_TEST (unread_close)
{
  char got;
  const char *first, *second;
  int fd[2];
  ssize_t n;

  if (!need_quick_pair (SOCK_STREAM, fd))
    return;
  IPC_SETUP (write (fd[1], "unread", 6) == 6);
  settle (fd[0]);
  close (fd[0]);
  n = take (fd[1], &got, 1);
  first = gave (n);
  if (n == 0)
    {
      ipc_observe (first);
      return;
    }
  second = gave (read (fd[1], &got, 1));
  ipc_observef ("%s, then %s", first, second);
}

IPC_TEST (shutdown_wr)
{
  char got[8], back[8];
  int fd[2];
  ssize_t data, end, answer, more;

  if (!need_quick_pair (SOCK_STREAM, fd))
    return;
  signal (SIGPIPE, SIG_IGN);
  IPC_SETUP (write (fd[0], "ask", 3) == 3);
  IPC_SETUP (shutdown (fd[0], SHUT_WR) == 0);
  data = take (fd[1], got, sizeof got);
  end = data == 3 ? take (fd[1], got + 3, 1) : -2;
  if (end != 0)
    {
      ipc_observef ("peer reads %s, then %s", gave (data), gave (end));
      return;
    }
  if (write (fd[1], "answer", 6) != 6)
    {
      ipc_observef ("peer cannot answer: %s", ipc_errno_name (errno));
      return;
    }
  answer = take (fd[0], back, sizeof back);
  more = write (fd[0], "x", 1);
  ipc_detail ("a later write: %s", gave (more));
  if (answer != 6 || memcmp (back, "answer", 6) != 0)
    ipc_observe ("the answer is lost");
  else
    ipc_observe (more == -1 && errno == EPIPE
                 ? "one way ends, the other works"
                 : "the ended way still takes data");
}

IPC_TEST (shutdown_rd)
{
  char got;
  int fd[2];
  ssize_t end, n;

  if (!need_quick_pair (SOCK_STREAM, fd))
    return;
  signal (SIGPIPE, SIG_IGN);
  IPC_SETUP (shutdown (fd[0], SHUT_RD) == 0);
  end = read (fd[0], &got, 1);
  if (end != 0)
    {
      ipc_observef ("reads give %s", gave (end));
      return;
    }
  n = write (fd[1], "x", 1);
  if (n == 1)
    ipc_observe ("reads end, writes succeed");
  else
    ipc_observef ("reads end, writes fail with %s", ipc_errno_name (errno));
}

/* Holds copies of the PAIRs' first ends: writes to the first when told, and
   then says what a write to the second, and a read from the third, gave.  */
static int
copy_child (struct ipc_link *link, void *arg)
{
  int (*pair)[2] = arg;
  char got;

  close (pair[0][1]);
  close (pair[1][1]);
  close (pair[2][1]);
  ipc_expect (link, 'w');
  ipc_tell (link, write (pair[0][0], "c", 1) == 1 ? 'w' : 'n');
  ipc_expect (link, 's');
  ipc_tell (link, write (pair[1][0], "x", 1) == -1 && errno == EPIPE
                  ? 'e' : 'n');
  ipc_expect (link, 'r');
  ipc_tell (link, read (pair[2][0], &got, 1) == 0 ? 'e' : 'n');
  ipc_expect (link, 'q');
  return 0;
}

IPC_TEST (shutdown_all_copies)
{
  struct ipc_child child;
  int pair[3][2], open_still;
  char got, copy, reads;
  ssize_t closed, from_copy, shut;

  if (!need_quick_pair (SOCK_STREAM, pair[0])
      || !need_quick_pair (SOCK_STREAM, pair[1])
      || !need_quick_pair (SOCK_STREAM, pair[2]))
    return;
  signal (SIGPIPE, SIG_IGN);
  child = ipc_start (copy_child, pair);

  close (pair[0][0]);
  closed = read (pair[0][1], &got, 1);
  open_still = is_empty (closed);
  ipc_tell (&child.link, 'w');
  from_copy = ipc_hear (&child.link) == 'w' ? take (pair[0][1], &got, 1) : -1;

  IPC_SETUP (shutdown (pair[1][0], SHUT_WR) == 0);
  ipc_tell (&child.link, 's');
  copy = ipc_hear (&child.link);
  shut = take (pair[1][1], &got, 1);
  IPC_SETUP (shutdown (pair[2][0], SHUT_RD) == 0);
  ipc_tell (&child.link, 'r');
  reads = ipc_hear (&child.link);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);

  if (!open_still || from_copy != 1)
    ipc_observe ("close ends another process's copy");
  else if (copy != 'e' || shut != 0)
    ipc_observe ("shutdown leaves another process's copy");
  else
    ipc_observe (reads == 'e' ? "shutdown ends all copies, close one"
                 : "shutdown leaves another process's copy to read");
}
