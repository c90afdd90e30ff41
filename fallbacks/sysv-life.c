/* sysv-life.c - whether a process is there still, and hearing when it ends.
   SPDX-License-Identifier: BSD-2-Clause

   A FIFO without a writer has ended: its only writer is the process, until it
   ends, executes a program, or closes descriptors that it knows nothing of.
   A child that is made by fork() closes its copy at once, where libc has
   pthread_atfork(); one that is made otherwise keeps its parent alive, in the
   eyes of others, until it ends or executes a program.  */

#include "probed.h"
#include "sysv-life.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-files.h"
#include "open-flags.h"
#include "own-fd.h"
#include "sysv-store.h"

#if defined _POSIX_THREADS && defined __GNUC__ && defined __ELF__ \
  && !defined __ANDROID__
# include <pthread.h>
# if defined __UCLIBC__ && __UCLIBC_MAJOR__ > 0
#  define HAS_ATFORK 1
# elif !defined __GLIBC__ || !defined __GLIBC_PREREQ
#  pragma weak pthread_atfork
#  define HAS_ATFORK (pthread_atfork != NULL)
# elif __GLIBC_PREREQ (2, 28)
#  define HAS_ATFORK 1
# endif
#elif defined _POSIX_THREADS && defined __APPLE__
# include <pthread.h>
# define HAS_ATFORK 1
#endif

#if defined IPC_PROBE_MKFIFO && IPC_PROBE_MKFIFO == 0
# define make_fifo ipc_fb_mkfifo
#else
# define make_fifo mkfifo
#endif

/* What this process has in each directory that it has used, or its parent
   had.  */
struct own_life
{
  struct own_life *next;
  struct sysv_life life;
  struct own_fd end;
  char directory[SYSV_PATH];
};
static struct own_life *lives;

#ifdef HAS_ATFORK
static void
leave_parent (void)
{
  int64_t pid = (int64_t) getpid ();
  struct own_life *l;

  for (l = lives; l != NULL; l = l->next)
    if (l->life.pid != pid)
      own_fd_close (&l->end);
}

static void
see_forks (void)
{
  static int seen;

  if (HAS_ATFORK && !seen)
    seen = pthread_atfork (NULL, NULL, leave_parent) == 0;
}
#else
# define see_forks() ((void) 0)
#endif

static int
life_path (char path[SYSV_PATH], const char *kind,
           const struct sysv_life *life)
{
  char name[48];

  snprintf (name, sizeof name, "%s.%ld", kind, (long) life->pid);
  return ipc_sysv_path (path, name, (long) life->number);
}

/* Others can find it, and hear of its end.  */
static int
is_there (const struct own_life *l)
{
  struct stat st;

  return l->end.fd != -1 && fstat (l->end.fd, &st) == 0
         && st.st_dev == l->end.dev && st.st_ino == l->end.ino
         && st.st_nlink > 0;
}

/* The one in DIRECTORY, or NULL; those that are none are forgotten.  */
static struct own_life *
find_own (const char *directory)
{
  struct own_life **link = &lives, *l;

  while ((l = *link) != NULL)
    if (l->life.pid != ipc_sysv_pid ()
        || (strcmp (l->directory, directory) == 0 && !is_there (l)))
      {
        *link = l->next;
        own_fd_close (&l->end);
        free (l);
      }
    else if (strcmp (l->directory, directory) == 0)
      return l;
    else
      link = &l->next;
  return NULL;
}

static struct own_life *here;   /* in session number seen */
static unsigned long seen;

static struct own_life *
own_here (void)
{
  char directory[SYSV_PATH];

  if (seen != ipc_sysv_session_number ())
    here = ipc_sysv_directory (directory) == -1 ? NULL : find_own (directory);
  seen = ipc_sysv_session_number ();
  return here;
}

int
ipc_sysv_is_own_life (const struct sysv_life *life)
{
  const struct own_life *own;

  if (life->pid != ipc_sysv_pid ())
    return 0;
  own = own_here ();
  return own != NULL && life->number == own->life.number;
}

/* -2 if nobody has the other end of PATH.  */
static int
watch (const char *path)
{
  char byte;
  int fd = ipc_sysv_open_fifo (path, O_RDONLY);

  if (fd == -1)
    return errno == ENOENT ? -2 : -1;
  if (read (fd, &byte, 1) == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
    return fd;
  close (fd);
  unlink (path);
  return -2;
}

int
ipc_sysv_watch_life (const struct sysv_life *life)
{
  char path[SYSV_PATH];

  return life_path (path, "l", life) == -1 ? -1 : watch (path);
}

/* Who ended with nothing to give back has been looked for by nobody.  */
static void
sweep (void)
{
  char path[SYSV_PATH], name[SYSV_PATH];
  struct dirent *e;
  DIR *d;
  int fd;

  if (ipc_sysv_path (path, NULL, 0) == -1 || (d = opendir (path)) == NULL)
    return;
  while ((e = readdir (d)) != NULL)
    if (strncmp (e->d_name, "l.", 2) == 0
        && snprintf (name, sizeof name, "%.900s/%.80s", path, e->d_name) > 0
        && (fd = watch (name)) >= 0)
      close (fd);
  closedir (d);
}

/* The end that writes, of a new FIFO at PATH; above 2, where nobody looks for
   a standard descriptor.  */
static int
open_end (const char *path)
{
  int in = ipc_sysv_open_fifo (path, O_RDONLY), out = -1, high = -1;

  if (in == -1)
    return -1;
  out = ipc_sysv_open_fifo (path, O_WRONLY);
  if (out != -1)
    high = fcntl (out, F_DUPFD_CLOEXEC, 3);
  if (high != -1 && (fcntl (high, F_SETFD, FD_CLOEXEC) == -1
                     || ipc_sysv_share (high) == -1))
    {
      close (high);
      high = -1;
    }
  if (out != -1)
    close (out);
  close (in);
  return high;
}

/* It gets its name when it has its writer.  */
static int
make_life (struct sysv_life *life)
{
  char path[SYSV_PATH], final[SYSV_PATH];
  struct timespec now;
  int error, fd;

  clock_gettime (CLOCK_REALTIME, &now);
  life->pid = ipc_sysv_pid ();
  life->number = ((int64_t) now.tv_sec & 0x3ffff) * 1000 * 8
                 + (int64_t) now.tv_nsec / 125000;
  do
    {
      life->number++;
      if (life_path (path, "n", life) == -1
          || life_path (final, "l", life) == -1)
        return -1;
    }
  while (access (final, F_OK) == 0);
  unlink (path);
  if (make_fifo (path, 0600) == -1)
    return -1;
  fd = open_end (path);
  if (fd != -1 && rename (path, final) == 0)
    return fd;
  error = errno;
  if (fd != -1)
    close (fd);
  unlink (path);
  errno = error;
  return -1;
}

static struct own_life *
new_own (void)
{
  struct own_life *l = malloc (sizeof *l);
  int error, fd = -1;

  if (l == NULL)
    return NULL;
  sweep ();
  see_forks ();
  if (ipc_sysv_directory (l->directory) == 0)
    fd = make_life (&l->life);
  if (fd == -1)
    {
      error = errno;
      free (l);
      errno = error;
      return NULL;
    }
  own_fd_take (&l->end, fd);
  l->next = lives;
  lives = l;
  return l;
}

int
ipc_sysv_own_life (struct sysv_life *life)
{
  struct own_life *own = own_here ();

  if (own == NULL)
    own = here = new_own ();
  if (own == NULL)
    return -1;
  *life = own->life;
  return 0;
}
