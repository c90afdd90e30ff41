/* safety-processes.c - works of children, groups and who a process is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct ipc_identity identities[SAFETY_THREADS];
static pid_t watched;

static int
group (void)
{
  return ipc_fb_setpgid (0, 0) == 0 && getpgrp () == getpid ();
}

/* Without a terminal there may be nothing that tells.  */
static int
session (void)
{
  if (ipc_fb_setsid () == getpid ())
    return getpgrp () == getpid ();
  return errno == ENXIO || errno == ENOENT || errno == ENOSYS;
}

static int
nothing (void)
{
  return 1;
}

/* A child that ends with a status of N's own if DO_IT says yes.  */
static pid_t
child (int n, int (*do_it) (void))
{
  pid_t pid = ipc_cloexec_fork ();

  if (pid == 0)
    _exit (do_it () ? n % 100 + 1 : 0);
  return pid;
}

static int
ended_so (int n, int status)
{
  return WIFEXITED (status) && WEXITSTATUS (status) == n % 100 + 1;
}

static int
does (int n, int (*do_it) (void))
{
  pid_t pid = child (n, do_it);
  int status = 0;

  return pid > 0 && ipc_fb_retry_waitpid (pid, &status, 0) == pid
         && ended_so (n, status);
}

static int
children (int n)
{
  return does (n, nothing) && does (n, group) && does (n, session);
}

/* Whose child it gets nobody knows where there are four who wait.  */
static int
any_child (int n)
{
  pid_t pid = child (n, nothing);
  int status = 0;
  pid_t got = ipc_fb_retry_wait (&status);

  return pid > 0 && (safety_in_handler ? got == pid && ended_so (n, status)
                     : got > 0 && WIFEXITED (status)
                       && WEXITSTATUS (status) > 0);
}

static int
none_is_left (int n)
{
  pid_t pid = child (n, nothing);

  return pid > 0 && ipc_nocldwait_waitpid (pid, NULL, 0) == -1
         && errno == ECHILD && ipc_nocldwait_wait (NULL) == -1
         && errno == ECHILD;
}

static int
leave_none (void)
{
  return ipc_nocldwait_start () == 0;
}

static void
leave_some (void)
{
  ipc_nocldwait_stop ();
}

static int
asks (int n)
{
  (void) n;
  return ipc_fb_kill (getpid (), 0) == 0 && ipc_fb_kill (0, 0) == 0
         && ipc_fb_kill (-getpgrp (), 0) == 0
         && ipc_fb_killpg (getpgrp (), 0) == 0
         && ipc_fb_kill (-1, 0) == -1 && errno == ENOSYS;
}

static int
watches (int n)
{
  (void) n;
  return ipc_killpg_watch (getppid ()) == 0;
}

static int
forgets (int n)
{
  (void) n;
  return ipc_killpg_forget (getppid ()) == 0
         && ipc_killpg_forget (getppid ()) == -1 && errno == ESRCH;
}

static int
reaps (void)
{
  return ipc_reaper_start () == 0;
}

static void
reaps_no_more (void)
{
  ipc_reaper_stop ();
}

static int
watches_child (int n)
{
  watched = child (n, nothing);
  return watched > 0 && ipc_reaper_watch (watched) == 0;
}

/* It may not have ended yet.  */
static int
tells_status (int n)
{
  int status = 0, known = ipc_reaper_status (watched, &status);

  return known == 0 || (known == 1 && ended_so (n, status));
}

static int
takes_identity (int n)
{
  if (ipc_identity_take (getpid (), &identities[n % SAFETY_THREADS]) == 0)
    return 1;
  return errno == ENOSYS ? -1 : 0;
}

static int
drops_identity (int n)
{
  struct ipc_identity *who = &identities[n % SAFETY_THREADS];
  int fd = who->handle;

  ipc_identity_drop (who);
  return fd == -1 || safety_in_handler == 0 || fcntl (fd, F_GETFD) == -1;
}

static int
is_itself (int n)
{
  struct ipc_identity who;

  (void) n;
  if (ipc_identity_take (getpid (), &who) == -1)
    return errno == ENOSYS ? -1 : 0;
  if (ipc_identity_kill (&who, 0) == -1)
    return 0;
  ipc_identity_drop (&who);
  return 1;
}

static int
executes (void)
{
  char sh[] = "sh", c[] = "-c", end[] = "exit 33";
  char *argv[4], *envp[1] = { NULL };

  argv[0] = sh, argv[1] = c, argv[2] = end, argv[3] = NULL;
  ipc_exec_clean ("/bin/sh", argv, envp, NULL);
  return 0;
}

static int
execution (int n)
{
  int status = 0;
  pid_t pid = child (n, executes);

  return pid > 0 && waitpid (pid, &status, 0) == pid && WIFEXITED (status)
         && WEXITSTATUS (status) == 33;
}

const struct work process_works[] =
{
  { "ipc_cloexec_fork ipc_fb_retry_waitpid ipc_fb_setpgid ipc_fb_setsid", 50,
    BOTH, children, NULL, NULL, NULL },
  { "ipc_fb_retry_wait", 100, BOTH, any_child, NULL, NULL, NULL },
  { "ipc_nocldwait_waitpid ipc_nocldwait_wait", 50, BOTH, none_is_left,
    leave_none, NULL, leave_some },
  { "ipc_fb_kill ipc_fb_killpg", 1000, BOTH, asks, NULL, NULL, NULL },
  { "ipc_killpg_forget", 0, IN_HANDLERS, forgets, NULL, watches, NULL },
  { "ipc_reaper_status", 0, IN_HANDLERS, tells_status, reaps, watches_child,
    reaps_no_more },
  { "ipc_identity_drop", 500, BOTH, drops_identity, NULL, takes_identity,
    NULL },
  { "ipc_identity_take ipc_identity_kill", 500, IN_THREADS, is_itself, NULL,
    NULL, NULL },
  { "ipc_exec_clean", 0, IN_HANDLERS, execution, NULL, NULL, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
