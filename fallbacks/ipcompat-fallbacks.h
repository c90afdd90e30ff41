/* ipcompat-fallbacks.h - the fallbacks, under their own names.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_fb_X has the prototype, the results and the errno values of X where
   its source does not say otherwise.  All of them are always there.  */

#ifndef IPCOMPAT_FALLBACKS_H
#define IPCOMPAT_FALLBACKS_H

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mkfifo(): by mknod(), else by a command; may then wait for a child, and a
   mode with bits outside 0666 gets those a moment later.  Returns 0, or -1
   with errno; ENOSYS if there is no way.  PATH belongs to the caller.
   POSIX: mkfifo.  */
int ipc_fb_mkfifo (const char *path, mode_t mode);

/* Calls that an interruption does not end: read(), write(), open(), accept(),
   waitpid(), wait() and fcntl() with a lock command are called again while
   they fail with EINTR; an interrupted connect() is waited for, and its
   result fetched.  What has moved data returns its count.  Results and errno
   are the native call's, never EINTR.  ipc_fb_fcntl() fails with ENOSYS for
   commands that POSIX does not name.  POSIX: read, write, open, accept,
   connect, wait, fcntl.  */
ssize_t ipc_fb_read (int fd, void *data, size_t size);
ssize_t ipc_fb_write (int fd, const void *data, size_t size);
int ipc_fb_open (const char *path, int flags, ...);
int ipc_fb_accept (int fd, struct sockaddr *address, socklen_t *length);
int ipc_fb_connect (int fd, const struct sockaddr *address,
                    socklen_t length);
pid_t ipc_fb_retry_waitpid (pid_t pid, int *status, int options);
pid_t ipc_fb_retry_wait (int *status);
int ipc_fb_fcntl (int fd, int command, ...);

/* sigaction(), made of signal() and sigprocmask(): the handler stays, its
   signal and sa_mask are blocked while it runs, SA_NODEFER and SA_RESETHAND
   hold, errno survives the handler; ACTION and OLD may be NULL.  Whether slow
   calls restart is signal()'s choice, not SA_RESTART's.  Returns 0, or -1
   with errno EINVAL (no such signal, or one that cannot be caught) or ENOSYS
   (SA_SIGINFO, SA_ONSTACK; for SIGCHLD: SA_NOCLDSTOP, SA_NOCLDWAIT).  Not
   for threads; a signal set by signal() or sigaction() in between shows the
   old action.  POSIX: sigaction.  */
int ipc_fb_sigaction (int signo, const struct sigaction *action,
                      struct sigaction *old);

/* signal(): the handler stays installed, its signal is blocked while it
   runs, slow calls restart where the platform has SA_RESTART.  Returns the
   previous handler, or SIG_ERR with errno EINVAL.  POSIX: signal.  */
void (*ipc_fb_signal (int signo, void (*handler) (int))) (int);

/* sig2str() and str2sig(): the name of SIGNO, without "SIG", into NAME, which
   has room for SIG2STR_MAX bytes; the number of NAME, which may also be an
   alias (CLD), a decimal number, or any RTMIN+n and RTMAX-n, into *SIGNO.  A
   number without a name is NUMn.  Return 0, or -1, errno unchanged; 0 is no
   signal.  POSIX: str2sig.  */
#ifndef SIG2STR_MAX
# define SIG2STR_MAX 32
#endif
int ipc_fb_sig2str (int signo, char *name);
int ipc_fb_str2sig (const char *name, int *signo);

/* sigsetjmp() and siglongjmp() for an ipc_fb_sigjmp_buf.  The mask is put
   back just before the jump.  ipc_fb_sigsetjmp (ENV, SAVE) may stand where
   setjmp() may, since that is what it is.  POSIX: siglongjmp.  */
typedef struct ipc_fb_sigjmp
{
  jmp_buf jump;
  sigset_t mask;
  int saved;
} ipc_fb_sigjmp_buf[1];
#define ipc_fb_sigsetjmp(env, save) \
  setjmp (ipc_fb_sigsave (env, save)->jump)
struct ipc_fb_sigjmp *ipc_fb_sigsave (struct ipc_fb_sigjmp *env, int save);
#if defined __GNUC__
__attribute__ ((__noreturn__))
#endif
void ipc_fb_siglongjmp (struct ipc_fb_sigjmp *env, int value);

/* socketpair() for AF_UNIX, protocol 0 and SOCK_STREAM or SOCK_DGRAM, with
   SOCK_NONBLOCK and SOCK_CLOEXEC where the platform has them: two connected
   Internet sockets of 127.0.0.1.  Stores two descriptors in FD, to be
   closed by the caller, and returns 0; or returns -1, with FD unchanged,
   no descriptor left open and errno EAFNOSUPPORT (family), EOPNOTSUPP
   (AF_INET, AF_INET6), EPROTONOSUPPORT (type or protocol), EMFILE, ENFILE,
   ENOBUFS, ENOMEM, or what a missing or closed loopback network gives, such
   as EADDRNOTAVAIL.  Needs a third descriptor for a moment; a fork() in
   another thread may inherit these.  POSIX: socketpair.  */
int ipc_fb_socketpair (int domain, int type, int protocol, int fd[2]);

/* A stream pair without sockets: each side reads from SIDE[i][0] and writes
   to SIDE[i][1], two descriptors of pipes, all four to be closed by the
   caller.  Closing SIDE[i][1] is shutdown (SHUT_WR), closing SIDE[i][0] is
   shutdown (SHUT_RD).  Returns 0; or -1, with SIDE unchanged, no descriptor
   left open and errno EMFILE or ENFILE.  POSIX: pipe.  */
int ipc_fb_socketpair_pipes (int side[2][2]);

/* setsid(), by TIOCNOTTY: the caller loses its controlling terminal and
   becomes the leader of a process group, whose id is returned.  It stays in
   its session: daemons.setsid_new_session.  Returns -1 with errno EPERM if
   the caller leads a group or one has its pid as id, ENOSYS where there is
   no TIOCNOTTY, or what open() says if /dev/tty tells nothing; nothing has
   changed then.  POSIX: setsid.  */
pid_t ipc_fb_setsid (void);

/* setpgid() of the caller into a group of its own, by setpgrp(); PID and
   GROUP are each 0 or the caller's pid.  Returns -1 with errno EPERM for the
   leader of a session, ENOSYS for anything else that is asked.
   POSIX: setpgid.  */
int ipc_fb_setpgid (pid_t pid, pid_t group);

/* daemon() of BSD: go on as a daemon, in / unless NOCHDIR, on /dev/null
   unless NOCLOSE.  Standard output and error are flushed before.  The caller
   _exit()s with 0, without flushing anything else, as soon as the daemon is
   up; the daemon gets 0, in a session that it does not lead, with umask 0
   and with signals unblocked and at their defaults.  Returns -1 in the
   caller, with errno, if no daemon came up.  */
int ipc_fb_daemon (int nochdir, int noclose);

/* A reaper: have SIGCHLD handled from now on; what it does else is over
   until ipc_reaper_stop().  Slow calls restart where the platform has
   SA_RESTART.  Returns 0, or -1 with sigaction()'s errno.  For programs with
   one thread; only ipc_reaper_status() may be called in signal handlers.
   POSIX: sigaction, waitpid.  */
int ipc_reaper_start (void);

/* Have the child PID waited for from now on, by the reaper alone; it may
   have ended already.  Returns 0, or -1 with errno EINVAL (PID is not
   positive) or ENOMEM (256 are watched).  */
int ipc_reaper_watch (pid_t pid);

/* 1 and the wait status of PID in *STATUS, if it has ended; then it is
   watched no longer.  0 if it lives.  -1 with errno ECHILD if it is not
   watched, or was waited for elsewhere.  Does not block.  */
int ipc_reaper_status (pid_t pid, int *status);

/* Put the former action for SIGCHLD back, and watch nobody.  Returns 0, or
   -1 with sigaction()'s errno.  */
int ipc_reaper_stop (void);

/* Children that leave no zombie, by a handler of SIGCHLD: what it does else is
   over until ipc_nocldwait_stop(), and zombies that are there go at once.
   Each returns 0, or -1 with sigaction()'s errno.  For programs with one
   thread.  POSIX: sigaction, waitpid.  */
int ipc_nocldwait_start (void);
int ipc_nocldwait_stop (void);

/* waitpid() and wait() in between: no child that has ended is ever returned;
   -1 with errno ECHILD when all that PID names are gone.  For stopped and
   continued children as waitpid(); EINTR by other signals than SIGCHLD.
   Async-signal-safe.  POSIX: wait.  */
pid_t ipc_nocldwait_waitpid (pid_t pid, int *status, int options);
pid_t ipc_nocldwait_wait (int *status);

/* system(), popen() and pclose() that know how the command has ended also
   while SIGCHLD is ignored, or caught by someone who waits for all children.
   A stream of popen() is the caller's to ipc_fb_pclose(), in the process
   that opened it; MODE is "r" or "w".  Errors are those of the native calls;
   EMFILE also if 64 streams are open, ECHILD if STREAM is none of them or the
   status is lost.  Not for threads.  POSIX: system, popen, pclose.  */
int ipc_fb_system (const char *command);
FILE *ipc_fb_popen (const char *command, const char *mode);
int ipc_fb_pclose (FILE *stream);

/* waitpid() for any child (-1) or one.  Fails with ENOSYS for process
   groups and for other options than WNOHANG with one child, with ENOMEM if
   256 other children have ended that nobody asked for, else as waitpid()
   does.  STATUS may be NULL.  Not for signal handlers, nor for programs that
   wait by native calls as well.  POSIX: waitpid.  */
pid_t ipc_fb_waitpid (pid_t pid, int *status, int options);

/* flock() for whole files, by fcntl(): OPERATION as there, with the usual
   values.  The lock belongs to the process.  Returns 0, or -1 with errno:
   EWOULDBLOCK (LOCK_NB and held by another process), EBADF (FD not open in
   the mode that the lock wants), EINVAL, and those of fcntl().  */
enum
{
  IPC_FB_LOCK_SH = 1,
  IPC_FB_LOCK_EX = 2,
  IPC_FB_LOCK_NB = 4,
  IPC_FB_LOCK_UN = 8
};
int ipc_fb_flock (int fd, int operation);

/* kill() without negative pids: those, and 0, are given to killpg(); -1 is
   refused with ENOSYS.  Returns 0, or -1 with kill()'s errno.
   Async-signal-safe where killpg() is.  POSIX: kill, killpg.  */
int ipc_fb_kill (pid_t pid, int signo);

/* killpg() for a group, 0 being the caller's, whose members are registered:
   each is signalled by itself, the caller, who is not to be registered,
   last.  Returns 0 if one could be, else -1 with errno ESRCH (no registered
   process and not the caller is in GROUP), EPERM or EINVAL (no group, no
   signal).  For programs with one thread; not for signal handlers.
   POSIX: killpg.  */
int ipc_fb_killpg (pid_t group, int signo);

/* Register the process PID, whichever group it is or will be in; a second
   time changes nothing.  Returns 0, or -1 with errno EINVAL (PID is not
   positive) or ENOMEM (256 are registered).  */
int ipc_killpg_watch (pid_t pid);

/* The opposite, for who has been waited for.  Returns 0, or -1 with errno
   ESRCH if PID is not registered.  */
int ipc_killpg_forget (pid_t pid);

/* Who a process is, apart from its pid, which is another's some day.  Its
   members are for these functions alone.  */
struct ipc_identity
{
  pid_t pid;
  int handle;                   /* -1: none */
  unsigned long long start;
};

/* Note in WHO who PID is now, a child or not.  Returns 0; a descriptor may
   be open then, with FD_CLOEXEC, until ipc_identity_drop().  Returns -1 with
   errno ESRCH (no such process), EINVAL (PID is not positive), EMFILE, ENFILE
   or ENOSYS (this platform does not tell processes apart).  */
int ipc_identity_take (pid_t pid, struct ipc_identity *who);

/* kill() of that very process: fails with ESRCH when it is gone, also while
   another one has its pid.  POSIX: kill.  */
int ipc_identity_kill (const struct ipc_identity *who, int signo);

/* Have done with WHO.  */
void ipc_identity_drop (struct ipc_identity *who);

/* alarm(), by a child process that waits and then sends SIGALRM.  Returns
   the seconds that were left, rounded up, or 0.  The timer ends with this
   process, or with its exec(): what is executed has no alarm.  Where no
   process can be made there is no alarm either.  Its end is a child's end:
   SIGCHLD, and a zombie until the next call, if nobody waits for it.  Not for
   signal handlers, nor for threads.  POSIX: alarm.  */
unsigned ipc_fb_alarm (unsigned seconds);

/* Run ARGV[0], found as execvp() does, in a process group of its own, and
   wait for its end.  When LIMIT milliseconds are over (negative: never), or
   STOP, a descriptor (-1: none), can be read or is at its end, the group gets
   SIGTERM, and SIGKILL as soon as the command has ended, or GRACE
   milliseconds later.  What a command that ends in time has left in its
   group is left alone.  Returns 0 if it ended in time, 1 if its time was up,
   in both cases with its wait status in *STATUS (which may be NULL); or -1
   with errno, without a child: that of pipe() or fork(), or, if it could not
   be executed, of exec().  Handles SIGCHLD meanwhile; the caller's handler
   is told afterwards.  For programs with one thread.
   POSIX: fork, setpgid, exec, kill, waitpid.  */
int ipc_run_timed (char *const argv[], long limit, long grace, int stop,
                   int *status);

/* Store the absolute path of the program that runs here in BUFFER, of SIZE
   bytes.  WAYS: ask the platform, or else go by ARGV0, its argv[0].  Returns
   0; or -1 with errno ENOSYS (only the platform was to be asked, and does
   not tell), ENOENT (ARGV0 does not lead to a program), ERANGE (SIZE is too
   small), or that of realpath().  Call it before chdir().  */
enum { IPC_SELF_PLATFORM = 1, IPC_SELF_ARGV0 = 2 };
int ipc_self_path (const char *argv0, int ways, char *buffer, size_t size);

/* execve() with no signal ignored and just those in HELD blocked (NULL:
   none), wherever it is called: also in a signal handler.  A signal that is
   held and pending stays so; the new image unblocks it when its handlers are
   installed.  One that is not held may be handled once more before.  Returns
   -1 with execve()'s errno, everything being as before.  Async-signal-safe.
   POSIX: exec.  */
int ipc_exec_clean (const char *path, char *const argv[],
                    char *const envp[], const sigset_t *held);

/* Deferred signals: have SIGNO noted when it comes, and CALLBACK called by
   ipc_defer_dispatch(), outside of all handlers, where it may do anything.
   If IMMEDIATE, and for faults (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP,
   SIGSYS) always, CALLBACK runs in the handler: it must be async-signal-safe
   or leave by siglongjmp(), and for a fault not return unless it has mended
   what faulted.  Calls are interrupted, SA_RESTART is not set.  Returns 0, or
   -1 with errno EINVAL (no CALLBACK, or a signal that cannot be caught),
   EMFILE or ENFILE; nothing has changed then.  All ipc_defer functions are
   for programs with one thread; none may be called in handlers but
   ipc_defer_pending() and ipc_defer_arrivals().  POSIX: sigaction.  */
int ipc_defer_install (int signo, void (*callback) (int), int immediate);

/* Put back what SIGNO did before ipc_defer_install(); what waits is
   forgotten.  Returns 0, or -1 with errno EINVAL.  */
int ipc_defer_remove (int signo);

/* A safe point: call back once for each signal that has come, in the order
   of their numbers.  What comes meanwhile may wait for the next one.
   Returns how many callbacks were called; errno is kept.  */
int ipc_defer_dispatch (void);

/* Whether there may be something to dispatch.  */
int ipc_defer_pending (void);

/* How often the handler of SIGNO has run, modulo 2 to the 30th; for SIGCHLD
   at most once between two safe points.  */
long ipc_defer_arrivals (int signo);

/* From now on run all callbacks in the handlers, or no longer so.  */
void ipc_defer_immediate (int on);

/* A descriptor that is readable while a signal waits, for select() and
   poll(); not to be read nor closed by the caller.  After fork() a child has
   to ask anew.  Returns -1 with errno EMFILE or ENFILE.  */
int ipc_defer_descriptor (void);

/* read() that dispatches what comes while it waits, and goes on waiting: no
   signal is lost before it, nor does one end it.  If FD is non-blocking it
   waits, too.  Returns what read() does, never EINTR, or -1 with poll()'s
   errno.  POSIX: read.  */
ssize_t ipc_defer_read (int fd, void *data, size_t size);

/* pselect() and ppoll(), with all changes of the mask and the wait as one:
   a signal that MASK lets through ends the wait even if it was pending.
   Fail with EMFILE, ENFILE or ENOMEM too; whenever such a handler has run,
   with EINTR, and the sets are unchanged.  TIMEOUT is rounded up to
   microseconds or milliseconds.  POSIX: pselect, ppoll.  */
int ipc_fb_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                    const struct timespec *timeout, const sigset_t *mask);
int ipc_fb_ppoll (struct pollfd *fds, nfds_t count,
                  const struct timespec *timeout, const sigset_t *mask);

/* send() that raises no SIGPIPE: a peer that has gone is just EPIPE.  FLAGS
   are those of send().  The masked form uses neither MSG_NOSIGNAL nor
   SO_NOSIGPIPE; a SIGPIPE that was pending before stays so.
   POSIX: send.  */
ssize_t ipc_fb_send_nosigpipe (int fd, const void *data, size_t size,
                               int flags);
ssize_t ipc_fb_send_masked (int fd, const void *data, size_t size,
                            int flags);

/* close() that is not interrupted: EINTR counts as closed, except where it
   leaves the descriptor open (HP-UX), and it is closed again.  POSIX leaves
   that open: close.  */
int ipc_fb_close (int fd);

#ifdef __cplusplus
}
#endif

#endif
