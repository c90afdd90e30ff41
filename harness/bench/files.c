/* files.c - the cost of locks and of calls on descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "ipcompat-files.h"

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

const struct ipc_bench ipc_bench_files[] =
{
  { "flock", "lock and unlock", 1.6, native_lock, fallback_lock },
  { "restart", "write and read a byte", 1.2, native_talk, fallback_talk },
  { NULL, NULL, 0, NULL, NULL }
};
