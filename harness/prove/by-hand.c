/* by-hand.c - calls with more to them than calls.def says.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "stands.h"

#include <stdarg.h>

int __wrap_open (const char *path, int flags, ...);
int __wrap_fcntl (int fd, int command, ...);
int __wrap_semctl (int id, int number, int command, ...);
int __wrap_sigaction (int signo, const struct sigaction *action,
                      struct sigaction *old);
void (*__wrap_signal (int signo, void (*handler) (int))) (int);
pid_t __wrap_fork (void);

/* The mode that follows FLAGS.  */
static mode_t
mode_of (int flags, va_list arguments)
{
  int has_mode = (flags & O_CREAT) != 0;

#ifdef O_TMPFILE
  has_mode |= (flags & O_TMPFILE) == O_TMPFILE;
#endif
  return has_mode ? (mode_t) va_arg (arguments, int) : 0;
}

static int
open_through (const char *path, int flags, mode_t mode)
{
  THROUGH (open, int, ipc_fb_open, (path, flags, mode));
}

int
open (const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = mode_of (flags, arguments);
  va_end (arguments);
  return PROVE_STANDS (restart) ? open_through (path, flags, mode)
                                : NATIVE (open) (path, flags, mode);
}

int
__wrap_open (const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = mode_of (flags, arguments);
  va_end (arguments);
  return NATIVE (open) (path, flags, mode);
}

static int
fcntl_through (int fd, int command, void *argument)
{
  THROUGH (fcntl, int, ipc_fb_fcntl, (fd, command, argument));
}

/* The third argument is an int or a pointer, and passed alike.  Of commands
   that are this system's own the fallback says that it knows none: whoever
   adopts it keeps the native call for those.  */
int
fcntl (int fd, int command, ...)
{
  va_list arguments;
  void *argument;

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);
  return PROVE_STANDS (restart) && command <= F_SETLKW
           ? fcntl_through (fd, command, argument)
           : NATIVE (fcntl) (fd, command, argument);
}

int
__wrap_fcntl (int fd, int command, ...)
{
  va_list arguments;
  void *argument;

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);
  return NATIVE (fcntl) (fd, command, argument);
}

static int
semctl_through (int id, int number, int command, union ipc_fb_semun argument)
{
  THROUGH (semctl, int, ipc_fb_semctl, (id, number, command, argument));
}

int
semctl (int id, int number, int command, ...)
{
  va_list arguments;
  union ipc_fb_semun argument;

  va_start (arguments, command);
  argument = va_arg (arguments, union ipc_fb_semun);
  va_end (arguments);
  return PROVE_STANDS (sysv_semaphores)
           ? semctl_through (id, number, command, argument)
           : NATIVE (semctl) (id, number, command, argument);
}

int
__wrap_semctl (int id, int number, int command, ...)
{
  va_list arguments;
  union ipc_fb_semun argument;

  va_start (arguments, command);
  argument = va_arg (arguments, union ipc_fb_semun);
  va_end (arguments);
  return NATIVE (semctl) (id, number, command, argument);
}

static int
sigaction_through (int signo, const struct sigaction *action,
                   struct sigaction *old)
{
  THROUGH (sigaction, int, ipc_fb_sigaction, (signo, action, old));
}

/* Where there is just signal() no header has SA_ONSTACK, and a program that
   asks for it if there is one does not.  */
int
sigaction (int signo, const struct sigaction *action, struct sigaction *old)
{
  struct sigaction plain;

  if (!PROVE_STANDS (sigaction))
    return NATIVE (sigaction) (signo, action, old);
  if (action != NULL && (action->sa_flags & SA_ONSTACK) != 0)
    {
      plain = *action;
      plain.sa_flags &= ~SA_ONSTACK;
      action = &plain;
    }
  return sigaction_through (signo, action, old);
}

int
__wrap_sigaction (int signo, const struct sigaction *action,
                  struct sigaction *old)
{
  return NATIVE (sigaction) (signo, action, old);
}

/* signal-alone.c: the fallback, as it is where there is no sigaction().  */
void (*prove_signal_alone (int signo, void (*handler) (int))) (int);

void
(*signal (int signo, void (*handler) (int))) (int)
{
  void (*former) (int);

  if (!PROVE_STANDS (signal))
    return NATIVE (signal) (signo, handler);
  prove_count (CALL_signal);
  former = PROVE_STANDS (sigaction) ? prove_signal_alone (signo, handler)
                                    : ipc_fb_signal (signo, handler);
  prove_ended (CALL_signal, former == SIG_ERR ? -1 : 0);
  return former;
}

void
(*__wrap_signal (int signo, void (*handler) (int))) (int)
{
  return NATIVE (signal) (signo, handler);
}

/* killpg() knows only who is registered: whoever adopts it does so after
   fork().  */
pid_t
fork (void)
{
  pid_t child = NATIVE (fork) ();

  if (child > 0 && PROVE_STANDS (killpg))
    {
      prove_count (CALL_fork);
      ipc_killpg_watch (child);
    }
  return child;
}

pid_t
__wrap_fork (void)
{
  return NATIVE (fork) ();
}
