/* link.c - barriers and messages between a case and its children.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "facilities/signal.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "aside.h"
#include "child.h"

enum { MOST_KEPT = 64, PACE_MS = 10 };

/* What this process holds as a parent.  A child must not keep it open, or a
   sister would wait in vain for her end of file.  */
static int kept[MOST_KEPT];
static int n_kept;

static void
note_kept (int fd)
{
  if (n_kept < MOST_KEPT)
    kept[n_kept++] = fd;
}

static void
forget_kept (int fd)
{
  int i;

  for (i = 0; i < n_kept; i++)
    if (kept[i] == fd)
      {
        kept[i] = kept[--n_kept];
        return;
      }
}

void
ipc_link_open (struct ipc_link_pair *pair)
{
  int held = ipc_hold ();
  int i, low[4];

  IPC_SETUP (pipe (low) == 0);
  IPC_SETUP (pipe (low + 2) == 0);
  for (i = 0; i < 4; i++)
    pair->fd[i] = ipc_set_aside (low[i]);
  ipc_release (held);
}

static struct ipc_link
keep (struct ipc_link_pair *pair, int in, int out)
{
  struct ipc_link link;
  int held = ipc_hold ();

  link.in = pair->fd[in];
  link.out = pair->fd[out];
  close (pair->fd[in ^ 1]);
  close (pair->fd[out ^ 1]);
  ipc_release (held);
  return link;
}

struct ipc_link
ipc_link_parent (struct ipc_link_pair *pair)
{
  struct ipc_link link = keep (pair, 0, 3);

  note_kept (link.in);
  note_kept (link.out);
  return link;
}

struct ipc_link
ipc_link_child (struct ipc_link_pair *pair)
{
  int held = ipc_hold ();

  while (n_kept > 0)
    close (kept[--n_kept]);
  ipc_release (held);
  return keep (pair, 2, 1);
}

void
ipc_link_close (struct ipc_link *link)
{
  int held = ipc_hold ();

  forget_kept (link->in);
  forget_kept (link->out);
  if (link->in != -1)
    close (link->in);
  if (link->out != -1)
    close (link->out);
  link->in = link->out = -1;
  ipc_release (held);
}

/* A SIGPIPE that is pending or that is blocked is the body's business: take
   back just the one that write() made, and leave the disposition alone.  */
static void
take_sigpipe (const sigset_t *before)
{
  sigset_t pipe_only, pending;

  if (ipc_pending (&pending) != 0)
    return;
  if (sigismember (before, SIGPIPE) == 1
      || sigismember (&pending, SIGPIPE) != 1)
    return;
  sigemptyset (&pipe_only);
  sigaddset (&pipe_only, SIGPIPE);
  IPC_SETUP (ipc_take_signal (&pipe_only) == SIGPIPE);
}

/* A vanished reader's trouble is reported where it is joined.  */
void
ipc_send (struct ipc_link *link, const void *data, size_t size)
{
  int held = ipc_hold ();
  const char *p = data;
  sigset_t pipe_only, old, before;

  sigemptyset (&pipe_only);
  sigaddset (&pipe_only, SIGPIPE);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &pipe_only, &old) == 0);
  if (ipc_pending (&before) != 0)
    sigemptyset (&before);
  while (size > 0)
    {
      ssize_t n = write (link->out, p, size);

      if (n == -1 && errno == EPIPE)
        {
          take_sigpipe (&before);
          break;
        }
      if (n == -1 && errno == EINTR)
        continue;
      IPC_SETUP (n > 0);
      p += n;
      size -= (size_t) n;
    }
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
  ipc_release (held);
}

/* read() of up to SIZE bytes; 0 at end of file.  */
static size_t
read_some (struct ipc_link *link, void *data, size_t size)
{
  int held = ipc_hold ();
  ssize_t n;

  do
    n = read (link->in, data, size);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n >= 0);
  ipc_release (held);
  return (size_t) n;
}

void
ipc_receive (struct ipc_link *link, void *data, size_t size)
{
  char *p = data;

  while (size > 0)
    {
      size_t n = read_some (link, p, size);

      if (n == 0)
        ipc_broken ("the other side of a link ended early");
      p += n;
      size -= n;
    }
}

void
ipc_tell (struct ipc_link *link, char what)
{
  ipc_send (link, &what, 1);
}

char
ipc_hear (struct ipc_link *link)
{
  char what;

  ipc_receive (link, &what, 1);
  return what;
}

void
ipc_expect (struct ipc_link *link, char what)
{
  char heard = ipc_hear (link);

  if (heard != what)
    ipc_broken ("expected '%c' on a link, heard '%c'", what, heard);
}

int
ipc_hear_end (struct ipc_link *link)
{
  unsigned char what;

  return read_some (link, &what, 1) == 0 ? -1 : what;
}

static int
poll_link (struct ipc_link *link, int timeout)
{
  int held = ipc_hold ();
  struct pollfd p;
  int n;

  p.fd = link->in;
  p.events = POLLIN;
  do
    n = poll (&p, 1, timeout);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n != -1);
  ipc_release (held);
  return n > 0;
}

int
ipc_heard (struct ipc_link *link)
{
  return poll_link (link, 0);
}

int
ipc_listen (struct ipc_link *link)
{
  return poll_link (link, PACE_MS);
}
