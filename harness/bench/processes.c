/* processes.c - the cost of the fallbacks of processes.
   SPDX-License-Identifier: BSD-2-Clause

   What needs a child has the same fork() in both forms.  */

#include "bench.h"

#include <signal.h>
#include <stddef.h>
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

/* FORM in a child, or in what has become of it, which then says a byte.  */
static void
in_child (long n, int (*form) (void))
{
  while (n-- > 0)
    {
      int fd[2], status;
      char byte;
      pid_t pid;

      IPC_NEED (pipe (fd) == 0);
      pid = fork ();
      IPC_NEED (pid != -1);
      if (pid == 0)
        _exit (form () != 0 || write (fd[1], "", 1) != 1);
      close (fd[1]);
      IPC_NEED (waitpid (pid, &status, 0) == pid && status == 0);
      IPC_NEED (read (fd[0], &byte, 1) == 1);
      close (fd[0]);
    }
}

static int
session_natively (void)
{
  return setsid () == -1;
}

static int
session_by_fallback (void)
{
  return ipc_fb_setsid () == -1;
}

static int
group_natively (void)
{
  return setpgid (0, 0);
}

static int
group_by_fallback (void)
{
  return ipc_fb_setpgid (0, 0);
}

#if IPC_PROBE_DAEMON == 1
static int
daemon_natively (void)
{
  return daemon (0, 0);
}
#else
# define daemon_natively NULL
#endif

static int
daemon_by_fallback (void)
{
  return ipc_fb_daemon (0, 0);
}

static int
daemon_hardened (void)
{
  return ipc_daemon_hardened (0, 0);
}

#define IN_CHILD(name, form) \
  static void                \
  name (long n)              \
  {                          \
    in_child (n, form);      \
  }

IN_CHILD (native_setsid, session_natively)
IN_CHILD (fallback_setsid, session_by_fallback)
IN_CHILD (native_setpgid, group_natively)
IN_CHILD (fallback_setpgid, group_by_fallback)
IN_CHILD (native_daemon, daemon_natively)
IN_CHILD (fallback_daemon, daemon_by_fallback)
IN_CHILD (hardened_daemon, daemon_hardened)

const struct ipc_bench ipc_bench_processes[] =
{
  { "waitpid", "fork and wait", 1.2, native_wait, fallback_wait },
  { "kill", "ask for oneself", 1.2, native_kill, fallback_kill },
  /* Two system calls against one: for the member's group, and to the
     member.  */
  { "killpg", "ask for a group of one", 2, native_killpg, fallback_killpg },
  { "reaper", "fork and reap", 1.6, native_wait, fallback_reaper },
  { "nocldwait", "fork and wait", 1.6, native_nocldwait,
    fallback_nocldwait },
  { "process_identity", "take, ask, drop", 1.2, native_identity,
    fallback_identity },
  { "setsid", "in a child", 1.6, native_setsid, fallback_setsid },
  { "setpgid", "in a child", 1.6, native_setpgid, fallback_setpgid },
  { "daemon", "a daemon that says a word", 1.6, native_daemon,
    fallback_daemon },
  { "daemon", "the same, hardened", 2.5, native_daemon, hardened_daemon },
  { NULL, NULL, 0, NULL, NULL }
};
