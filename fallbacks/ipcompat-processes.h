/* ipcompat-processes.h - fallbacks: groups, sessions, children, commands.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_PROCESSES_H
#define IPCOMPAT_PROCESSES_H

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* setsid(), by TIOCNOTTY: the caller loses its controlling terminal and
   becomes the leader of a process group, whose id is returned.  It stays in
   its session: daemons.setsid_new_session.  Returns -1 with errno EPERM if
   the caller leads a group or one has its pid as id, ENOSYS where there is
   no TIOCNOTTY, or what open() says if /dev/tty tells nothing; nothing has
   changed then.  Threads: any.  Handlers: yes.  POSIX: setsid.  */
pid_t ipc_fb_setsid (void);

/* setpgid() of the caller into a group of its own, by setpgrp(); PID and
   GROUP are each 0 or the caller's pid.  Returns -1 with errno EPERM for the
   leader of a session, ENOSYS for anything else that is asked, or where
   there is no setpgrp() either.  Threads: any.  Handlers: yes.
   POSIX: setpgid.  */
int ipc_fb_setpgid (pid_t pid, pid_t group);

/* daemon() of BSD: go on as a daemon, the leader of a session without a
   terminal, in / unless NOCHDIR, on /dev/null unless NOCLOSE.  All else is
   kept: umask, dispositions, mask, other descriptors, what stdio has not
   flushed.  The caller _exit()s with 0 as soon as the daemon is up; the
   daemon gets 0.  Returns -1 in the caller, with errno, if no daemon came
   up: that of pipe(), fork(), setsid(), chdir() or open(), EIO if it was
   killed.  Without setsid() it stays in the caller's session:
   daemons.complete.  Threads: any.  Handlers: no.  No page of POSIX.  */
int ipc_fb_daemon (int nochdir, int noclose);

/* The same, and in order whatever the caller was: the daemon leads no
   session, so that it can acquire no terminal; umask is 0, signals are
   unblocked and at their defaults; standard output and error are flushed
   before.  Threads: any.  Handlers: no.  No page of POSIX.  */
int ipc_daemon_hardened (int nochdir, int noclose);

/* A reaper: have SIGCHLD handled from now on; what it does else is over
   until ipc_reaper_stop().  Slow calls restart where the platform has
   SA_RESTART.  Returns 0, or -1 with sigaction()'s errno, or ENOSYS where
   nothing waits without blocking.  Threads: one, in
   all the program (the handler may run in any other, in the middle of the
   table).  Handlers: no.  POSIX: sigaction, waitpid.  */
int ipc_reaper_start (void);

/* Have the child PID waited for from now on, by the reaper alone; it may
   have ended already.  Returns 0, or -1 with errno EINVAL (PID is not
   positive) or ENOMEM.  Threads: one, as above.  Handlers: no.
   POSIX: waitpid.  */
int ipc_reaper_watch (pid_t pid);

/* 1 and the wait status of PID in *STATUS, if it has ended; then it is
   watched no longer.  0 if it lives.  -1 with errno ECHILD if it is not
   watched, or was waited for elsewhere.  Does not block.  Threads: one, as
   above.  Handlers: yes.  POSIX: waitpid.  */
int ipc_reaper_status (pid_t pid, int *status);

/* Put the former action for SIGCHLD back, and watch nobody.  Returns 0, or
   -1 with sigaction()'s errno.  Threads: one, as above.  Handlers: no.
   POSIX: sigaction.  */
int ipc_reaper_stop (void);

/* Children that leave no zombie, by a handler of SIGCHLD: what it does else is
   over until ipc_nocldwait_stop(), and zombies that are there go at once.
   Each returns 0, or -1 with sigaction()'s errno, or ENOSYS where nothing
   waits without blocking.  Threads: one at a time
   (they share what was before).  Handlers: no.
   POSIX: sigaction, waitpid.  */
int ipc_nocldwait_start (void);
int ipc_nocldwait_stop (void);

/* waitpid() and wait() in between: no child that has ended is ever returned;
   -1 with errno ECHILD when all that PID names are gone.  For stopped and
   continued children as waitpid(); EINTR by other signals than SIGCHLD.
   Threads: any, though another one's handler may take the child first.
   Handlers: yes.  POSIX: wait.  */
pid_t ipc_nocldwait_waitpid (pid_t pid, int *status, int options);
pid_t ipc_nocldwait_wait (int *status);

/* system(), popen() and pclose() that know how the command has ended also
   while SIGCHLD is ignored, or caught by someone who waits for all children.
   A stream of popen() is the caller's to ipc_fb_pclose(), in the process
   that opened it; MODE is "r" or "w", and "e" after that makes it
   close-on-exec.  Errors are those of the native calls; EMFILE may come two
   descriptors earlier, ECHILD also if STREAM is no such stream, or another
   process's, or the status is lost.  Threads: one at a time (SIGINT and
   SIGQUIT are ignored meanwhile, and open streams are in a list).
   Handlers: no.  POSIX: system, popen, pclose.  */
int ipc_fb_system (const char *command);
FILE *ipc_fb_popen (const char *command, const char *mode);
int ipc_fb_pclose (FILE *stream);

/* waitpid() and wait(), called again while they fail with EINTR.  Results and
   errno are the native call's, never EINTR.  Threads: any.  Handlers: yes.
   POSIX: wait.  */
pid_t ipc_fb_retry_waitpid (pid_t pid, int *status, int options);
pid_t ipc_fb_retry_wait (int *status);

/* waitpid() for any child (-1) or one.  Fails with ENOSYS for process
   groups, for other options than WNOHANG with one child and, where there is
   only wait(), for WNOHANG; with ENOMEM if there is no memory for the
   statuses that nobody has asked for yet, else as waitpid() does.  STATUS
   may be NULL.  SIGCHLD is blocked while this waits.  Not beside native wait
   calls.  Threads: one at a time (they share those statuses).  Handlers: of
   SIGCHLD; another's may take the status that an interrupted call waits for.
   POSIX: waitpid.  */
pid_t ipc_fb_waitpid (pid_t pid, int *status, int options);

/* kill() without negative pids: those, and 0, are given to killpg(), or to
   ipc_fb_killpg() where there is none; -1 is refused with ENOSYS.  Returns
   0, or -1 with kill()'s errno.  Threads: any.  Handlers: yes.
   POSIX: kill, killpg.  */
int ipc_fb_kill (pid_t pid, int signo);

/* killpg() for a group, 0 being the caller's, whose members are registered:
   each is signalled by itself, the caller, who is not to be registered,
   last.  Returns 0 if one could be, else -1 with errno ESRCH (no registered
   process and not the caller is in GROUP), EPERM or EINVAL (no group, no
   signal).  Threads: any, but not beside ipc_killpg_watch() or
   ipc_killpg_forget() (they change the list).  Handlers: yes.
   POSIX: killpg.  */
int ipc_fb_killpg (pid_t group, int signo);

/* Register the process PID, whichever group it is or will be in; a second
   time changes nothing.  Returns 0, or -1 with errno EINVAL (PID is not
   positive) or ENOMEM.  Threads: one at a time (they share the list).
   Handlers: no.  No page of POSIX.  */
int ipc_killpg_watch (pid_t pid);

/* The opposite, for who has been waited for.  Returns 0, or -1 with errno
   ESRCH if PID is not registered.  Threads: one at a time, as above.
   Handlers: yes.  No page of POSIX.  */
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
   or ENOSYS (this platform does not tell processes apart).  Threads: any.
   Handlers: no.  No page of POSIX.  */
int ipc_identity_take (pid_t pid, struct ipc_identity *who);

/* kill() of that very process: fails with ESRCH when it is gone, also while
   another one has its pid.  Threads: any.  Handlers: no.  POSIX: kill.  */
int ipc_identity_kill (const struct ipc_identity *who, int signo);

/* Have done with WHO.  Threads: any, each with its own WHO.  Handlers: yes.
   POSIX: close.  */
void ipc_identity_drop (struct ipc_identity *who);

/* fork() that waits while another thread is between making a descriptor and
   marking it close-on-exec in ipc_fb_pipe2() or ipc_fb_dup3(): so no program
   that is executed in the child inherits it.  All signals are blocked in the
   meantime.  Results and errno are the native call's.
   Threads: any.  Handlers: yes.  POSIX: fork.  */
pid_t ipc_cloexec_fork (void);

/* fork() after standard output and error, and the STREAMS up to NULL (NULL:
   no others), have been written, so that a child that calls exit() writes
   nothing again.  These are open for output.  Results and errno are those of
   fork(), or of the stream that could not be written: then there is no child.
   Threads: any, with no other that writes to these streams.  Handlers: no.
   POSIX: fork, fflush.  */
pid_t ipc_fork_flushed (FILE *const streams[]);

/* Run ARGV[0], found as execvp() does, in a process group of its own, and
   wait for its end.  When LIMIT milliseconds are over (negative: never), or
   STOP, a descriptor (-1: none), can be read or is at its end, the group gets
   SIGTERM, and SIGKILL as soon as the command has ended, or GRACE
   milliseconds later.  What a command that ends in time has left in its
   group is left alone.  Returns 0 if it ended in time, 1 if its time was up,
   in both cases with its wait status in *STATUS (which may be NULL); or -1
   with errno, without a child: that of pipe() or fork(), if it could not be
   executed that of exec(), or ENOSYS where nothing waits without blocking.
   Handles SIGCHLD meanwhile; the caller's handler is told afterwards, and
   where SIGCHLD is ignored who has ended meanwhile is waited for then.
   Threads: one at a time (SIGCHLD is the process's).  Handlers: no.
   POSIX: fork, setpgid, exec, kill, waitpid.  */
int ipc_run_timed (char *const argv[], long limit, long grace, int stop,
                   int *status);

/* Store the absolute path of the program that runs here in BUFFER, of SIZE
   bytes.  WAYS: ask the platform, or else go by ARGV0, its argv[0].  Returns
   0; or -1 with errno ENOSYS (only the platform was to be asked, and does
   not tell), ENOENT (the program has been removed, or ARGV0 does not lead to
   one), ERANGE (SIZE is too small), or that of realpath().  Call it before
   chdir().  Threads: any that do not change the environment.  Handlers: no.
   POSIX: realpath, exec.  */
enum { IPC_SELF_PLATFORM = 1, IPC_SELF_ARGV0 = 2 };
int ipc_self_path (const char *argv0, int ways, char *buffer, size_t size);

#ifdef SIG_BLOCK

/* execve() with no signal ignored and just those in HELD blocked (NULL:
   none), wherever it is called: also in a signal handler.  A signal that is
   held and pending stays so; the new image unblocks it when its handlers are
   installed.  One that is not held may be handled once more before.  Returns
   -1 with execve()'s errno, everything being as before.  Threads: one at a
   time (dispositions change meanwhile).  Handlers: yes.  POSIX: exec.  */
int ipc_exec_clean (const char *path, char *const argv[],
                    char *const envp[], const sigset_t *held);

#endif

#ifdef __cplusplus
}
#endif

#endif
