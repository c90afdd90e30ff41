/* restart-special.c - faults of interruption: calls of another shape.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "restart.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static void
caught (int signo)
{
  (void) signo;
}

void
ipc_fault_before_wait (void)
{
  struct sigaction sa;

  if (!ipc_fault ("stop_interrupts"))
    return;
  sa.sa_handler = caught;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_REAL (sigaction) (SIGCONT, &sa, NULL);
}

int
ipc_fault_again (long result)
{
  if (result != -1 || errno != EINTR)
    return 0;
  if (ipc_fault ("eintr_as_eagain"))
    errno = EAGAIN;
  return ipc_fault ("eintr_swallowed");
}

int
sigaction (int signo, const struct sigaction *new, struct sigaction *old)
{
  struct sigaction changed;

  if (new != NULL)
    {
      changed = *new;
      if (ipc_fault ("sa_restart_forced"))
        changed.sa_flags |= SA_RESTART;
      if (ipc_fault ("sa_restart_dropped"))
        changed.sa_flags &= ~SA_RESTART;
      new = &changed;
    }
  return IPC_REAL (sigaction) (signo, new, old);
}

/* The partial count is lost, or one short.  */
ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t n;

  ipc_fault_before_wait ();
  do
    n = IPC_REAL (write) (fd, data, size);
  while (ipc_fault_again (n));
  if (n > 0 && (size_t) n < size)
    {
      if (ipc_fault ("partial_count_lost"))
        {
          errno = EINTR;
          return -1;
        }
      if (ipc_fault ("partial_count_short"))
        return n - 1;
    }
  return n;
}

int
open (const char *path, int flags, ...)
{
  int fd;
  mode_t mode;
  va_list args;

  va_start (args, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg (args, mode_t) : 0;
  va_end (args);
  ipc_fault_before_wait ();
  do
    fd = IPC_REAL (open) (path, flags, mode);
  while (ipc_fault_again (fd));
  return fd;
}

int
fcntl (int fd, int command, ...)
{
  int result;
  void *arg;
  va_list args;

  va_start (args, command);
  arg = va_arg (args, void *);
  va_end (args);
  ipc_fault_before_wait ();
  do
    result = IPC_REAL (fcntl) (fd, command, arg);
  while (ipc_fault_again (result));
  return result;
}

/* With GNU extensions these take a union, so they are not in restart.c.  */
ssize_t
recvfrom (int fd, void *data, size_t size, int flags,
          __SOCKADDR_ARG from, socklen_t *from_size)
{
  ssize_t n;

  ipc_fault_before_wait ();
  do
    n = IPC_REAL (recvfrom) (fd, data, size, flags, from, from_size);
  while (ipc_fault_again (n));
  return n;
}

ssize_t
sendto (int fd, const void *data, size_t size, int flags,
        __CONST_SOCKADDR_ARG to, socklen_t to_size)
{
  ssize_t n;

  ipc_fault_before_wait ();
  do
    n = IPC_REAL (sendto) (fd, data, size, flags, to, to_size);
  while (ipc_fault_again (n));
  return n;
}

int
accept (int fd, __SOCKADDR_ARG from, socklen_t *size)
{
  int result;

  ipc_fault_before_wait ();
  do
    result = IPC_REAL (accept) (fd, from, size);
  while (ipc_fault_again (result));
  return result;
}

int
connect (int fd, __CONST_SOCKADDR_ARG to, socklen_t size)
{
  int result;

  ipc_fault_before_wait ();
  do
    result = IPC_REAL (connect) (fd, to, size);
  while (ipc_fault_again (result));
  return result;
}

char *
fgets (char *line, int size, FILE *stream)
{
  char *result;

  ipc_fault_before_wait ();
  do
    result = IPC_REAL (fgets) (line, size, stream);
  while (result == NULL && ipc_fault_again (-1));
  return result;
}

unsigned
sleep (unsigned seconds)
{
  ipc_fault_before_wait ();
  do
    seconds = IPC_REAL (sleep) (seconds);
  while (seconds > 0 && ipc_fault ("eintr_swallowed"));
  return seconds;
}

int
clock_nanosleep (clockid_t clock, int flags, const struct timespec *t,
                 struct timespec *left)
{
  int error;

  ipc_fault_before_wait ();
  do
    error = IPC_REAL (clock_nanosleep) (clock, flags, t, left);
  while (error == EINTR && ipc_fault ("eintr_swallowed"));
  return error;
}

int
tcdrain (int fd)
{
  if (!ipc_fault ("tcdrain_fails"))
    return IPC_REAL (tcdrain) (fd);
  errno = EIO;
  return -1;
}

int
close (int fd)
{
  struct linger linger = { 0, 0 };
  socklen_t size = sizeof linger;

  if (!ipc_fault ("linger_fails")
      || getsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, &size) == -1
      || !linger.l_onoff)
    return IPC_REAL (close) (fd);
  errno = EIO;
  return -1;
}

/* Wait in the same system call as the real thing, until a signal comes;
   once in a process, so that asking again gets the real thing.  */
static int strikes = 1;

static int
wait_for_signal (void)
{
  static const struct timespec hour = { 3600, 0 };
  struct sigaction sa;
  int word = 0;

  strikes = 0;
  sa.sa_handler = caught;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_REAL (sigaction) (SIGCONT, &sa, NULL);
  syscall (SYS_futex, &word, FUTEX_WAIT, 0, &hour, NULL, 0);
  return EINTR;
}

int
pthread_mutex_lock (pthread_mutex_t *mutex)
{
  int error;

  if (!strikes || !ipc_fault ("pthread_eintr"))
    return IPC_REAL (pthread_mutex_lock) (mutex);
  /* The parent's lock, of a free mutex, is not to wait.  */
  error = pthread_mutex_trylock (mutex);
  if (error != EBUSY)
    return error;
  return wait_for_signal ();
}

int
pthread_join (pthread_t thread, void **result)
{
  if (!strikes || !ipc_fault ("pthread_eintr"))
    return IPC_REAL (pthread_join) (thread, result);
  return wait_for_signal ();
}

int
sigwait (const sigset_t *set, int *signo)
{
  if (!ipc_fault ("sigwait_eintr"))
    return IPC_REAL (sigwait) (set, signo);
  *signo = sigwaitinfo (set, NULL);
  return *signo == -1 ? errno : 0;
}
