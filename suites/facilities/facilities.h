/* facilities.h - what a platform may lack, so that bodies need no #if.
   SPDX-License-Identifier: BSD-2-Clause

   A missing function becomes one that fails with ENOSYS, a missing flag
   becomes 0 or -1, as said beside it: the body observes "absent".  What one
   line can say is in the .def of its domain.  */

#ifndef IPC_FACILITIES_H
#define IPC_FACILITIES_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#ifdef __sun
# include <sys/filio.h>
#endif
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "control.h"
#include "datagram.h"
#include "handles.h"
#include "mq.h"
#include "names.h"
#include "processes.h"
#include "queue.h"
#include "signal.h"
#include "special.h"
#include "timers.h"
#include "told.h"
#include "probes.h"

/* What a call that is not there does with its arguments: ENOSYS, and it
   returns RESULT.  */
int ipc_absent (int result, ...);

/* Made by harness/tools/generate of the .def files.  */
#include "missing.h"

#ifndef WNOWAIT
# define WNOWAIT 0
#endif

/* No status has what WIFCONTINUED() would see.  */
#define ipc_no_status(status) ((void) (status), 0)

/* Where no slave is granted none has a name.  */
#if IPC_PROBE_GRANTPT == 0
# define ptsname(fd) (ipc_absent (-1, fd), (char *) NULL)
#endif

/* WASI's libc has none of these.  A call that cannot fail ends the case; one
   without arguments is no line of a .def.  */
#if IPC_PROBE_SIGSETJMP == 0
# define sigsetjmp(env, save) \
  ((void) (env), (void) (save), ipc_cannot_call ("sigsetjmp()"))
# define siglongjmp(env, value) \
  ((void) (env), (void) (value), ipc_cannot_call ("siglongjmp()"))
#endif
#if IPC_PROBE_INET_ADDR == 0
# define inet_addr(text) ((in_addr_t) ipc_cannot_call ("inet_addr()"))
#endif
#if IPC_PROBE_PAUSE == 0
# define pause() ipc_absent (-1)
#endif

/* End the case as absent, for want of CALL; or of sigsetjmp(), if the platform
   has none, where a program of ours needs it.  Child.  */
int ipc_cannot_call (const char *call);
void ipc_need_jumps (void);

/* dietlibc has none of the limits that a file system sets; that of a name is
   the same for all.  */
#ifndef _PC_PIPE_BUF
# define _PC_PIPE_BUF (-1)
# define _PC_NAME_MAX (-2)
# define _PC_MAX_CANON (-1)
# define pathconf(path, name) \
  ((name) == _PC_NAME_MAX ? (long) NAME_MAX : ipc_absent (-1, path))
# define fpathconf(...) ipc_absent (-1, __VA_ARGS__)
#endif

/* sigset(), which Issue 8 has dropped: SIG_ERR, ENOSYS.  */
void (*ipc_sigset (int signo, void (*handler) (int))) (int);

/* An alternate stack of SIZE bytes at STACK; an interval timer that ends
   once, after MICROSECONDS.  0, or -1 with errno.  */
int ipc_use_stack (void *stack, size_t size);
int ipc_start_timer (long microseconds);

/* Have this process get SIGURG of FD: F_SETOWN.  0, or -1 with errno.  */
int ipc_signal_me (int fd);

/* Whether this thread has an alternate stack.  -1 with errno ENOSYS.  */
int ipc_stack_state (void);

/* sigsetjmp() is a macro, and so is what the fallback has in its place.  */
typedef sigjmp_buf ipc_native_jmp_buf;
#define ipc_sigjmp_buf ipc_native_jmp_buf
#define ipc_sigsetjmp(env, save) sigsetjmp (env, save)
#define ipc_siglongjmp(env, value) siglongjmp (env, value)

/* Execute the compiler's trap instruction, or none where it has none.  */
void ipc_trap (void);

/* siginterrupt(), which Issue 8 has dropped.  */
int ipc_siginterrupt (int signo, int interrupt);

/* Whether the timer of ipc_start_timer() is still to expire; in how many
   microseconds, 0 if it is not set.  -1 with errno ENOSYS.  */
int ipc_itimer_set (void);
long ipc_timer_left (void);

/* A call that returns a pointer.  */
#if IPC_PROBE_SHMGET == 0
# define shmat(...) \
  (ipc_absent (-1, __VA_ARGS__) == -1 ? (void *) -1 : NULL)
#endif

#if IPC_PROBE_COMMANDS == 0
# define popen(...) (ipc_absent (-1, __VA_ARGS__), (FILE *) NULL)
#endif

#if IPC_PROBE_SEM_OPEN == 0
# define sem_open(...) \
  (ipc_absent (-1, __VA_ARGS__) == -1 ? SEM_FAILED : NULL)
#endif

/* What flock() is asked for, where there is none to refuse it.  */
#ifndef LOCK_EX
# define LOCK_EX 2
# define LOCK_NB 4
# define LOCK_UN 8
#endif
/* BSD's strict headers hide flock(), whose values are the same everywhere.  */
int ipc_flock (int fd, int operation);
#ifdef IPC_STRICT
# undef flock
# define flock(fd, operation) ipc_flock (fd, operation)
#endif
/* What POSIX of 2008 does not have is hidden from strict builds, not gone.  */
#ifdef IPC_STRICT
# undef ppoll
# define ppoll(fds, count, timeout, mask) \
  ipc_ppoll (fds, count, timeout, mask)
# undef semtimedop
# define semtimedop(id, ops, count, timeout) \
  ipc_semtimedop (id, ops, count, timeout)
# define usleep(time) ipc_usleep (time)
# ifndef F_OFD_SETLK
#  define F_OFD_SETLK ipc_f_ofd_setlk
#  define F_OFD_SETLKW ipc_f_ofd_setlkw
# endif
#endif
/* No command has this number: fcntl() fails with EINVAL.  */
#ifndef F_OFD_SETLK
# define F_OFD_SETLK (-1)
# define F_OFD_SETLKW (-1)
#endif

/* System V's setpgrp() has no arguments, 4.2BSD's has two.  */
#if IPC_PROBE_SETPGRP_VOID == 0
# define IPC_SETPGRP_ARGUMENTS 2
# define ipc_setpgrp() setpgrp (0, getpid ())
#else
# define IPC_SETPGRP_ARGUMENTS 0
# define ipc_setpgrp() setpgrp ()
#endif

/* POSIX has only the form without; 4.2BSD's wants a pid.  */
#if IPC_PROBE_GETPGRP_VOID == 0
# define IPC_GETPGRP_ARGUMENTS 1
# define ipc_getpgrp() getpgrp (0)
#else
# define IPC_GETPGRP_ARGUMENTS 0
# define ipc_getpgrp() getpgrp ()
#endif

#endif
