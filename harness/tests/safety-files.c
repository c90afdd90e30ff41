/* safety-files.c - works of files, pipes, locks and terminals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether N comes out of TO after it went in at FROM; both are closed.  */
static int
passes (int from, int to, int n)
{
  int got = -1;
  int right = ipc_fb_write (from, &n, sizeof n) == sizeof n
              && ipc_fb_read (to, &got, sizeof got) == sizeof got && got == n;

  if (ipc_fb_close (from) == -1)
    right = 0;
  return ipc_fb_close (to) == 0 && right;
}

static int
pipes (int n)
{
  int fd[2], more[2];

  if (ipc_fb_pipe (fd) == -1 || ipc_fb_pipe (more) == -1
      || ipc_write_whole (more[1], &n, sizeof n) != sizeof n)
    return 0;
  return passes (fd[1], fd[0], n) && close (more[0]) == 0
         && close (more[1]) == 0;
}

static int
opens (int n)
{
  int fd = ipc_fb_open ("/dev/null", O_WRONLY);

  return fd != -1 && ipc_fb_write (fd, &n, sizeof n) == sizeof n
         && (ipc_fb_fcntl (fd, F_GETFL) & O_ACCMODE) == O_WRONLY
         && ipc_fb_close (fd) == 0;
}

static int
is_cloexec (int fd)
{
  return fcntl (fd, F_GETFD) & FD_CLOEXEC;
}

static int
flags (int n)
{
  int fd[2], to, right;

  if (ipc_fb_pipe2 (fd, IPC_FB_O_CLOEXEC) == -1 || (to = dup (fd[1])) == -1)
    return 0;
  right = is_cloexec (fd[0]) && is_cloexec (fd[1]) && !is_cloexec (to)
          && ipc_fb_dup3 (fd[0], to, IPC_FB_O_CLOEXEC) == to
          && is_cloexec (to);
  close (fd[0]);
  return passes (fd[1], to, n) && right;
}

/* A name of each round's own, without stdio.  */
static const char *
own_name (const char *prefix, int n, char *name)
{
  char *at = name;
  unsigned rest = (unsigned) n + 1;

  while (*prefix)
    *at++ = *prefix++;
  for (; rest; rest /= 10)
    *at++ = (char) ('0' + rest % 10);
  *at = 0;
  return name;
}

static int
locks (int n)
{
  char name[40];
  int fd = open (own_name ("lock-", n, name), O_RDWR | O_CREAT, 0600);
  int right = fd != -1 && ipc_fb_flock (fd, IPC_FB_LOCK_EX | IPC_FB_LOCK_NB)
              == 0 && ipc_fb_flock (fd, IPC_FB_LOCK_UN) == 0;

  close (fd);
  return unlink (name) == 0 && right;
}

static int
keys (int n)
{
  int id = n % 200 + 1;
  key_t key = ipc_fb_ftok ("/", id);

  return key != -1 && key == ipc_fb_ftok ("/", id)
         && key != ipc_fb_ftok ("/", id + 1)
         && ipc_fb_ftok ("no-such-file", id) == -1 && errno == ENOENT;
}

static int
fifos (int n)
{
  char name[40];
  struct stat st;

  return ipc_fb_mkfifo (own_name ("fifo-", n, name), 0600) == 0
         && stat (name, &st) == 0 && S_ISFIFO (st.st_mode)
         && ipc_fb_mkfifo (name, 0600) == -1 && errno == EEXIST
         && unlink (name) == 0;
}

static int
terminals (int n)
{
  int fd = ipc_fb_posix_openpt (O_RDWR | O_NOCTTY);

  (void) n;
  if (fd == -1)
    return errno == ENOENT || errno == EAGAIN ? -1 : 0;
  return isatty (fd) && close (fd) == 0;
}

static int
both_sides (int n)
{
  int control, terminal, right;
  char name[IPC_FB_PTY_NAME];
  struct stat st, by_name;

  (void) n;
  if (ipc_fb_openpty (&control, &terminal, name, NULL, NULL) == -1)
    return errno == ENOENT || errno == EAGAIN ? -1 : 0;
  right = fstat (terminal, &st) == 0 && stat (name, &by_name) == 0
          && st.st_rdev == by_name.st_rdev;
  close (control);
  close (terminal);
  return right;
}

static int
objects (int n)
{
  char name[40];
  int fd = ipc_fb_shm_open (own_name ("/safety-", n, name),
                            O_RDWR | O_CREAT | O_EXCL, 0600);
  int right = fd != -1 && ftruncate (fd, n % 64 + 1) == 0;
  struct stat st;

  right = right && ipc_fb_shm_open (name, O_RDWR | O_CREAT | O_EXCL, 0600)
          == -1 && errno == EEXIST && fstat (fd, &st) == 0
          && st.st_size == n % 64 + 1;
  close (fd);
  return ipc_fb_shm_unlink (name) == 0 && right;
}

const struct work file_works[] =
{
  { "ipc_fb_pipe ipc_fb_write ipc_fb_read ipc_fb_close ipc_write_whole",
    1000, BOTH, pipes, NULL, NULL, NULL },
  { "ipc_fb_open ipc_fb_fcntl", 1000, BOTH, opens, NULL, NULL, NULL },
  { "ipc_fb_pipe2 ipc_fb_dup3", 1000, BOTH, flags, NULL, NULL, NULL },
  { "ipc_fb_flock", 1000, BOTH, locks, NULL, NULL, NULL },
  { "ipc_fb_ftok", 1000, BOTH, keys, NULL, NULL, NULL },
  { "ipc_fb_mkfifo", 1000, IN_THREADS, fifos, NULL, NULL, NULL },
  { "ipc_fb_posix_openpt", 100, BOTH, terminals, NULL, NULL, NULL },
  { "ipc_fb_openpty", 100, IN_THREADS, both_sides, NULL, NULL, NULL },
  { "ipc_fb_shm_open ipc_fb_shm_unlink", 200, IN_THREADS, objects, NULL,
    NULL, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
