/* calls.c - the table of the calls that fallbacks replace.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/select.h>
#include <time.h>

#include "facilities/facilities.h"

/* Where there is no such call the fallback is all there is, for cases that
   measure something else as well.  Not so for flock(), which no case needs
   that does not measure it.  */
#if IPC_PROBE_HAVE_MKFIFO == 0
# define NATIVE_MKFIFO ipc_fb_mkfifo
#else
# define NATIVE_MKFIFO mkfifo
#endif
#if IPC_PROBE_SOCKETPAIR == 0
# define NATIVE_SOCKETPAIR ipc_fb_socketpair
#else
# define NATIVE_SOCKETPAIR socketpair
#endif
#if IPC_PROBE_KILLPG == 0
# define NATIVE_KILLPG ipc_fb_killpg
#else
# define NATIVE_KILLPG killpg
#endif
#if IPC_PROBE_PSELECT == 0
# define NATIVE_PSELECT ipc_fb_pselect
#else
# define NATIVE_PSELECT pselect
#endif
#if IPC_PROBE_PPOLL == 0
# define NATIVE_PPOLL ipc_fb_ppoll
#else
# define NATIVE_PPOLL ppoll
#endif
#ifdef flock
# define NATIVE_FLOCK absent_flock
static int
absent_flock (int fd, int operation)
{
  return ipc_absent (-1, fd, operation);
}
#else
# define NATIVE_FLOCK flock
#endif

/* What is missing is measured as such.  */
#ifdef pipe2
# define NATIVE_PIPE2 absent_pipe2
static int
absent_pipe2 (int *fd, int flags)
{
  return ipc_absent (-1, fd, flags);
}
#else
# define NATIVE_PIPE2 pipe2
#endif
#ifdef setpgid
# define NATIVE_SETPGID absent_setpgid
static int
absent_setpgid (pid_t pid, pid_t group)
{
  return ipc_absent (-1, pid, group);
}
#else
# define NATIVE_SETPGID setpgid
#endif
#ifdef dup3
# define NATIVE_DUP3 absent_dup3
static int
absent_dup3 (int fd, int to, int flags)
{
  return ipc_absent (-1, fd, to, flags);
}
#else
# define NATIVE_DUP3 dup3
#endif
#ifdef accept4
# define NATIVE_ACCEPT4 absent_accept4
static int
absent_accept4 (int fd, struct sockaddr *address, socklen_t *length,
                int flags)
{
  return ipc_absent (-1, fd, address, length, flags);
}
#else
# define NATIVE_ACCEPT4 accept4
#endif
#ifdef sigtimedwait
# define NATIVE_SIGTIMEDWAIT absent_sigtimedwait
static int
absent_sigtimedwait (const sigset_t *set, siginfo_t *info,
                     const struct timespec *timeout)
{
  return ipc_absent (-1, set, info, timeout);
}
#else
# define NATIVE_SIGTIMEDWAIT sigtimedwait
#endif
#ifdef sigwaitinfo
# define NATIVE_SIGWAITINFO absent_sigwaitinfo
static int
absent_sigwaitinfo (const sigset_t *set, siginfo_t *info)
{
  return ipc_absent (-1, set, info);
}
#else
# define NATIVE_SIGWAITINFO sigwaitinfo
#endif
#ifdef clock_nanosleep
# define NATIVE_CLOCK_NANOSLEEP absent_clock_nanosleep
static int
absent_clock_nanosleep (clockid_t clock, int flags,
                        const struct timespec *asked, struct timespec *left)
{
  return ipc_absent (ENOSYS, clock, flags, asked, left);
}
#else
# define NATIVE_CLOCK_NANOSLEEP clock_nanosleep
#endif
#ifdef posix_openpt
# define NATIVE_POSIX_OPENPT absent_openpt
static int
absent_openpt (int flags)
{
  return ipc_absent (-1, flags);
}
#else
# define NATIVE_POSIX_OPENPT posix_openpt
#endif

#ifdef shm_open
# define NATIVE_SHM_OPEN absent_shm_open
# define NATIVE_SHM_UNLINK absent_shm_unlink
static int
absent_shm_open (const char *name, int flags, mode_t mode)
{
  return ipc_absent (-1, name, flags, mode);
}

static int
absent_shm_unlink (const char *name)
{
  return ipc_absent (-1, name);
}
#else
# define NATIVE_SHM_OPEN shm_open
# define NATIVE_SHM_UNLINK shm_unlink
#endif

#include "absent-sysv.h"
#include "mapped-posix.h"
#include "mapped-spawn.h"
#include "calls-commands.h"
#include "calls-local.h"
#include "calls-network.h"
#include "calls.h"
#include "report.h"

/* What natives take is of no interest.  */
static volatile sig_atomic_t untold;

#define FALLBACK_FAMILY(name, calls, promise, source)
#define CALL(result, name, parameters, native) { native, &untold, NULL },
#define MAP(fallback, name, replacement)
#define MAP_PARTLY(fallback, name, replacement)
struct ipc_calls ipc_calls =
{
#include "fallbacks.def"
};

static ssize_t
send_masked (int fd, const void *data, size_t size)
{
  return ipc_fb_send_masked (fd, data, size, 0);
}

static int
epoll_to_the_end (int epoll)
{
  return ipc_epoll_wait_by (epoll, ipc_fb_epoll_wait);
}

/* A group is killpg()'s, a process is kill()'s own.  */
static int
kill_by_killpg (pid_t pid, int signo)
{
  return pid < -1 ? killpg (-pid, signo) : (kill) (pid, signo);
}

/* The page's starter ends by exit(); daemon()'s does not flush.  */
static int
daemonize_by_daemon (void)
{
  fflush (stdout);
  return ipc_fb_daemon (0, 0);
}

static int
run_with_grace (char *const argv[], long limit, int stop, int *status)
{
  return ipc_run_timed (argv, limit, 1000, stop, status);
}

/* NAME, whose claimant is *OWNER, is FALLBACK's.  */
static void
claim (const char *name, const char **owner, const char *fallback)
{
  if (*owner != NULL)
    ipc_broken ("fallbacks %s and %s both replace %s()", *owner, fallback,
                name);
  *owner = fallback;
}

void
ipc_map_calls (const char *fallback, volatile sig_atomic_t *took)
{
#define CALL(result, name, parameters, native)
#define MAP_PARTLY(by, name, replacement)                      \
  if (strcmp (fallback, #by) == 0)                             \
    {                                                          \
      claim (#name, &ipc_calls.name.fallback, fallback);       \
      ipc_calls.name.call = replacement;                       \
    }
#define MAP(by, name, replacement)                             \
  MAP_PARTLY (by, name, replacement)                           \
  if (strcmp (fallback, #by) == 0)                             \
    ipc_calls.name.took = took;
#include "fallbacks.def"
}
