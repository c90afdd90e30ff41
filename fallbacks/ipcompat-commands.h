/* ipcompat-commands.h - fallbacks: programs that run beside, and their pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_COMMANDS_H
#define IPCOMPAT_COMMANDS_H

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What ipc_fb_posix_spawn() does to descriptors in the child: a list in the
   order of its making, NULL at first, that ipc_fb_spawn_free() ends.  Each of
   the others adds to it: FD becomes PATH, opened as open() does; is closed,
   if it is open; becomes a copy of another one, or loses its close-on-exec
   flag if they are the same; all from LOWEST on are closed.  PATH is copied.
   They return 0, EBADF (a negative number) or ENOMEM; errno may change.
   Threads: any, each with a list of its own.  Handlers: no.
   POSIX: posix_spawn_file_actions_addopen.  */
typedef struct ipc_fb_spawn_action *ipc_fb_spawn_actions;
int ipc_fb_spawn_addopen (ipc_fb_spawn_actions *list, int fd,
                          const char *path, int flags, mode_t mode);
int ipc_fb_spawn_addclose (ipc_fb_spawn_actions *list, int fd);
int ipc_fb_spawn_adddup2 (ipc_fb_spawn_actions *list, int from, int fd);
int ipc_fb_spawn_addclosefrom (ipc_fb_spawn_actions *list, int lowest);
void ipc_fb_spawn_free (ipc_fb_spawn_actions *list);

#ifdef SIG_BLOCK

/* The attributes of the child that FLAGS name; the others are the caller's,
   but for caught signals, which have their default action.  */
enum
{
  IPC_FB_SPAWN_RESETIDS = 1,    /* the effective ids become the real ones */
  IPC_FB_SPAWN_SETPGROUP = 2,   /* it joins GROUP; 0: it leads its own */
  IPC_FB_SPAWN_SETSIGDEF = 4,   /* DEFAULTS have their default action */
  IPC_FB_SPAWN_SETSIGMASK = 8,  /* MASK is blocked */
  IPC_FB_SPAWN_SETSID = 16      /* it leads a session; without setsid(), a
                                   group: safe_pipes.spawn_setsid */
};
struct ipc_fb_spawn_attributes
{
  int flags;
  pid_t group;
  sigset_t defaults, mask;
};

/* posix_spawn() and posix_spawnp() by fork() and execve(), with types of
   their own: ACTIONS and ATTRIBUTES may be NULL.  What is set and done comes
   in the order of POSIX.  They return 0 and the child's pid in *PID (which
   may be NULL), when it runs PATH; or, without a child, what failed: errno of
   fork(), of a file action, of what an attribute asks for, or of execve(),
   such as ENOENT, EACCES, ENOEXEC (no shell is tried) and E2BIG; EMFILE also
   for want of two descriptors; ENOMEM.  A child that was killed earlier is
   one that has run.  There is SIGCHLD of a child that failed, too, blocked
   until its end; a wait for any child in another thread may see it.  A file
   action that blocks keeps the caller waiting; so does a process that another
   thread forks meanwhile, by fork() itself, until it executes a program or
   ends.  A thread is not cancelled in this.
   Threads: any that do not change the environment.  Handlers: no.
   POSIX: posix_spawn.  */
int ipc_fb_posix_spawn (pid_t *pid, const char *path,
                        const ipc_fb_spawn_actions *actions,
                        const struct ipc_fb_spawn_attributes *attributes,
                        char *const argv[], char *const envp[]);
int ipc_fb_posix_spawnp (pid_t *pid, const char *file,
                         const ipc_fb_spawn_actions *actions,
                         const struct ipc_fb_spawn_attributes *attributes,
                         char *const argv[], char *const envp[]);

#endif

/* A command and this process's ends of its pipes: what is written to IN is
   its standard input, what it writes comes from OUT and ERR.  -1: none, or
   closed.  All are close-on-exec and above 2.  */
struct ipc_coprocess
{
  pid_t pid;
  int in, out, err;
};

/* Start ARGV[0], found as execvp() does, without a shell, with pipes to its
   standard input and output and, by ipc_open3(), its standard error.  It has
   no other descriptors above 2 (up to 65535, where no call closes all); no
   signal is blocked, none caught, and SIGINT, SIGQUIT, SIGPIPE and SIGCHLD
   are at their defaults.  The ends are the caller's to close, by close() or
   ipc_coprocess_close(), and the child is to be waited for, by waitpid().
   Return 0, or -1 with errno, as ipc_fb_posix_spawn() says it, or EINVAL
   (ARGV is empty), *C unchanged and nothing left open.
   Threads: any that do not change the environment.  Handlers: no.
   POSIX: pipe, posix_spawn.  */
int ipc_open2 (char *const argv[], struct ipc_coprocess *c);
int ipc_open3 (char *const argv[], struct ipc_coprocess *c);

/* Close the ends that are open.
   Threads: any, each with its own C.  Handlers: yes.  POSIX: close.  */
void ipc_coprocess_close (struct ipc_coprocess *c);

/* Write the SIZE bytes of DATA to C->in and then close it, while what comes
   from C->out and C->err is given to TAKE, which gets ARG, the 1 or 2 that
   its descriptor is to the command, and N bytes of its own until it returns;
   it may close ends, by ipc_coprocess_close().
   Neither side waits for the other in vain; the ends are three descriptors.
   An end at its end is closed, and -1 from then on; so the pump ends by itself
   when all are, which takes all processes that have inherited them.  A command
   that reads no more gets no more, which is no error: *WRITTEN, unless NULL,
   says how much it got.
   Returns 0; or what TAKE has returned if that was not 0, which ends the
   pump; or -1 with errno of poll(), read(), write() or fcntl().  Ends that
   are open then have the flags of before.  SIGPIPE is never raised by this,
   EINTR goes on.
   Threads: any, each with its own C.  Handlers: no.  POSIX: poll.  */
int ipc_pump (struct ipc_coprocess *c, const void *data, size_t size,
              int (*take) (void *arg, int fd, const char *bytes, size_t n),
              void *arg, size_t *written);

/* A command and streams: what it writes comes FROM it, what is written TO it
   it reads.  NULL: none, or closed, by whoever closes one.  */
struct ipc_popenv
{
  pid_t pid;
  FILE *from, *to;
};

/* popen() without a shell, and with the pid: start ARGV[0], found as execvp()
   does.  MODE is "r" (its standard output comes FROM it), "w" (its standard
   input is written TO it) or "r+" (both; who writes much before reading waits
   for ever).  Signals are as with ipc_open2(); other descriptors are
   inherited as their flags say, and streams are close-on-exec.  Returns 0; or
   -1 with errno, which is EINVAL for another MODE, or as ipc_open2() has it.
   Threads: any that do not change the environment.  Handlers: no.
   POSIX: popen, posix_spawn.  */
int ipc_popenv (char *const argv[], const char *mode, struct ipc_popenv *p);

/* The same for a copy of this process, which runs BODY (ARG), with
   cancellation disabled, and ends by _exit() with what that returns; it never
   returns here, nor flushes a stream of its parent's.  BODY may do what may be
   done after fork(); what the parent catches has its default action there,
   what it ignores or blocks is ignored or blocked, and descriptors that are
   close-on-exec are closed, but for those above the limit or 65535.
   Threads: any.  Handlers: no.  POSIX: fork, popen.  */
int ipc_popenv_call (int (*body) (void *arg), void *arg, const char *mode,
                     struct ipc_popenv *p);

/* Close the streams that are open, and do not wait.  Returns 0; or -1 with
   the errno of the first that could not be flushed: with all closed.  Raises
   SIGPIPE, as each write to a command does that reads no more.
   Threads: any, each with its own P.  Handlers: no.  POSIX: fclose.  */
int ipc_popenv_close (struct ipc_popenv *p);

/* Wait for the command.  Returns its wait status; or -1 with errno ECHILD if
   somebody else did, SIGCHLD is ignored, or P has no command.  Never EINTR.
   It does not close: a command that is fed may go on for ever.
   Threads: any, each with its own P.  Handlers: no.  POSIX: wait.  */
int ipc_popenv_wait (const struct ipc_popenv *p);

#ifdef __cplusplus
}
#endif

#endif
