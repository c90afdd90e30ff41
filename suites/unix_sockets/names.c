/* names.c - binding and reaching a name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "unix_sockets.h"

/* What bind() of a new socket of TYPE to NAME gives.  */
static const char *
binds (int type, const char *name)
{
  struct sockaddr_un a;
  int fd = local_socket (type);
  const char *what;

  local_address (&a, name);
  what = bind (fd, (struct sockaddr *) &a, sizeof a) == 0 ? "binds"
         : ipc_errno_name (errno);
  close (fd);
  return what;
}

/* Whether what addrinuse has made is as it was, a FIFO if it could.  */
static int
are_untouched (int fifo)
{
  return strcmp (local_reaches (SOCK_STREAM, "live"), "connects") == 0
         && strcmp (local_reaches (SOCK_DGRAM, "messages"), "connects") == 0
         && local_is ("left", S_IFSOCK) && local_is ("directory", S_IFDIR)
         && local_is ("link", S_IFLNK) && (!fifo || local_is ("fifo", S_IFIFO))
         && access ("nowhere", F_OK) == -1
         && strcmp (ipc_file_text ("file"), "text") == 0;
}

IPC_TEST (addrinuse)
{
  static const char *const names[] =
  { "live", "messages", "left", "file", "directory", "fifo", "link" };
  enum { NAMES = sizeof names / sizeof *names };
  int types[] = { SOCK_STREAM, SOCK_DGRAM };
  int i, fifo;

  local_listener ("live");
  local_bound (SOCK_DGRAM, "messages");
  local_dead ("left");
  ipc_make_file ("file", "text");
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  fifo = ipc_make_fifo ("fifo");
  IPC_SETUP (symlink ("nowhere", "link") == 0);
  for (i = 0; i < 2 * NAMES; i++)
    {
      const char *what;

      if (!fifo && strcmp (names[i % NAMES], "fifo") == 0)
        continue;
      what = binds (types[i / NAMES], names[i % NAMES]);
      if (strcmp (what, "EADDRINUSE") != 0)
        {
          ipc_observef ("%s for %s", what, names[i % NAMES]);
          return;
        }
    }
  ipc_observe (are_untouched (fifo) ? "EADDRINUSE"
               : "EADDRINUSE, and changes what is there");
}

/* Where a full queue gives the same as a dead name, whoever takes that for a
   sign of death removes a live one.  In a process of its own, whose
   connections end with it.  */
static int
fill_queue (struct ipc_link *link, void *arg)
{
  char text[40] = "";

  (void) arg;
  local_fill ("full");
  strncat (text, errno == 0 ? "is never full" : ipc_errno_name (errno),
           sizeof text - 1);
  ipc_send (link, text, sizeof text);
  return 0;
}

/* What reaches a socket of TYPE while it is NAME, and when it is left.  */
static const char *
when_left (int type, const char *name)
{
  int fd = type == SOCK_STREAM ? local_listener (name)
           : local_bound (type, name);
  const char *live = local_reaches (type, name), *dead;

  close (fd);
  dead = local_reaches (type, name);
  return strcmp (live, "connects") != 0 ? "refused by a live one"
         : strcmp (local_reaches (type, name), dead) != 0
         ? "another answer the second time" : dead;
}

/* BY_MESSAGES is NULL where a fallback has streams alone.  */
static void
observe_both (const char *by_stream, const char *by_messages)
{
  if (by_messages != NULL && strcmp (by_stream, by_messages) != 0)
    ipc_observef ("%s, and %s to a datagram socket", by_stream, by_messages);
  else
    ipc_observe (by_stream);
}

IPC_TEST (stale)
{
  struct ipc_child child;
  char full[40];
  const char *by_stream, *by_messages;
  int fd = local_bound (SOCK_STREAM, "full");

  IPC_SETUP (listen (fd, 1) == 0);
  child = ipc_start (fill_queue, NULL);
  ipc_receive (&child.link, full, sizeof full);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("a full queue of a live one: %s", full);
  by_stream = when_left (SOCK_STREAM, "sock");
  by_messages = ipc_takes ("local_inet") ? NULL
                : when_left (SOCK_DGRAM, "messages");
  observe_both (by_stream, by_messages);
}

/* A name that never was, one that was removed and one that was renamed, while
   each of them would have somebody: what all give, or the first that gives
   something else.  */
static const char *
without_name (int type)
{
  static const char *const names[] = { "never", "removed", "renamed" };
  const char *first, *what, *again;
  int i, fd[2];

  for (i = 0; i < 2; i++)
    fd[i] = type == SOCK_STREAM ? local_listener (names[i + 1])
            : local_bound (type, names[i + 1]);
  IPC_SETUP (unlink ("removed") == 0);
  IPC_SETUP (rename ("renamed", "other") == 0);
  first = what = local_reaches (type, names[0]);
  for (i = 1; i < 3 && strcmp (what, first) == 0; i++)
    what = local_reaches (type, names[i]);
  again = local_reaches (type, "other");
  ipc_detail ("the new name: %s", again);
  if (strcmp (again, "connects") != 0)
    what = "not the new name";
  close (fd[0]);
  close (fd[1]);
  IPC_SETUP (unlink ("other") == 0);
  return what;
}

IPC_TEST (missing)
{
  const char *by_stream = without_name (SOCK_STREAM);
  const char *by_messages = ipc_takes ("local_inet") ? NULL
                            : without_name (SOCK_DGRAM);

  observe_both (by_stream, by_messages);
}

IPC_TEST (not_socket)
{
  static const char *const names[] = { "file", "fifo", "directory" };
  const char *first, *what;
  int i, fifo;

  local_dead ("sock");
  ipc_make_file ("file", "");
  fifo = ipc_make_fifo ("fifo");
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  first = local_reaches (SOCK_STREAM, "file");
  for (i = 0; i < 6; i++)
    {
      if (!fifo && strcmp (names[i % 3], "fifo") == 0)
        continue;
      what = local_reaches (i < 3 ? SOCK_STREAM : SOCK_DGRAM, names[i % 3]);
      if (strcmp (what, first) != 0)
        {
          ipc_observef ("%s of a file, %s of a %s%s", first, what,
                        names[i % 3], i < 3 ? "" : " by datagrams");
          return;
        }
    }
  ipc_observe (first);
}

IPC_TEST (wrong_type)
{
  const char *to_messages, *to_stream;
  int listener;

  local_bound (SOCK_DGRAM, "messages");
  listener = local_listener ("stream");
  ipc_nonblocking (listener, 1);
  to_messages = local_reaches (SOCK_STREAM, "messages");
  to_stream = local_reaches (SOCK_DGRAM, "stream");
  if (strcmp (to_messages, to_stream) != 0)
    ipc_observef ("%s, and %s to a stream", to_messages, to_stream);
  else
    ipc_observe (accept (listener, NULL, NULL) == -1 ? to_messages
                 : "arrives all the same");
}

IPC_TEST (unlink_live)
{
  int listener = local_listener ("sock");
  int first = local_client ("sock"), its, queued, later;
  const char *now;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  its = local_session (listener);
  queued = local_client ("sock");
  IPC_SETUP (unlink ("sock") == 0);
  now = local_reaches (SOCK_STREAM, "sock");
  ipc_nonblocking (listener, 1);
  later = accept (listener, NULL, NULL);
  if (!local_passes (first, its, "there") || !local_passes (its, first, "back"))
    ipc_observe ("ends connections");
  else if (later == -1 || !local_passes (queued, later, "queued")
           || !local_passes (later, queued, "answer"))
    ipc_observe ("loses who waits for accept");
  else if (strcmp (now, "ENOENT") != 0)
    ipc_observef ("new ones: %s", now);
  else
    ipc_observe ("old ones go on, new ones ENOENT");
}

/* Whether bind() makes a socket here that is reached, which *WHAT says.  */
static int
holds_sockets (const char **what)
{
  struct sockaddr_un a;
  int fd = local_socket (SOCK_STREAM);

  local_address (&a, "sock");
  if (bind (fd, (struct sockaddr *) &a, sizeof a) == -1)
    {
      *what = ipc_errno_name (errno);
      return 0;
    }
  IPC_SETUP (listen (fd, 1) == 0);
  *what = local_reaches (SOCK_STREAM, "sock");
  return 1;
}

/* Whether a text comes through "fifo".  */
static int
is_fifo_whole (void)
{
  int in = open ("fifo", O_RDONLY | O_NONBLOCK);
  int out = open ("fifo", O_WRONLY | O_NONBLOCK);

  return in != -1 && out != -1 && local_passes (out, in, "text");
}

/* A file system may refuse sockets, or FIFOs, or make plain files of them;
   which one it is depends on where the work directory is.  */
IPC_TEST (no_fs_support)
{
  const char *what;
  int sockets = holds_sockets (&what);
  int fifos = mkfifo ("fifo", 0600) == 0;

  ipc_detail ("bind: %s; mkfifo: %s", what,
              fifos ? "succeeds" : ipc_errno_name (errno));
  if ((sockets && !local_is ("sock", S_IFSOCK))
      || (fifos && !local_is ("fifo", S_IFIFO)))
    ipc_observe ("a plain file");
  else if ((sockets && strcmp (what, "connects") != 0)
           || (fifos && !is_fifo_whole ()))
    ipc_observe ("entries that lead nowhere");
  else
    ipc_observe (sockets && fifos ? "sockets and FIFOs"
                 : sockets ? "sockets" : fifos ? "FIFOs" : "neither");
}
