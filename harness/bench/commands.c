/* commands.c - the cost of commands and of executing programs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-processes.h"

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

static char *const true_argv[] = { (char *) "true", NULL };

static void
native_timed (long n)
{
  int status;

  while (n-- > 0)
    {
      pid_t pid = fork ();

      IPC_NEED (pid != -1);
      if (pid == 0)
        {
          execvp (true_argv[0], true_argv);
          _exit (127);
        }
      IPC_NEED (waitpid (pid, &status, 0) == pid && status == 0);
    }
}

static void
fallback_timed (long n)
{
  int status;

  while (n-- > 0)
    IPC_NEED (ipc_run_timed (true_argv, -1, 0, -1, &status) == 0
              && status == 0);
}

/* A shell that does nothing, executed by execve() or not.  */
static void
execute (long n, int plainly)
{
  static char *const argv[] =
    { (char *) "sh", (char *) "-c", (char *) ":", NULL };
  static char *const none[] = { NULL };
  int status;

  while (n-- > 0)
    {
      pid_t pid = fork ();

      IPC_NEED (pid != -1);
      if (pid == 0)
        {
          if (plainly)
            execve ("/bin/sh", argv, none);
          else
            ipc_exec_clean ("/bin/sh", argv, none, NULL);
          _exit (127);
        }
      IPC_NEED (waitpid (pid, &status, 0) == pid && status == 0);
    }
}

static void
native_exec (long n)
{
  execute (n, 1);
}

static void
fallback_exec (long n)
{
  execute (n, 0);
}

/* What Linux has for it.  */
static void
native_self (long n)
{
  char path[4096];

  while (n-- > 0)
    if (readlink ("/proc/self/exe", path, sizeof path) == -1)
      ipc_bench_skip ("the platform does not tell by a link");
}

static void
fallback_self (long n)
{
  char path[4096];

  while (n-- > 0)
    IPC_NEED (ipc_self_path (NULL, IPC_SELF_PLATFORM, path, sizeof path)
              == 0);
}

const struct ipc_bench ipc_bench_commands[] =
{
  { "system", "system(\"true\")", 1.5, native_system, fallback_system },
  { "system", "popen() and pclose()", 1.5, native_popen, fallback_popen },
  { "system", "system(), SIGCHLD ignored", 2, native_system,
    ignored_system },
  { "system", "popen(), SIGCHLD ignored", 2, native_popen, ignored_popen },
  { "timed_command", "run true", 1.6, native_timed, fallback_timed },
  { "exec_clean", "run sh", 1.6, native_exec, fallback_exec },
  { "self_path", "ask the platform", 1.2, native_self, fallback_self },
  { NULL, NULL, 0, NULL, NULL }
};
