/* processes.c - the cost of the fallbacks of processes.
   SPDX-License-Identifier: BSD-2-Clause

   What needs a child has the same fork() in both forms.  */

#include "bench.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-processes.h"

#include "probes.h"

#ifdef __linux__
# include <sys/syscall.h>
#endif

/* A child that ends at once.  */
static pid_t
short_child (void)
{
  pid_t pid = fork ();

  IPC_NEED (pid != -1);
  if (pid == 0)
    _exit (0);
  return pid;
}

/* A child in a group of its own that ends with this program.  */
static pid_t
long_child (void)
{
  static pid_t pid;
  int fd[2];
  char byte;

  if (pid != 0)
    return pid;
  IPC_NEED (pipe (fd) == 0 && (pid = fork ()) != -1);
  if (pid == 0)
    {
      close (fd[1]);
      _exit (read (fd[0], &byte, 1) != 0);
    }
  close (fd[0]);
  IPC_NEED (setpgid (pid, pid) == 0);
  return pid;
}

static void
wait_by (pid_t (*form) (pid_t, int *, int), long n)
{
  while (n-- > 0)
    {
      pid_t pid = short_child ();

      IPC_NEED (form (pid, NULL, 0) == pid);
    }
}

static void
native_wait (long n)
{
  wait_by (waitpid, n);
}

static void
fallback_wait (long n)
{
  wait_by (ipc_fb_waitpid, n);
}

static void
native_system (long n)
{
  while (n-- > 0)
    IPC_NEED (system ("true") == 0);
}

static void
fallback_system (long n)
{
  while (n-- > 0)
    IPC_NEED (ipc_fb_system ("true") == 0);
}

static void
native_popen (long n)
{
  while (n-- > 0)
    {
      FILE *f = popen ("true", "r");

      IPC_NEED (f != NULL && pclose (f) == 0);
    }
}

static void
fallback_popen (long n)
{
  while (n-- > 0)
    {
      FILE *f = ipc_fb_popen ("true", "r");

      IPC_NEED (f != NULL && ipc_fb_pclose (f) == 0);
    }
}

static void
ignored_system (long n)
{
  void (*old) (int) = signal (SIGCHLD, SIG_IGN);

  fallback_system (n);
  signal (SIGCHLD, old);
}

static void
ignored_popen (long n)
{
  void (*old) (int) = signal (SIGCHLD, SIG_IGN);

  fallback_popen (n);
  signal (SIGCHLD, old);
}

static void
native_kill (long n)
{
  pid_t self = getpid ();

  while (n-- > 0)
    IPC_NEED (kill (self, 0) == 0);
}

static void
fallback_kill (long n)
{
  pid_t self = getpid ();

  while (n-- > 0)
    IPC_NEED (ipc_fb_kill (self, 0) == 0);
}

#if IPC_PROBE_KILLPG == 1
static void
native_killpg (long n)
{
  pid_t group = long_child ();

  while (n-- > 0)
    IPC_NEED (killpg (group, 0) == 0);
}
#else
# define native_killpg NULL
#endif

static void
fallback_killpg (long n)
{
  pid_t group = long_child ();

  IPC_NEED (ipc_killpg_watch (group) == 0);
  while (n-- > 0)
    IPC_NEED (ipc_fb_killpg (group, 0) == 0);
  IPC_NEED (ipc_killpg_forget (group) == 0);
}

static void
fallback_reaper (long n)
{
  sigset_t chld, old;
  int status;

  IPC_NEED (ipc_reaper_start () == 0);
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  sigprocmask (SIG_BLOCK, &chld, &old);
  while (n-- > 0)
    {
      pid_t pid = short_child ();
      int done;

      IPC_NEED (ipc_reaper_watch (pid) == 0);
      while ((done = ipc_reaper_status (pid, &status)) == 0)
        sigsuspend (&old);
      IPC_NEED (done == 1);
    }
  sigprocmask (SIG_SETMASK, &old, NULL);
  IPC_NEED (ipc_reaper_stop () == 0);
}

static void
native_nocldwait (long n)
{
  void (*old) (int) = signal (SIGCHLD, SIG_IGN);

  while (n-- > 0)
    IPC_NEED (waitpid (short_child (), NULL, 0) == -1);
  signal (SIGCHLD, old);
}

static void
fallback_nocldwait (long n)
{
  IPC_NEED (ipc_nocldwait_start () == 0);
  while (n-- > 0)
    IPC_NEED (ipc_nocldwait_waitpid (short_child (), NULL, 0) == -1);
  IPC_NEED (ipc_nocldwait_stop () == 0);
}

#if defined SYS_pidfd_open && defined SYS_pidfd_send_signal
static void
native_identity (long n)
{
  pid_t pid = long_child ();

  while (n-- > 0)
    {
      int fd = (int) syscall (SYS_pidfd_open, pid, 0);

      if (fd == -1)
        ipc_bench_skip ("no descriptors of processes here");
      IPC_NEED (syscall (SYS_pidfd_send_signal, fd, 0, NULL, 0) == 0);
      IPC_NEED (close (fd) == 0);
    }
}
#else
# define native_identity NULL
#endif

static void
fallback_identity (long n)
{
  pid_t pid = long_child ();
  struct ipc_identity who;

  while (n-- > 0)
    {
      if (ipc_identity_take (pid, &who) == -1)
        ipc_bench_skip ("processes are not told apart here");
      IPC_NEED (ipc_identity_kill (&who, 0) == 0);
      ipc_identity_drop (&who);
    }
}

const struct ipc_bench ipc_bench_processes[] =
{
  { "waitpid", "fork and wait", 1.2, native_wait, fallback_wait },
  { "system", "system(\"true\")", 1.5, native_system, fallback_system },
  { "system", "popen() and pclose()", 1.5, native_popen, fallback_popen },
  { "system", "system(), SIGCHLD ignored", 2, native_system,
    ignored_system },
  { "system", "popen(), SIGCHLD ignored", 2, native_popen, ignored_popen },
  { "kill", "ask for oneself", 1.2, native_kill, fallback_kill },
  { "killpg", "ask for a group of one", 2, native_killpg, fallback_killpg },
  { "reaper", "fork and reap", 1.6, native_wait, fallback_reaper },
  { "nocldwait", "fork and wait", 1.6, native_nocldwait,
    fallback_nocldwait },
  { "process_identity", "take, ask, drop", 1.2, native_identity,
    fallback_identity },
  { NULL, NULL, 0, NULL, NULL }
};
