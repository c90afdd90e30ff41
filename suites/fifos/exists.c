/* exists.c - a name that is taken.
   SPDX-License-Identifier: BSD-2-Clause

   What has the name is given a mode, times and, if that can be, an owner that
   a mkfifo() of this process would give to nothing, and contents: a text,
   data in flight, a connection that waits, an entry.  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utime.h>

#include "fifos.h"

static const char text[] = "text";

/* The ends of what holds data: a FIFO's to read and to write, a socket's that
   listens, and its client; files that were opened when they could be.  */
static int fifo[2], listener = -1, client = -1, file, entry;

/* A socket on which a connection waits, with data.  Where file systems hold
   no sockets there is none.  */
static void
make_socket (void)
{
  struct sockaddr_un a;

  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strcpy (a.sun_path, "socket");
  listener = socket (AF_UNIX, SOCK_STREAM, 0);
  client = socket (AF_UNIX, SOCK_STREAM, 0);
  if (listener == -1 || client == -1
      || bind (listener, (struct sockaddr *) &a, sizeof a) == -1)
    return;
  IPC_SETUP (listen (listener, 1) == 0);
  IPC_SETUP (connect (client, (struct sockaddr *) &a, sizeof a) == 0);
  fifo_write (client, text);
}

static int
holds_text (int fd)
{
  char found[16] = "";

  return ipc_read_now (fd, found, sizeof found) == (ssize_t) strlen (text)
         && strcmp (found, text) == 0;
}

static int
file_holds_text (int fd)
{
  return lseek (fd, 0, SEEK_SET) == 0 && holds_text (fd);
}

/* Whether the contents are there still, and as they should be.  The FIFO is
   empty afterwards.  */
static int
has_contents (const char *name)
{
  char target[16];
  struct stat st;
  ssize_t n;
  int fd, holds;

  if (strcmp (name, "file") == 0)
    return file_holds_text (file);
  if (strcmp (name, "directory") == 0)
    return file_holds_text (entry);
  if (strcmp (name, "fifo") == 0)
    return holds_text (fifo[0]);
  if (strcmp (name, "socket") == 0)
    {
      ipc_nonblocking (listener, 1);
      fd = accept (listener, NULL, NULL);
      holds = fd != -1 && holds_text (fd);
      close (fd);
      return holds;
    }
  n = readlink (name, target, sizeof target - 1);
  target[n > 0 ? n : 0] = '\0';
  return strcmp (target, strcmp (name, "dangling") == 0 ? "nowhere"
                         : name + strlen ("to-")) == 0
         && lstat ("nowhere", &st) == -1;
}

/* To follow a symbolic link is to use it, by whom ever.  */
static int
is_used (const struct stat *a, const struct stat *b)
{
  return !S_ISLNK (a->st_mode) && a->st_atime != b->st_atime;
}

/* In what A and B differ, or NULL.  */
static const char *
difference (const struct stat *a, const struct stat *b)
{
  return (a->st_mode & S_IFMT) != (b->st_mode & S_IFMT) ? "type"
         : a->st_ino != b->st_ino || a->st_dev != b->st_dev ? "inode"
         : a->st_mode != b->st_mode ? "mode"
         : a->st_uid != b->st_uid || a->st_gid != b->st_gid ? "owner"
         : a->st_nlink != b->st_nlink ? "number of links"
         : a->st_size != b->st_size ? "size"
         : a->st_mtime != b->st_mtime || is_used (a, b) ? "times" : NULL;
}

/* What NAME is, and what it leads to, if that is there.  */
struct look
{
  struct stat itself, target;
  int has_target;
};

static void
look_at (const char *name, struct look *l)
{
  IPC_SETUP (lstat (name, &l->itself) == 0);
  l->has_target = stat (name, &l->target) == 0;
}

/* What mkfifo() changes about NAME; NULL if nothing.  *ERROR is its errno,
   0 if it succeeds.  */
static const char *
changed (const char *name, int *error)
{
  struct look before, after;
  const char *what;

  look_at (name, &before);
  *error = mkfifo (name, 0600) == 0 ? 0 : errno;
  if (lstat (name, &after.itself) == -1)
    return "existence";
  look_at (name, &after);
  what = difference (&before.itself, &after.itself);
  if (what == NULL && before.has_target != after.has_target)
    what = "target";
  if (what == NULL && before.has_target)
    what = difference (&before.target, &after.target);
  return what == NULL && !has_contents (name) ? "contents" : what;
}

/* As a mkfifo() would not make it.  */
static void
set_apart (const char *name, mode_t mode)
{
  static const struct utimbuf long_ago = { 1000000000, 1000000001 };

  IPC_SETUP (chmod (name, mode) == 0);
  /* Not where this process may not give things away.  */
  if (geteuid () == 0 && chown (name, 1, 1) == -1)
    ipc_detail ("no other owner: %s", ipc_errno_name (errno));
  IPC_SETUP (utime (name, &long_ago) == 0);
}

static void
make_all (void)
{
  fifo_plain_file ("file", text);
  IPC_SETUP (mkdir ("directory", 0755) == 0);
  fifo_plain_file ("directory/entry", text);
  file = fifo_end ("file", O_RDONLY);
  entry = fifo_end ("directory/entry", O_RDONLY);
  fifo_ends ("fifo", fifo);
  fifo_write (fifo[1], text);
  make_socket ();
  IPC_SETUP (symlink ("nowhere", "dangling") == 0);
  IPC_SETUP (symlink ("file", "to-file") == 0);
  IPC_SETUP (symlink ("directory", "to-directory") == 0);
  IPC_SETUP (symlink ("fifo", "to-fifo") == 0);
  set_apart ("file", 0640);
  set_apart ("directory", 0751);
  set_apart ("fifo", 0622);
  if (access ("socket", F_OK) == 0)
    set_apart ("socket", 0711);
}

IPC_TEST (exists)
{
  static const char *const names[] =
    { "file", "directory", "to-fifo", "fifo", "dangling", "to-file",
      "to-directory", "socket" };
  size_t i;

  if (!fifo_made ("fifo"))
    return;
  make_all ();
  for (i = 0; i < sizeof names / sizeof *names; i++)
    {
      const char *what;
      int error;

      if (access (names[i], F_OK) == -1 && strcmp (names[i], "dangling") != 0)
        continue;
      what = changed (names[i], &error);
      if (error != EEXIST)
        {
          ipc_observef ("%s on %s", error == 0 ? "success"
                        : ipc_errno_name (error), names[i]);
          return;
        }
      if (what != NULL)
        {
          ipc_observef ("EEXIST, and changes the %s of %s", what, names[i]);
          return;
        }
    }
  ipc_observe ("EEXIST");
}
