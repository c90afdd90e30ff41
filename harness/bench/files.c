/* files.c - the cost of locks and of calls on descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ipcompat-files.h"

#include "probes.h"

/* A file of nobody else's, and a pipe with room.  */
static int
open_file (void)
{
  static int fd = -1;

  if (fd == -1)
    {
      FILE *f = tmpfile ();

      IPC_NEED (f != NULL);
      fd = fileno (f);
    }
  return fd;
}

static int
open_pipe (int end)
{
  static int fd[2] = { -1, -1 };

  IPC_NEED (fd[0] != -1 || pipe (fd) == 0);
  return fd[end];
}

static void
native_lock (long n)
{
  int fd = open_file ();

  while (n-- > 0)
    IPC_NEED (flock (fd, LOCK_EX) == 0 && flock (fd, LOCK_UN) == 0);
}

static void
fallback_lock (long n)
{
  int fd = open_file ();

  while (n-- > 0)
    IPC_NEED (ipc_fb_flock (fd, IPC_FB_LOCK_EX) == 0
              && ipc_fb_flock (fd, IPC_FB_LOCK_UN) == 0);
}

static void
native_talk (long n)
{
  char byte;

  while (n-- > 0)
    IPC_NEED (write (open_pipe (1), "x", 1) == 1
              && read (open_pipe (0), &byte, 1) == 1);
}

static void
fallback_talk (long n)
{
  char byte;

  while (n-- > 0)
    IPC_NEED (ipc_fb_write (open_pipe (1), "x", 1) == 1
              && ipc_fb_read (open_pipe (0), &byte, 1) == 1);
}

static void
whole_talk (long n)
{
  char byte;

  while (n-- > 0)
    IPC_NEED (ipc_write_whole (open_pipe (1), "x", 1) == 1
              && ipc_fb_read (open_pipe (0), &byte, 1) == 1);
}

/* A name that nobody else has, in a directory that is gone at the end.  */
static const char *
scratch_name (void)
{
  static char directory[] = "/tmp/ipcompat-bench-XXXXXX";
  static char name[sizeof directory + 2];

  if (name[0] == '\0')
    {
      IPC_NEED (mkdtemp (directory) != NULL);
      snprintf (name, sizeof name, "%s/f", directory);
    }
  return name;
}

static void
remove_scratch (void)
{
  char directory[80];
  const char *name = scratch_name ();

  snprintf (directory, sizeof directory, "%.*s", (int) strlen (name) - 2,
            name);
  unlink (name);
  rmdir (directory);
}

static void
use_scratch (void)
{
  static int used;

  if (!used)
    IPC_NEED (atexit (remove_scratch) == 0);
  used = 1;
}

#if IPC_PROBE_HAVE_MKFIFO == 1
static void
native_fifo (long n)
{
  use_scratch ();
  while (n-- > 0)
    IPC_NEED (mkfifo (scratch_name (), 0600) == 0
              && unlink (scratch_name ()) == 0);
}
#else
# define native_fifo NULL
#endif

static void
fallback_fifo (long n)
{
  use_scratch ();
  while (n-- > 0)
    IPC_NEED (ipc_fb_mkfifo (scratch_name (), 0600) == 0
              && unlink (scratch_name ()) == 0);
}

/* A lock that no other process can tell from a stale one.  */
static void
bare_lock_file (long n)
{
  use_scratch ();
  while (n-- > 0)
    {
      int fd = open (scratch_name (), O_WRONLY | O_CREAT | O_EXCL, 0644);

      IPC_NEED (fd != -1 && write (fd, "1\n", 2) == 2 && close (fd) == 0);
      IPC_NEED (unlink (scratch_name ()) == 0);
    }
}

static void
whole_lock_file (long n)
{
  use_scratch ();
  while (n-- > 0)
    IPC_NEED (ipc_lock_file (scratch_name ()) == 0
              && ipc_unlock_file (scratch_name ()) == 0);
}

const struct ipc_bench ipc_bench_files[] =
{
  { "flock", "lock and unlock", 1.6, native_lock, fallback_lock },
  { "restart", "write and read a byte", 1.2, native_talk, fallback_talk },
  { "write_whole", "write and read a byte", 1.2, native_talk, whole_talk },
  { "mkfifo", "make and unlink", 1.6, native_fifo, fallback_fifo },
  { "flock", "a lock file, against one by open()", 3, bare_lock_file,
    whole_lock_file },
  { NULL, NULL, 0, NULL, NULL }
};
