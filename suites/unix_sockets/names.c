/* names.c - binding and reaching a name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
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

IPC_TEST (addrinuse)
{
  static const char *const names[] = { "live", "left", "file", "directory" };
  int types[] = { SOCK_STREAM, SOCK_DGRAM };
  int i;

  local_listener ("live");
  local_dead ("left");
  ipc_make_file ("file", "text");
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  for (i = 0; i < 8; i++)
    {
      const char *what = binds (types[i / 4], names[i % 4]);

      if (strcmp (what, "EADDRINUSE") != 0)
        {
          ipc_observef ("%s for %s", what, names[i % 4]);
          return;
        }
    }
  ipc_observe (strcmp (ipc_file_text ("file"), "text") == 0 ? "EADDRINUSE"
               : "empties a file");
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

IPC_TEST (stale)
{
  struct ipc_child child;
  char full[40];
  const char *live, *dead;
  int fd = local_bound (SOCK_STREAM, "full");

  IPC_SETUP (listen (fd, 1) == 0);
  child = ipc_start (fill_queue, NULL);
  ipc_receive (&child.link, full, sizeof full);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("a full queue of a live one: %s", full);
  fd = local_listener ("sock");
  live = local_reaches (SOCK_STREAM, "sock");
  close (fd);
  dead = local_reaches (SOCK_STREAM, "sock");
  if (strcmp (live, "connects") != 0)
    ipc_observef ("%s of a live one", live);
  else
    ipc_observe (dead);
}

IPC_TEST (missing)
{
  int fd = local_listener ("sock");
  const char *never, *gone;

  never = local_reaches (SOCK_STREAM, "never");
  IPC_SETUP (unlink ("sock") == 0);
  gone = local_reaches (SOCK_STREAM, "sock");
  close (fd);
  if (strcmp (never, gone) != 0)
    ipc_observef ("%s, and %s after unlink", never, gone);
  else
    ipc_observe (gone);
}

IPC_TEST (not_socket)
{
  const char *of_file, *of_fifo, *of_directory;

  local_dead ("sock");
  ipc_make_file ("file", "");
  IPC_SETUP (mkfifo ("fifo", 0600) == 0);
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  of_file = local_reaches (SOCK_STREAM, "file");
  of_fifo = local_reaches (SOCK_STREAM, "fifo");
  of_directory = local_reaches (SOCK_STREAM, "directory");
  if (strcmp (of_file, of_fifo) == 0 && strcmp (of_file, of_directory) == 0)
    ipc_observe (of_file);
  else
    ipc_observef ("%s of a file, %s of a FIFO, %s of a directory", of_file,
                  of_fifo, of_directory);
}

IPC_TEST (wrong_type)
{
  const char *to_messages, *to_stream;

  local_bound (SOCK_DGRAM, "messages");
  local_listener ("stream");
  to_messages = local_reaches (SOCK_STREAM, "messages");
  to_stream = local_reaches (SOCK_DGRAM, "stream");
  if (strcmp (to_messages, to_stream) != 0)
    ipc_observef ("%s, and %s to a stream", to_messages, to_stream);
  else
    ipc_observe (to_messages);
}

IPC_TEST (unlink_live)
{
  int listener = local_listener ("sock");
  int first = local_client ("sock"), its, queued, later;
  const char *now;

  its = local_session (listener);
  queued = local_client ("sock");
  IPC_SETUP (unlink ("sock") == 0);
  now = local_reaches (SOCK_STREAM, "sock");
  ipc_nonblocking (listener, 1);
  later = accept (listener, NULL, NULL);
  if (!local_passes (first, its, "there") || !local_passes (its, first, "back"))
    ipc_observe ("ends connections");
  else if (later == -1 || !local_passes (queued, later, "queued"))
    ipc_observe ("loses who waits for accept");
  else if (strcmp (now, "ENOENT") != 0)
    ipc_observef ("new ones: %s", now);
  else
    ipc_observe ("old ones go on, new ones ENOENT");
}

/* A file system may refuse sockets, or FIFOs, or make plain files of them;
   which one it is depends on where the work directory is.  */
IPC_TEST (no_fs_support)
{
  const char *what = binds (SOCK_STREAM, "sock");
  int sockets = strcmp (what, "binds") == 0;
  int fifos = mkfifo ("fifo", 0600) == 0;

  ipc_detail ("bind: %s; mkfifo: %s", what,
              fifos ? "succeeds" : ipc_errno_name (errno));
  if ((sockets && !local_is ("sock", S_IFSOCK))
      || (fifos && !local_is ("fifo", S_IFIFO)))
    ipc_observe ("a plain file");
  else
    ipc_observe (sockets && fifos ? "sockets and FIFOs"
                 : sockets ? "sockets" : fifos ? "FIFOs" : "neither");
}
