/* handles.c - signals as events, processes and threads by other than pids.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "handles.h"

#include <errno.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probes.h"
#include "special.h"

#if IPC_PROBE_SIGNALFD == 1
# include <sys/signalfd.h>
#elif IPC_PROBE_KQUEUE == 1
# include <sys/event.h>
# include <sys/time.h>
#endif
#if IPC_PROBE_PIDFD == 1
# include <sys/syscall.h>
#endif
#if IPC_PROBE_PTRACE_SEIZE == 1
# include <sys/ptrace.h>
#endif

#define ABSENT(result) return errno = ENOSYS, (result)

#if IPC_PROBE_SIGNALFD == 1

int
ipc_events_open (int signo)
{
  return ipc_signalfd_open (signo);
}

int
ipc_events_take (int fd)
{
  struct signalfd_siginfo info;

  return read (fd, &info, sizeof info) == sizeof info ? (int) info.ssi_signo
         : -1;
}

const char *
ipc_events_kind (void)
{
  return "signalfd";
}

#elif IPC_PROBE_KQUEUE == 1

int
ipc_events_open (int signo)
{
  int queue = kqueue ();
  struct kevent event;

  EV_SET (&event, signo, EVFILT_SIGNAL, EV_ADD, 0, 0, 0);
  if (queue != -1 && kevent (queue, &event, 1, NULL, 0, NULL) == -1)
    {
      close (queue);
      return -1;
    }
  return queue;
}

int
ipc_events_take (int fd)
{
  struct timespec now = { 0, 0 };
  struct kevent event;

  return kevent (fd, NULL, 0, &event, 1, &now) == 1 ? (int) event.ident : -1;
}

const char *
ipc_events_kind (void)
{
  return "KQUEUE";
}

#else

int
ipc_events_open (int signo)
{
  (void) signo;
  ABSENT (-1);
}

int
ipc_events_take (int fd)
{
  (void) fd;
  ABSENT (-1);
}

const char *
ipc_events_kind (void)
{
  return "absent";
}

#endif

int
ipc_thread_sigqueue (pthread_t thread, int signo, int value)
{
#if IPC_PROBE_PTHREAD_SIGQUEUE == 1
  union sigval v;

  v.sival_int = value;
  return pthread_sigqueue (thread, signo, v);
#else
  (void) thread;
  (void) signo;
  (void) value;
  return ENOSYS;
#endif
}

int
ipc_process_open (pid_t pid)
{
#if IPC_PROBE_PIDFD == 1
  return (int) syscall (SYS_pidfd_open, pid, 0);
#else
  (void) pid;
  ABSENT (-1);
#endif
}

int
ipc_process_signal (int fd, int signo)
{
#if IPC_PROBE_PIDFD == 1
  return (int) syscall (SYS_pidfd_send_signal, fd, signo, NULL, 0);
#else
  (void) fd;
  (void) signo;
  ABSENT (-1);
#endif
}

int
ipc_trace_once (pid_t pid)
{
#if IPC_PROBE_PTRACE_SEIZE == 1
  int status = 0;

  if (ptrace (PTRACE_SEIZE, pid, NULL, NULL) == -1
      || ptrace (PTRACE_INTERRUPT, pid, NULL, NULL) == -1
      || waitpid (pid, &status, 0) != pid)
    return -1;
  return WIFSTOPPED (status) && ptrace (PTRACE_DETACH, pid, NULL, NULL) == 0
         ? 0 : -1;
#else
  (void) pid;
  ABSENT (-1);
#endif
}
