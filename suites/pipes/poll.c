/* poll.c - what poll() and select() tell of pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "frame/suite.h"

enum { EVENTS_SIZE = 60 };

/* The events of P, of which poll() has found N, in TEXT.  */
static void
name_events (const struct pollfd *p, long n, char text[EVENTS_SIZE])
{
  static const struct { short bit; const char *name; } bits[] =
    { { POLLIN, "POLLIN" }, { POLLOUT, "POLLOUT" }, { POLLERR, "POLLERR" },
      { POLLHUP, "POLLHUP" }, { POLLNVAL, "POLLNVAL" } };
  size_t i;

  strcpy (text, n == 0 ? "nothing" : "");
  for (i = 0; i < sizeof bits / sizeof *bits && n > 0; i++)
    if ((p->revents & bits[i].bit) != 0)
      {
        strcat (text, *text != '\0' ? " " : "");
        strcat (text, bits[i].name);
      }
  if (*text == '\0')
    strcpy (text, "an unknown event");
}

static long
poll_one (void *arg)
{
  return poll (arg, 1, 0);
}

/* What poll() reports at once of the EVENTS of FD, or for reading it; "waits"
   if it does.  */
static void
polled_for (int fd, int events, char text[EVENTS_SIZE])
{
  static struct pollfd *p;
  long n;

  if (p == NULL)
    p = ipc_shared (sizeof *p);
  p->fd = fd;
  p->events = (short) events;
  p->revents = 0;
  if (ipc_try ("poll", poll_one, p, &n) == IPC_BLOCKS)
    {
      strcpy (text, "waits");
      return;
    }
  IPC_SETUP (n != -1);
  name_events (p, n, text);
}

static void
polled (int fd, char text[EVENTS_SIZE])
{
  polled_for (fd, POLLIN, text);
}

/* In a child, which has closed the writing end: wait for the end of file.  */
static int
poll_for_end (struct ipc_link *link, void *arg)
{
  char text[EVENTS_SIZE];
  struct pollfd p;
  int *fd = arg;
  long n;

  close (fd[1]);
  p.fd = fd[0];
  p.events = POLLIN;
  p.revents = 0;
  n = poll (&p, 1, -1);
  name_events (&p, n, text);
  ipc_send (link, text, sizeof text);
  return 0;
}

/* What wakes a poll() that waits when the last writer closes: "" if nothing
   does.  */
static void
waited (char text[EVENTS_SIZE])
{
  struct ipc_child child;
  int fd[2];

  ipc_pipe (fd);
  child = ipc_start (poll_for_end, fd);
  IPC_SETUP (ipc_await_block_or_tell (&child, "poll") == IPC_BLOCKS);
  close (fd[1]);
  *text = '\0';
  if (ipc_await_released (&child, "poll") == IPC_TELLS)
    ipc_receive (&child.link, text, EVENTS_SIZE);
  ipc_end (&child);
  close (fd[0]);
}

static int
hold_end (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_expect (link, 'q');
  return 0;
}

/* What poll() reports where this process has closed its writing end and
   another one has it, and AFTER that has ended.  */
static void
polled_beside (char text[EVENTS_SIZE], char after[EVENTS_SIZE])
{
  struct ipc_child child;
  int fd[2];

  ipc_pipe (fd);
  child = ipc_start (hold_end, NULL);
  close (fd[1]);
  polled (fd[0], text);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  polled (fd[0], after);
  close (fd[0]);
}

IPC_TEST (poll_eof)
{
  char empty[EVENTS_SIZE], data[EVENTS_SIZE], left[EVENTS_SIZE],
    end[EVENTS_SIZE], again[EVENTS_SIZE], bare[EVENTS_SIZE],
    beside[EVENTS_SIZE], after[EVENTS_SIZE], woken[EVENTS_SIZE];
  int fd[2];

  ipc_pipe (fd);
  polled (fd[0], empty);
  ipc_put (fd[1], "data");
  polled (fd[0], data);
  close (fd[1]);
  polled (fd[0], left);
  IPC_SETUP (ipc_drain (fd[0], 4) == 4);
  polled (fd[0], end);
  polled (fd[0], again);
  polled_for (fd[0], 0, bare);
  polled_beside (beside, after);
  waited (woken);
  ipc_detail ("empty: %s; with data: %s, at the end: %s", empty, data, left);
  if (strcmp (empty, "nothing") != 0)
    ipc_observef ("%s of an empty pipe", empty);
  else if (strcmp (data, "POLLIN") != 0)
    ipc_observef ("%s of data", data);
  else if (strstr (left, "POLLIN") == NULL)
    ipc_observef ("%s of data at the end", left);
  else if (strcmp (beside, "nothing") != 0)
    ipc_observef ("%s while a process has it open", beside);
  else if (strcmp (again, end) != 0 || strcmp (after, end) != 0)
    ipc_observef ("%s, then %s", end, strcmp (again, end) != 0 ? again : after);
  else if (strstr (end, "POLLHUP") != NULL && strcmp (bare, "POLLHUP") != 0)
    ipc_observef ("%s, but %s for no events", end, bare);
  else if (*woken == '\0')
    ipc_observef ("%s, but wakes nobody", end);
  else if (strcmp (woken, end) != 0)
    ipc_observef ("%s, but wakes with %s", end, woken);
  else
    ipc_observe (end);
}

/* Whether poll(), and whether select(), call FD writable now.  */
static int
poll_allows (int fd)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLOUT;
  p.revents = 0;
  IPC_SETUP (poll (&p, 1, 0) != -1);
  return p.revents == POLLOUT;
}

static int
select_allows (int fd)
{
  struct timeval now = { 0, 0 };
  fd_set set;
  int n;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  n = select (fd + 1, NULL, &set, NULL, &now);
  IPC_SETUP (n != -1);
  return n == 1 && FD_ISSET (fd, &set);
}

/* What fits into FD[1], which has just been called writable.  */
static const char *
room (int fd[2])
{
  size_t size = ipc_pipe_buf (fd[1]);
  char *block = malloc (size);
  ssize_t n;

  IPC_SETUP (block != NULL);
  memset (block, 'x', size);
  n = write (fd[1], block, size);
  free (block);
  if (n == (ssize_t) size)
    return "room for PIPE_BUF bytes";
  return n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK)
         && write (fd[1], "x", 1) == 1 ? "room for a byte"
         : "writable without room";
}

/* In a child, whose pipe is full: wait until it is called writable.  */
static int
poll_for_room (struct ipc_link *link, void *arg)
{
  struct pollfd p;

  p.fd = *(int *) arg;
  p.events = POLLOUT;
  p.revents = 0;
  ipc_tell (link, poll (&p, 1, -1) == 1 && p.revents == POLLOUT ? 'w' : '-');
  return 0;
}

static int
select_for_room (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg;
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  ipc_tell (link, select (fd + 1, NULL, &set, NULL, NULL) == 1
                  && FD_ISSET (fd, &set) ? 'w' : '-');
  return 0;
}

/* The same for who waits in CALL, while nobody else does: room is made until
   it is woken.  A look at it costs a while, so there are few of them until
   almost NEEDED bytes are read, after which who did not wait found room.
   NULL if it is never woken.  */
enum { STEP = 1000 };

static size_t
next_step (size_t taken, size_t needed, size_t full)
{
  size_t step = taken == 0 ? 1 : STEP;

  if (taken > 0 && taken + 2 * STEP < needed)
    step = (needed - taken) / 2;
  return full - taken < step ? full - taken : step;
}

static const char *
room_for_waiter (const char *call, size_t needed)
{
  struct ipc_child child;
  const char *found = NULL;
  size_t full, taken;
  int fd[2];

  ipc_quick_pipe (fd);
  full = ipc_fill (fd[1]);
  child = ipc_start (strcmp (call, "poll") == 0 ? poll_for_room
                     : select_for_room, &fd[1]);
  ipc_await_blocked (child.pid, call);
  for (taken = 0; taken < full && found == NULL; )
    {
      taken += ipc_drain (fd[0], next_step (taken, needed, full));
      if (ipc_await_released (&child, call) == IPC_TELLS)
        found = ipc_hear (&child.link) == 'w' ? room (fd) : "another event";
    }
  ipc_end (&child);
  return found;
}

/* What there is AT_ONCE, when NEEDED bytes are read, and for who waits.  */
static void
observe_room (const char *at_once, size_t needed)
{
  static const char *const calls[] = { "poll", "select" };
  const char *waited;
  int i;

  for (i = 0; i < 2; i++)
    {
      waited = room_for_waiter (calls[i], needed);
      if (waited == NULL || strcmp (at_once, waited) != 0)
        {
          ipc_observef ("%s, but wakes who is in %s() with %s", at_once,
                        calls[i], waited == NULL ? "none" : waited);
          return;
        }
    }
  ipc_observe (at_once);
}

/* Make room until one of them calls the full pipe writable, and see how much
   there is: byte by byte up to well beyond PIPE_BUF, where a boundary may be,
   then faster, for a socket in a pipe's place has room only much later.  */
IPC_TEST (select_write_room)
{
  size_t full, fine, step, taken = 0;
  int fd[2], by_poll, by_select;

  ipc_quick_pipe (fd);
  full = ipc_fill (fd[1]);
  fine = 2 * ipc_pipe_buf (fd[1]);
  if (poll_allows (fd[1]) || select_allows (fd[1]))
    {
      ipc_observe ("a full pipe is writable");
      return;
    }
  do
    {
      step = taken < fine ? 1 : 64;
      step = step < full - taken ? step : full - taken;
      IPC_SETUP (ipc_drain (fd[0], step) == step);
      taken += step;
      by_poll = poll_allows (fd[1]);
      by_select = select_allows (fd[1]);
    }
  while (!by_poll && !by_select && taken < full);
  ipc_detail ("writable when %lu of %lu bytes were read",
              (unsigned long) taken, (unsigned long) full);
  if (!by_poll && !by_select)
    ipc_observe ("an empty pipe is not writable");
  else if (by_poll != by_select)
    ipc_observe ("poll() and select() differ");
  else
    observe_room (room (fd), taken);
}
