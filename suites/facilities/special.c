/* special.c - calls that only some systems have.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "special.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/report.h"
#include "probes.h"

#if IPC_PROBE_OPENPTY == 1
# include <sys/ioctl.h>
# include <termios.h>
# include IPC_PROBE_OPENPTY_HEADER
#endif
#if IPC_PROBE_EPOLL == 1
# include <sys/epoll.h>
#endif
#if IPC_PROBE_INOTIFY == 1
# include <sys/inotify.h>
#endif
#if IPC_PROBE_EVENTFD == 1
# include <sys/eventfd.h>
#endif
#if IPC_PROBE_TIMERFD == 1
# include <sys/timerfd.h>
#endif
#if IPC_PROBE_SIGNALFD == 1
# include <sys/signalfd.h>
#endif
#if IPC_PROBE_FUTEX == 1
# include <sys/syscall.h>
#endif

#define ABSENT(result) return errno = ENOSYS, (result)

const char ipc_openpty_home[] = IPC_PROBE_OPENPTY_HOME;

int
ipc_openpty (int *master, int *slave)
{
#if IPC_PROBE_OPENPTY == 1
  return openpty (master, slave, NULL, NULL, NULL);
#else
  (void) master;
  (void) slave;
  ABSENT (-1);
#endif
}

int
ipc_epoll_open (int fd)
{
#if IPC_PROBE_EPOLL == 1
  struct epoll_event event;
  int epoll = epoll_create1 (0);

  memset (&event, 0, sizeof event);
  event.events = EPOLLIN;
  if (epoll != -1)
    IPC_SETUP (epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event) == 0);
  return epoll;
#else
  (void) fd;
  ABSENT (-1);
#endif
}

int
ipc_epoll_wait_by (int epoll, int (*wait) (int, struct epoll_event *, int,
                                           int))
{
#if IPC_PROBE_EPOLL == 1
  struct epoll_event event;

  return wait (epoll, &event, 1, -1);
#else
  (void) epoll;
  (void) wait;
  ABSENT (-1);
#endif
}

int
ipc_epoll_wait (int epoll)
{
#if IPC_PROBE_EPOLL == 1
  return ipc_epoll_wait_by (epoll, epoll_wait);
#else
  return ipc_epoll_wait_by (epoll, NULL);
#endif
}

int
ipc_inotify_open (const char *directory)
{
#if IPC_PROBE_INOTIFY == 1
  int fd = inotify_init1 (0);

  if (fd != -1)
    IPC_SETUP (inotify_add_watch (fd, directory, IN_CREATE) != -1);
  return fd;
#else
  (void) directory;
  ABSENT (-1);
#endif
}

int
ipc_eventfd_open (void)
{
#if IPC_PROBE_EVENTFD == 1
  return eventfd (0, 0);
#else
  ABSENT (-1);
#endif
}

int
ipc_timerfd_open (void)
{
#if IPC_PROBE_TIMERFD == 1
  struct itimerspec hour = { { 0, 0 }, { 3600, 0 } };
  int fd = timerfd_create (CLOCK_MONOTONIC, 0);

  /* dietlibc makes the call of an older kernel, which has become another.  */
  if (fd == -1 && errno == EINVAL)
    ABSENT (-1);
  if (fd != -1)
    IPC_SETUP (timerfd_settime (fd, 0, &hour, NULL) == 0);
  return fd;
#else
  ABSENT (-1);
#endif
}

int
ipc_timerfd_expire (int fd)
{
#if IPC_PROBE_TIMERFD == 1
  struct itimerspec now = { { 0, 0 }, { 0, 1 } };

  return timerfd_settime (fd, 0, &now, NULL);
#else
  (void) fd;
  ABSENT (-1);
#endif
}

int
ipc_signalfd_open (int signo)
{
#if IPC_PROBE_SIGNALFD == 1
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, signo);
  return signalfd (-1, &set, 0);
#else
  (void) signo;
  ABSENT (-1);
#endif
}

long
ipc_splice (int from, int to, size_t size)
{
#if IPC_PROBE_SPLICE == 1
  return splice (from, NULL, to, NULL, size, 0);
#else
  (void) from;
  (void) to;
  (void) size;
  ABSENT (-1);
#endif
}

int
ipc_closefrom (int fd)
{
#if IPC_PROBE_CLOSEFROM == 1
  closefrom (fd);
  return 0;
#else
  (void) fd;
  ABSENT (-1);
#endif
}

#if IPC_PROBE_FUTEX == 1
/* As the kernel has them: libc has no header for it, and not every libc has
   the kernel's, <linux/futex.h>, on its path.  */
enum { FUTEX_OF_LINUX_WAIT = 0, FUTEX_OF_LINUX_WAKE = 1 };

int
ipc_futex_wait (int *word, const struct timespec *timeout)
{
  const void *span = timeout;
# ifdef SYS_futex_time64
  /* With 32 bits SYS_futex wants longs, however wide time_t is.  */
  long longs[2] = { 0, 0 };

  if (timeout != NULL)
    {
      longs[0] = (long) timeout->tv_sec;
      longs[1] = timeout->tv_nsec;
      span = longs;
    }
# endif
  return (int) syscall (SYS_futex, word, FUTEX_OF_LINUX_WAIT, 0, span, NULL,
                        0);
}

int
ipc_futex_wake (int *word)
{
  return (int) syscall (SYS_futex, word, FUTEX_OF_LINUX_WAKE, 1, NULL, NULL,
                        0);
}
#else
int
ipc_futex_wait (int *word, const struct timespec *timeout)
{
  (void) word;
  (void) timeout;
  ABSENT (-1);
}

int
ipc_futex_wake (int *word)
{
  (void) word;
  ABSENT (-1);
}
#endif
