/* process-identity.c - a process, told from later ones with its pid.
   SPDX-License-Identifier: BSD-2-Clause

   Linux has descriptors of processes (5.3).  Elsewhere a process is its pid
   with the time when it started, which the kernel tells: a pid is not used
   twice within a microsecond.  Before Linux 5.3 the clock's tick is 10 ms,
   which is not quite as safe.  Without descriptors a process may end, and
   its pid come round, between the comparison and the signal: no fallback
   closes that gap, and no behaviour shows it (kill.zero_pid_reuse shows that
   who is gone is told from the successor).  Does not use waitpid(): one's own
   child keeps its pid as long as it is not waited for.  */

#include "ipcompat-processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined __linux__
# include <sys/syscall.h>
#elif defined __FreeBSD__ || defined __DragonFly__
# include <sys/param.h>
# include <sys/sysctl.h>
# include <sys/user.h>
#elif defined __NetBSD__ || defined __OpenBSD__
# include <sys/param.h>
# include <sys/sysctl.h>
#elif defined __APPLE__
# include <libproc.h>
# include <sys/proc_info.h>
#elif defined __sun && defined __SVR4
# define _STRUCTURED_PROC 1
# include <procfs.h>
#endif

/* START gets the time when PID started, in whatever unit.  Returns -1 with
   errno.  */
static int
start_time (pid_t pid, unsigned long long *start);

#if defined __linux__

/* The 22nd field of /proc/PID/stat; the second is a name, which may hold
   anything, in parentheses.  Another namespace's /proc is of no use.  */
static int
start_time (pid_t pid, unsigned long long *start)
{
  char path[64], text[1024], *p;
  ssize_t n;
  int fd, field;

  n = readlink ("/proc/self", text, sizeof text - 1);
  text[n < 0 ? 0 : n] = '\0';
  if (n <= 0 || atol (text) != (long) getpid ())
    return errno = ENOSYS, -1;
  snprintf (path, sizeof path, "/proc/%ld/stat", (long) pid);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd == -1)
    return errno = errno == ENOENT ? ESRCH : errno, -1;
  n = read (fd, text, sizeof text - 1);
  close (fd);
  if (n <= 0)
    return errno = ESRCH, -1;
  text[n] = '\0';
  p = strrchr (text, ')');
  for (field = 2; p != NULL && field < 22; field++)
    p = strchr (p + 1, ' ');
  if (p == NULL)
    return errno = ENOSYS, -1;
  *start = strtoull (p, NULL, 10);
  return 0;
}

#elif defined __FreeBSD__ || defined __NetBSD__ || defined __OpenBSD__

static int
start_time (pid_t pid, unsigned long long *start)
{
# if defined __FreeBSD__
  struct kinfo_proc p;
  int mib[] = { CTL_KERN, KERN_PROC, KERN_PROC_PID, (int) pid };
# elif defined __NetBSD__
  struct kinfo_proc2 p;
  int mib[] = { CTL_KERN, KERN_PROC2, KERN_PROC_PID, (int) pid,
                (int) sizeof p, 1 };
# else
  struct kinfo_proc p;
  int mib[] = { CTL_KERN, KERN_PROC, KERN_PROC_PID, (int) pid,
                (int) sizeof p, 1 };
# endif
  size_t size = sizeof p;

  if (sysctl (mib, sizeof mib / sizeof *mib, &p, &size, NULL, 0) == -1)
    return -1;
  if (size == 0)
    return errno = ESRCH, -1;
# if defined __FreeBSD__
  *start = (unsigned long long) p.ki_start.tv_sec * 1000000
           + (unsigned long long) p.ki_start.tv_usec;
# else
  *start = (unsigned long long) p.p_ustart_sec * 1000000 + p.p_ustart_usec;
# endif
  return 0;
}

#elif defined __APPLE__

static int
start_time (pid_t pid, unsigned long long *start)
{
  struct proc_bsdinfo p;

  if (proc_pidinfo (pid, PROC_PIDTBSDINFO, 1, &p, sizeof p)
      < (int) sizeof p)
    return -1;
  *start = p.pbi_start_tvsec * 1000000 + p.pbi_start_tvusec;
  return 0;
}

#elif defined __sun && defined __SVR4

static int
start_time (pid_t pid, unsigned long long *start)
{
  char path[64];
  psinfo_t p;
  ssize_t n;
  int fd;

  snprintf (path, sizeof path, "/proc/%ld/psinfo", (long) pid);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd == -1)
    return errno = errno == ENOENT ? ESRCH : errno, -1;
  n = read (fd, &p, sizeof p);
  close (fd);
  if (n != (ssize_t) sizeof p)
    return errno = ESRCH, -1;
  *start = (unsigned long long) p.pr_start.tv_sec * 1000000000
           + (unsigned long long) p.pr_start.tv_nsec;
  return 0;
}

#else

static int
start_time (pid_t pid, unsigned long long *start)
{
  (void) pid;
  (void) start;
  return errno = ENOSYS, -1;
}

#endif

/* A descriptor of PID, or -1 with errno, ENOSYS where there are none.  */
static int
open_process (pid_t pid)
{
#if defined SYS_pidfd_open && defined SYS_pidfd_send_signal
  return (int) syscall (SYS_pidfd_open, pid, 0);
#else
  (void) pid;
  return errno = ENOSYS, -1;
#endif
}

static int
signal_process (int handle, int signo)
{
#if defined SYS_pidfd_open && defined SYS_pidfd_send_signal
  return (int) syscall (SYS_pidfd_send_signal, handle, signo, NULL, 0);
#else
  (void) handle;
  (void) signo;
  return errno = ENOSYS, -1;
#endif
}

int
ipc_identity_take (pid_t pid, struct ipc_identity *who)
{
  if (pid <= 0)
    return errno = EINVAL, -1;
  who->pid = pid;
  who->start = 0;
  who->handle = open_process (pid);
  /* EPERM: a filter of system calls that knows nothing of it.  */
  if (who->handle != -1 || (errno != ENOSYS && errno != EPERM))
    return who->handle == -1 ? -1 : 0;
  return start_time (pid, &who->start);
}

int
ipc_identity_kill (const struct ipc_identity *who, int signo)
{
  unsigned long long start;

  if (who->handle != -1)
    return signal_process (who->handle, signo);
  if (start_time (who->pid, &start) == -1)
    return -1;
  if (start != who->start)
    return errno = ESRCH, -1;
  return kill (who->pid, signo);
}

void
ipc_identity_drop (struct ipc_identity *who)
{
  if (who->handle != -1)
    close (who->handle);
  who->handle = -1;
}
