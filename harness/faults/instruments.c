/* instruments.c - faults that make the instruments useless.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Not in instruments.def: instruments.shim_active's helper makes this call
   to see whether it is broken.  */
pid_t
getppid (void)
{
  return ipc_fault ("shim_canary") ? 0 : IPC_REAL (getppid) ();
}

int
kill (pid_t pid, int signo)
{
  static int late;
  int now;

  if (pid != getpid () || !ipc_fault ("kill_self_late"))
    return IPC_REAL (kill) (pid, signo);
  now = late;
  late = signo;
  return now == 0 ? 0 : IPC_REAL (kill) (pid, now);
}

int
waitid (idtype_t type, id_t id, siginfo_t *info, int options)
{
  if (ipc_fault ("waitid_takes"))
    options &= ~WNOWAIT;
  return IPC_REAL (waitid) (type, id, info, options);
}

static void (*worn_handler) (int);

/* Run the user's handler, and leave it without SA_RESTART.  */
static void
wear_off (int signo)
{
  struct sigaction sa;

  worn_handler (signo);
  sa.sa_handler = worn_handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_REAL (sigaction) (signo, &sa, NULL);
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction sa;

  if (act == NULL || (act->sa_flags & SA_RESTART) == 0
      || !ipc_fault ("restart_wears_off"))
    return IPC_REAL (sigaction) (signo, act, old);
  sa = *act;
  worn_handler = sa.sa_handler;
  sa.sa_handler = wear_off;
  return IPC_REAL (sigaction) (signo, &sa, old);
}

ssize_t
write (int fd, const void *data, size_t size)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLOUT;
  if (ipc_fault ("write_full_drops") && poll (&p, 1, 0) == 0)
    return (ssize_t) size;
  return IPC_REAL (write) (fd, data, size);
}

ssize_t
read (int fd, void *data, size_t size)
{
  ssize_t n = IPC_REAL (read) (fd, data, size);

  return n == -1 && errno == EAGAIN && ipc_fault ("read_early_end") ? 0 : n;
}

int
clock_gettime (clockid_t id, struct timespec *t)
{
  int result = IPC_REAL (clock_gettime) (id, t);

  if (ipc_fault ("clock_per_process"))
    t->tv_sec += getpid () * 1000L;
  if (ipc_fault ("clock_stopped"))
    memset (t, 0, sizeof *t);
  return result;
}

void *
mmap (void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
  if ((flags & MAP_SHARED) != 0 && fd == -1
      && ipc_fault_anywhere ("mmap_private"))
    flags = (flags & ~MAP_SHARED) | MAP_PRIVATE;
  return IPC_REAL (mmap) (at, size, protection, flags, fd, offset);
}

int
setuid (uid_t uid)
{
  return ipc_fault_anywhere ("setuid_keeps_saved") ? seteuid (uid)
         : IPC_REAL (setuid) (uid);
}

pid_t
waitpid (pid_t pid, int *status, int options)
{
  if (pid == -1 && options == WNOHANG && ipc_fault_anywhere ("waitpid_blind"))
    {
      errno = ECHILD;
      return -1;
    }
  return IPC_REAL (waitpid) (pid, status, options);
}

int
shmctl (int id, int command, struct shmid_ds *data)
{
  if (ipc_fault_anywhere ("shmctl_blind"))
    {
      IPC_REAL (shmctl) (id, command, data);
      errno = EINVAL;
      return -1;
    }
  return IPC_REAL (shmctl) (id, command, data);
}

int
execve (const char *path, char *const argv[], char *const env[])
{
  char *kept[16];
  int n = 0;

  if (!ipc_fault ("execve_strips"))
    return IPC_REAL (execve) (path, argv, env);
  for (; *env != NULL && n < 15; env++)
    if (strncmp (*env, "LD_PRELOAD=", 11) != 0)
      kept[n++] = *env;
  kept[n] = NULL;
  return IPC_REAL (execve) (path, argv, kept);
}
