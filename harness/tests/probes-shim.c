/* probes-shim.c - a libc that is broken in the one way that IPC_SHIM names.
   SPDX-License-Identifier: BSD-2-Clause

   For probes_test.sh, preloaded: every probe must notice.  */

#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define REAL(function) ((__typeof__ (&function)) dlsym (RTLD_NEXT, #function))
#pragma GCC diagnostic ignored "-Wpedantic"

typedef void (*handler_type) (int);
handler_type __sysv_signal (int signo, handler_type handler);

static int
shim (const char *name)
{
  const char *chosen = getenv ("IPC_SHIM");

  return chosen != NULL && strcmp (chosen, name) == 0;
}

static int
refuse (int error)
{
  errno = error;
  return -1;
}

static handler_type
install (int signo, handler_type handler, int flags)
{
  struct sigaction sa, old;

  memset (&sa, 0, sizeof sa);
  sa.sa_handler = handler;
  sa.sa_flags = flags;
  if (REAL (sigaction) (signo, &sa, &old) == -1)
    return SIG_ERR;
  return old.sa_handler;
}

handler_type
signal (int signo, handler_type handler)
{
  return install (signo, handler,
                  (shim ("signal_resets") ? SA_RESETHAND : 0)
                  | (shim ("signal_nests") ? SA_NODEFER : 0)
                  | (shim ("signal_interrupts") ? 0 : SA_RESTART));
}

handler_type
__sysv_signal (int signo, handler_type handler)
{
  return install (signo, handler,
                  (shim ("signal_keeps") ? 0 : SA_RESETHAND)
                  | (shim ("signal_blocks") ? 0 : SA_NODEFER)
                  | (shim ("signal_restarts") ? SA_RESTART : 0));
}

int
sigaction (int signo, const struct sigaction *sa, struct sigaction *old)
{
  struct sigaction changed;

  if (sa == NULL)
    return REAL (sigaction) (signo, sa, old);
  changed = *sa;
  if (shim ("no_restart"))
    changed.sa_flags &= ~SA_RESTART;
  if (shim ("no_resethand"))
    changed.sa_flags &= ~SA_RESETHAND;
  if (shim ("no_nocldwait"))
    changed.sa_flags &= ~SA_NOCLDWAIT;
  return REAL (sigaction) (signo, &changed, old);
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  int result = REAL (sigprocmask) (how, set, old);

  if (shim ("mask_leaks") && old != NULL && result == 0)
    sigaddset (old, SIGUSR1);
  return result;
}

/* Without a terminal to lose it works, so that a probe can have one.  */
pid_t
setsid (void)
{
  int tty = REAL (open) ("/dev/tty", O_RDWR);

  if (tty != -1)
    close (tty);
  if (tty != -1 && shim ("setsid_keeps_terminal"))
    return getpid ();
  if (shim ("setsid_enosys") || (shim ("setsid_eacces") && tty == -1))
    return refuse (shim ("setsid_enosys") ? ENOSYS : EACCES);
  if (shim ("setsid_any") && getpgrp () == getpid ())
    return getpid ();
  return REAL (setsid) ();
}

int
setpgid (pid_t pid, pid_t group)
{
  return shim ("setpgid_refuses") ? refuse (EINVAL)
         : REAL (setpgid) (pid, group);
}

int
system (const char *command)
{
  return shim ("system_refuses") ? refuse (ENOEXEC)
         : REAL (system) (shim ("no_shell") ? "exit 127" : command);
}

int
socket (int domain, int type, int protocol)
{
  int forgotten = shim ("cloexec_forgotten") ? SOCK_CLOEXEC
                  : shim ("nonblock_forgotten") ? SOCK_NONBLOCK : 0;

  return REAL (socket) (domain, type & ~forgotten, protocol);
}

int
socketpair (int domain, int type, int protocol, int fd[2])
{
  if (shim ("pair_refused"))
    return refuse (EPROTONOSUPPORT);
  if (shim ("pair_inet"))
    domain = AF_UNIX;
  if (shim ("pair_one_way"))
    return pipe (fd);
  return REAL (socketpair) (domain, type, protocol, fd);
}

ssize_t
send (int fd, const void *data, size_t size, int flags)
{
  return REAL (send) (fd, data, size,
                      shim ("send_raises") ? flags & ~MSG_NOSIGNAL : flags);
}

int
mkfifo (const char *path, mode_t mode)
{
  if (shim ("mkfifo_enosys"))
    return refuse (ENOSYS);
  if (shim ("mkfifo_file"))
    return close (creat (path, mode));
  if (shim ("mkfifo_root") && geteuid () != 0)
    return refuse (EPERM);
  return REAL (mkfifo) (path, mode);
}

int
mknod (const char *path, mode_t mode, dev_t device)
{
  if (shim ("mknod_root") && geteuid () != 0)
    return refuse (EPERM);
  return REAL (mknod) (path, mode, device);
}

int
open (const char *path, int flags, ...)
{
  va_list ap;
  int mode;

  va_start (ap, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg (ap, int) : 0;
  va_end (ap);
  if (shim ("fifo_one_way") && strcmp (path, "f") == 0
      && (flags & O_ACCMODE) == O_RDWR)
    return refuse (EINVAL);
  if (shim ("no_ptmx") && strcmp (path, "/dev/ptmx") == 0)
    return refuse (ENOENT);
  return REAL (open) (path, flags, mode);
}

int
poll (struct pollfd *p, nfds_t n, int timeout)
{
  int result = REAL (poll) (p, n, timeout);

  if (shim ("poll_pollin") && n == 1 && (p->revents & POLLHUP) != 0)
    p->revents = POLLIN;
  if (n == 4 && (shim ("poll_no_devices") || shim ("poll_no_files")))
    p[shim ("poll_no_files") ? 2 : 3].revents = POLLNVAL;
  return result;
}

int
waitid (idtype_t type, id_t id, siginfo_t *info, int options)
{
  return REAL (waitid) (type, id, info,
                        shim ("waitid_waits") ? options & ~WNOWAIT : options);
}

int
ioctl (int fd, unsigned long request, ...)
{
  va_list ap;
  void *arg;

  va_start (ap, request);
  arg = va_arg (ap, void *);
  va_end (ap);
  if (request == TIOCNOTTY && shim ("tiocnotty_nothing"))
    return 0;
  return REAL (ioctl) (fd, request, arg);
}

int
posix_openpt (int flags)
{
  return shim ("no_pty") ? refuse (ENOENT) : REAL (posix_openpt) (flags);
}

#include "probes-shim-posix.h"
#include "probes-shim-sysv.h"

unsigned int
alarm (unsigned int seconds)
{
  if (shim ("crash"))
    abort ();
  return REAL (alarm) (seconds);
}

pid_t
fork (void)
{
  return shim ("no_fork") ? refuse (EAGAIN) : REAL (fork) ();
}

/* A command on a socket pair.  */
static FILE *
open_both_ways (const char *command)
{
  int fd[2];

  if (REAL (socketpair) (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    return NULL;
  if (REAL (fork) () == 0)
    {
      dup2 (fd[1], 0);
      dup2 (fd[1], 1);
      execl ("/bin/sh", "sh", "-c", command, (char *) NULL);
      _exit (127);
    }
  close (fd[1]);
  return fdopen (fd[0], "r+");
}

FILE *
popen (const char *command, const char *mode)
{
  if (shim ("popen_both_ways") && strcmp (mode, "r+") == 0)
    return open_both_ways (command);
  if (shim ("popen_no_e") && mode[1] == 'e')
    {
      errno = EINVAL;
      return NULL;
    }
  if (shim ("popen_e_nothing") && mode[1] == 'e')
    mode = "r";
  return REAL (popen) (command, mode);
}

int
fflush (FILE *stream)
{
  if (shim ("fflush_purges") && stream == NULL)
    __fpurge (stdin);
  return REAL (fflush) (stream);
}

int
setrlimit (__rlimit_resource_t resource, const struct rlimit *limit)
{
  return resource == RLIMIT_NPROC && shim ("nproc_unlimited") ? 0
         : REAL (setrlimit) (resource, limit);
}

/* A function between cannot do as vfork() does.  */
pid_t
vfork (void)
{
  return REAL (fork) ();
}

int
posix_spawn (pid_t *pid, const char *path,
             const posix_spawn_file_actions_t *actions,
             const posix_spawnattr_t *attr, char *const argv[],
             char *const env[])
{
  int error = REAL (posix_spawn) (pid, path, actions, attr, argv, env);

  if (error == 0 || !shim ("spawn_late"))
    return error;
  *pid = REAL (fork) ();
  if (*pid == 0)
    _exit (127);
  return *pid == -1 ? errno : 0;
}

int
posix_spawnattr_setflags (posix_spawnattr_t *attr, short flags)
{
  return REAL (posix_spawnattr_setflags)
         (attr, shim ("spawn_same_session") ? 0 : flags);
}
