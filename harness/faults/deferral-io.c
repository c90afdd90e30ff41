/* deferral-io.c - faults of calls that signals interrupt.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"
#include "deferral.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

ssize_t
read (int fd, void *data, size_t size)
{
  static int interrupted;
  ssize_t n = IPC_REAL (read) (fd, data, size);
  int error = errno;

  if (n > 0 && interrupted && ipc_fault ("deferral_read_takes"))
    *(char *) data = '?';
  if (ipc_fault_armed)
    interrupted = n == -1 && error == EINTR;
  errno = error;
  return n;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t n = IPC_REAL (write) (fd, data, size);

  if (n > 0 && (size_t) n < size && ipc_fault ("deferral_partial_lost"))
    {
      errno = EINTR;
      return -1;
    }
  return n;
}

int
close (int fd)
{
  int before = deliveries ();
  int result;

  if (ipc_fault ("deferral_close_leaves"))
    return 0;
  result = IPC_REAL (close) (fd);
  if (deliveries () == before)
    return result;
  if (ipc_fault ("deferral_close_open"))
    dup2 (STDIN_FILENO, fd);
  if (ipc_fault ("deferral_close_open") || ipc_fault ("deferral_close_eintr"))
    {
      errno = EINTR;
      return -1;
    }
  return result;
}

int
fputs (const char *text, FILE *stream)
{
  static int lines;

  if (ipc_fault ("deferral_fputs") && ++lines % 100 == 0)
    return 0;
  return IPC_REAL (fputs) (text, stream);
}

void *
realloc (void *old, size_t size)
{
  static int calls;
  char *p = IPC_REAL (realloc) (old, size);

  if (p != NULL && old != NULL && ipc_fault ("deferral_realloc")
      && ++calls % 16 == 0)
    *p = '?';
  return p;
}

int
pselect (int count, fd_set *in, fd_set *out, fd_set *err,
         const struct timespec *timeout, const sigset_t *mask)
{
  struct timeval tv;
  fd_set copy;
  sigset_t old;
  int result;

  if (ipc_fault ("deferral_pselect_sets") && in != NULL)
    {
      copy = *in;
      return IPC_REAL (pselect) (count, &copy, out, err, timeout, mask);
    }
  if (ipc_fault ("deferral_pselect_leaves"))
    {
      result = IPC_REAL (pselect) (count, in, out, err, timeout, mask);
      sigprocmask (SIG_SETMASK, mask, NULL);
      return result;
    }
  if (!ipc_fault ("deferral_pselect_mask"))
    return IPC_REAL (pselect) (count, in, out, err, timeout, mask);
  sigprocmask (SIG_SETMASK, mask, &old);
  if (timeout != NULL)
    {
      tv.tv_sec = timeout->tv_sec;
      tv.tv_usec = timeout->tv_nsec / 1000;
    }
  result = select (count, in, out, err, timeout != NULL ? &tv : NULL);
  sigprocmask (SIG_SETMASK, &old, NULL);
  return result;
}

/* For waits without a timeout.  */
int
ppoll (struct pollfd *fds, nfds_t count, const struct timespec *timeout,
       const sigset_t *mask)
{
  sigset_t old;
  int result;

  if (!ipc_fault ("deferral_ppoll_mask"))
    return IPC_REAL (ppoll) (fds, count, timeout, mask);
  sigprocmask (SIG_SETMASK, mask, &old);
  result = poll (fds, count, -1);
  sigprocmask (SIG_SETMASK, &old, NULL);
  return result;
}
