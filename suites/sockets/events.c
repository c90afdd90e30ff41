/* events.c - the system's own queue of events, and FIONREAD.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "sockets.h"

/* A queue; ends the body with "absent", and returns -1, where there is
   none.  */
static int
open_queue (void)
{
  int queue = ipc_queue_open ();

  ipc_detail ("%s", ipc_queue_kind ());
  if (queue == -1)
    {
      IPC_SETUP (errno == ENOSYS);
      ipc_observe ("absent");
    }
  return queue;
}

/* Whether an edge-triggered queue tells of FD[0] again when more comes
   through FD[1], and more still; -1 if it does not tell at first, or of
   nothing, or just once more.  */
static int
told_again (int fd[2], int is_stream)
{
  int queue = ipc_queue_open (), first, none, again, third;

  IPC_SETUP (queue != -1);
  IPC_SETUP (ipc_queue_add (queue, fd[0], IPC_QUEUE_EDGE) == 0);
  IPC_SETUP (write (fd[1], "one", 3) == 3);
  if (is_stream)
    await_bytes (fd[0], 3);
  first = ipc_queue_look (queue);
  none = ipc_queue_look (queue);
  IPC_SETUP (write (fd[1], "two", 3) == 3);
  if (is_stream)
    await_bytes (fd[0], 6);
  again = ipc_queue_look (queue);
  IPC_SETUP (write (fd[1], "3rd", 3) == 3);
  if (is_stream)
    await_bytes (fd[0], 9);
  third = ipc_queue_look (queue);
  close (queue);
  close (fd[0]);
  close (fd[1]);
  return first != IPC_QUEUE_IN || none != 0 || again != third ? -1
         : again == IPC_QUEUE_IN;
}

/* Whether there are FIFOs.  */
static int
open_fifo (int fd[2])
{
  if (!ipc_make_fifo ("fifo"))
    return 0;
  fd[0] = open ("fifo", O_RDONLY | O_NONBLOCK);
  IPC_SETUP (fd[0] != -1);
  fd[1] = open ("fifo", O_WRONLY);
  IPC_SETUP (fd[1] != -1);
  unlink ("fifo");
  return 1;
}

IPC_TEST (edge_rearm)
{
  int fd[2], queue, pair, pipe, fifo, net;

  ipc_need_loopback ();
  queue = open_queue ();
  if (queue == -1)
    return;
  close (queue);
  ipc_local_pair (SOCK_STREAM, fd);
  pair = told_again (fd, 0);
  ipc_pipe (fd);
  pipe = told_again (fd, 0);
  fifo = open_fifo (fd) ? told_again (fd, 0) : pipe;
  stream_pair (AF_INET, fd);
  net = told_again (fd, 1);
  if (pair >= 0 && pair == pipe && pair == fifo && pair == net)
    ipc_observe (pair ? "told again" : "not told again");
  else
    ipc_observef ("pair %d, pipe %d, FIFO %d, TCP %d", pair, pipe, fifo,
                  net);
}

/* What a queue flags of FD, with FLAGS to ask for it.  */
static int
flagged (int fd, int flags)
{
  int queue = ipc_queue_open (), seen;

  IPC_SETUP (queue != -1);
  IPC_SETUP (ipc_queue_add (queue, fd, flags) == 0);
  seen = ipc_queue_look (queue);
  IPC_SETUP (seen != -1);
  close (queue);
  return seen;
}

/* The flag comes beside the data, which must still be there.  */
IPC_TEST (event_eof)
{
  char got[8];
  int fd[2], ends[2], queue = open_queue (), unasked, asked, of_pipe;

  if (queue == -1)
    return;
  close (queue);
  ipc_local_pair (SOCK_STREAM, fd);
  IPC_SETUP (write (fd[1], "last", 4) == 4);
  if (flagged (fd[0], IPC_QUEUE_ASK_END) != IPC_QUEUE_IN)
    {
      ipc_observe ("flagged before the end");
      return;
    }
  IPC_SETUP (shutdown (fd[1], SHUT_WR) == 0);
  unasked = flagged (fd[0], 0);
  asked = flagged (fd[0], IPC_QUEUE_ASK_END);
  ipc_pipe (ends);
  IPC_SETUP (write (ends[1], "last", 4) == 4);
  close (ends[1]);
  of_pipe = flagged (ends[0], 0);
  ipc_detail ("%s: flags %#x unasked, %#x asked for, %#x of a pipe",
              ipc_queue_kind (), (unsigned) unasked, (unsigned) asked,
              (unsigned) of_pipe);
  if (read (fd[0], got, sizeof got) != 4 || read (fd[0], got, 1) != 0
      || read (ends[0], got, sizeof got) != 4 || read (ends[0], got, 1) != 0)
    ipc_observe ("the data are lost");
  else if (!(unasked & IPC_QUEUE_IN) || !(asked & IPC_QUEUE_IN)
           || !(of_pipe & IPC_QUEUE_IN))
    ipc_observe ("the data are not flagged");
  else if ((asked & IPC_QUEUE_END) && !(of_pipe & IPC_QUEUE_END))
    ipc_observe ("not of a pipe");
  else
    ipc_observe ((unasked & IPC_QUEUE_END) ? "unasked"
                 : (asked & IPC_QUEUE_END) ? "on request" : "never");
}

/* What a queue makes of FD, which is closed: a word.  Static storage of
   ipc_errno_name().  */
static const char *
queued (int fd)
{
  int queue = ipc_queue_open (), error = 0, seen = 0;

  IPC_SETUP (queue != -1 && fd != -1);
  if (ipc_queue_add (queue, fd, 0) == -1)
    error = errno;
  else
    seen = ipc_queue_look (queue);
  close (queue);
  close (fd);
  return error != 0 ? ipc_errno_name (error) : seen > 0 ? "ready"
         : "taken, not ready";
}

IPC_TEST (event_regular)
{
  char text[80];
  int fd, queue = open_queue ();
  short polled_file, polled_null;

  if (queue == -1)
    return;
  close (queue);
  fd = open ("file", O_RDWR | O_CREAT | O_EXCL, 0600);
  IPC_SETUP (fd != -1);
  IPC_SETUP (write (fd, "data", 4) == 4 && lseek (fd, 0, SEEK_SET) == 0);
  polled_file = polled (fd, POLLIN | POLLOUT);
  snprintf (text, sizeof text, "file %s", queued (fd));
  snprintf (text + strlen (text), sizeof text - strlen (text),
            ", directory %s", queued (open (".", O_RDONLY)));
  fd = open ("/dev/null", O_RDWR);
  polled_null = polled (fd, POLLIN | POLLOUT);
  snprintf (text + strlen (text), sizeof text - strlen (text), ", null %s",
            queued (fd));
  unlink ("file");
  ipc_detail ("%s, poll() of the file %#x, of /dev/null %#x",
              ipc_queue_kind (), (unsigned) polled_file,
              (unsigned) polled_null);
  if (polled_file != (POLLIN | POLLOUT))
    ipc_observe ("poll() does not call a file ready");
  else if (strcmp (text, "file EPERM, directory EPERM, null EPERM") == 0)
    ipc_observe ("EPERM");
  else if (strcmp (text, "file EINVAL, directory EINVAL, null EINVAL") == 0)
    ipc_observe ("EINVAL");
  else if (strcmp (text, "file ready, directory ready, null ready") == 0)
    ipc_observe ("ready");
  else
    ipc_observe (text);
}

/* The number of the timer whose end is the next event of QUEUE.  */
static int
next_timer (int queue)
{
  int event = ipc_queue_wait (queue);

  IPC_SETUP (event != -1 && event % IPC_QUEUE_NUMBER == IPC_QUEUE_TIMER);
  return event / IPC_QUEUE_NUMBER;
}

/* What comes of a timer of LENGTH.  The event of another one, which is set
   later and is longer, is when that is known.  */
static const char *
timer_of (long length)
{
  int queue = ipc_queue_open (), fd[2], number, error, fires;

  IPC_SETUP (queue != -1);
  number = ipc_queue_timer (queue, length, &fd[0]);
  error = errno;
  if (number != -1)
    {
      IPC_SETUP (ipc_queue_timer (queue, 20, &fd[1]) != -1);
      fires = next_timer (queue) == number;
      close (fd[1]);
    }
  close (fd[0]);
  close (queue);
  return number == -1 ? ipc_errno_name (error) : fires ? "fires"
         : "never fires";
}

IPC_TEST (event_timer_edge)
{
  char zero[16];
  const char *negative;
  int queue = open_queue (), fd;

  if (queue == -1)
    return;
  if (ipc_queue_timer (queue, 1, &fd) == -1)
    {
      IPC_SETUP (errno == ENOSYS);
      ipc_observe ("absent");
      return;
    }
  next_timer (queue);
  close (fd);
  close (queue);
  snprintf (zero, sizeof zero, "%s", timer_of (0));
  negative = timer_of (-1);
  ipc_observef ("zero %s, negative %s", zero, negative);
}
