/* timed-command.c - run a command, but not for longer than that.
   SPDX-License-Identifier: BSD-2-Clause

   The command leads a process group, made on both sides of the fork() so
   that it is there before anybody signals it.  When the time is up the group
   gets SIGTERM, and SIGCONT for what is stopped; then, as soon as the
   command has ended or the grace is over, SIGKILL for what is left of it.
   The command is always waited for.  alarms.system_zombie, .fork_exec_kill
   and .fork_exec_kill_tree prove it.  Descendants that leave the group stay;
   a command that reads its terminal is in the background there, so that it
   stops and its time runs out.  */

#include "process-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pipe.h"
#include "sigchld.h"

/* Whether a child can be seen to have ended before it is waited for: until
   then nobody else has its pid, nor a group of that number.  */
#if defined WNOWAIT && (!defined IPC_PROBE_WAITID_WNOWAIT \
                        || IPC_PROBE_WAITID_WNOWAIT == 1)
# define CAN_LOOK 1
#else
# define CAN_LOOK 0
#endif

/* What is watched: an end of a child, the exec(), the caller's word.  */
enum { CHILD, EXEC, STOP, WATCHED };

static int child_pipe[2];

struct command
{
  pid_t pid;
  int status;
  int ended;                    /* and waited for */
  int error;                    /* of exec() */
  struct pollfd watched[WATCHED];
};

static void
note_child (int signo)
{
  int error = errno;
  ssize_t n = write (child_pipe[1], "", 1);

  (void) signo;
  (void) n;
  errno = error;
}

static void
close_pipe (const int fd[2])
{
  int error = errno;

  close (fd[0]);
  close (fd[1]);
  errno = error;
}

/* Handle SIGCHLD, which must not be ignored or blocked.  */
static void
catch_child (struct sigaction *old, sigset_t *old_mask)
{
  struct sigaction sa;
  sigset_t set;

  fcntl (child_pipe[0], F_SETFL, O_NONBLOCK);
  fcntl (child_pipe[1], F_SETFL, O_NONBLOCK);
  sa.sa_handler = note_child;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (SIGCHLD, &sa, old);
  sigemptyset (&set);
  sigaddset (&set, SIGCHLD);
  sigprocmask (SIG_UNBLOCK, &set, old_mask);
}

/* The other way round.  Other children may have ended meanwhile: their
   handler is told, or they leave no zombie now.  */
static void
release_child (const struct sigaction *old, const sigset_t *old_mask)
{
  int error = errno;

  sigprocmask (SIG_SETMASK, old_mask, NULL);
  sigaction (SIGCHLD, old, NULL);
  if (sigchld_no_zombies (old))
    while (waitpid (-1, NULL, WNOHANG) > 0)
      continue;
  if (old->sa_handler != SIG_DFL && old->sa_handler != SIG_IGN)
    raise (SIGCHLD);
  errno = error;
}

static void
become (char *const argv[], int report, const struct sigaction *old,
        const sigset_t *old_mask)
{
  ssize_t n;
  int error;

  setpgid (0, 0);
  sigaction (SIGCHLD, old, NULL);
  sigprocmask (SIG_SETMASK, old_mask, NULL);
  execvp (argv[0], argv);
  error = errno;
  n = write (report, &error, sizeof error);
  (void) n;
  _exit (127);
}

static long
milliseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (long) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Look after what poll() has seen.  */
static void
take_in (struct command *c)
{
  char bytes[64];

  if (c->watched[CHILD].revents != 0)
    while (read (child_pipe[0], bytes, sizeof bytes) > 0)
      continue;
  if (c->watched[EXEC].revents != 0)
    {
      if (read (c->watched[EXEC].fd, &c->error, sizeof c->error)
          != (ssize_t) sizeof c->error)
        c->error = 0;
      c->watched[EXEC].fd = -1;
    }
}

static int
has_ended (struct command *c)
{
#if CAN_LOOK
  siginfo_t info;

  info.si_pid = 0;
  if (waitid (P_PID, (id_t) c->pid, &info, WEXITED | WNOHANG | WNOWAIT) == -1)
    return errno != EINTR;
  return info.si_pid == c->pid;
#else
  pid_t got = waitpid (c->pid, &c->status, WNOHANG);

  return got == c->pid || (got == -1 && errno != EINTR);
#endif
}

/* Wait until the command has ended and exec() is known, for up to LIMIT
   milliseconds, without end if that is negative, or until the caller's word
   comes.  Returns whether it has ended.  */
static int
await (struct command *c, long limit)
{
  long start = milliseconds (), left = limit;

  for (;;)
    {
      if (!c->ended)
        c->ended = has_ended (c);
      if (c->ended && c->watched[EXEC].fd == -1)
        return 1;
      if (limit >= 0)
        left = limit - (milliseconds () - start);
      if (limit >= 0 && left <= 0)
        return c->ended;
      if (poll (c->watched, WATCHED, limit < 0 ? -1
                : left > 3600000 ? 3600000 : (int) left) > 0)
        {
          take_in (c);
          if (c->watched[STOP].revents != 0)
            return c->ended;
        }
    }
}

static void
signal_group (const struct command *c, int signo)
{
  /* One that could not be given a group when it was forked, and has not
     made its own yet.  */
  if (killpg (c->pid, signo) == -1 && errno == ESRCH && !c->ended)
    kill (c->pid, signo);
}

/* End the group.  */
static void
end (struct command *c, long grace)
{
  c->watched[STOP].fd = -1;
  c->watched[STOP].revents = 0;
  signal_group (c, SIGTERM);
  signal_group (c, SIGCONT);
  await (c, grace);
  signal_group (c, SIGKILL);
  while (!c->ended)
    await (c, -1);
}

static int
run (struct command *c, char *const argv[], long limit, long grace,
     const struct sigaction *old, const sigset_t *old_mask)
{
  int report[2], timely;

  if (ipc_high_pipe (report) == -1)
    return -1;
  c->pid = fork ();
  if (c->pid == 0)
    become (argv, report[1], old, old_mask);
  if (c->pid == -1)
    {
      close_pipe (report);
      return -1;
    }
  setpgid (c->pid, c->pid);
  close (report[1]);
  c->watched[EXEC].fd = report[0];
  timely = await (c, limit);
  if (!timely)
    end (c, grace);
#if CAN_LOOK
  while (waitpid (c->pid, &c->status, 0) == -1 && errno == EINTR)
    continue;
#endif
  close (report[0]);
  errno = c->error;
  return c->error != 0 ? -1 : timely ? 0 : 1;
}

int
ipc_run_timed (char *const argv[], long limit, long grace, int stop,
               int *status)
{
  struct command c = { .watched = { { .events = POLLIN },
                                    { .events = POLLIN },
                                    { .events = POLLIN } } };
  struct sigaction old;
  sigset_t old_mask;
  int result;

  if (IPC_NO_WNOHANG)
    {
      errno = ENOSYS;
      return -1;
    }
  if (ipc_high_pipe (child_pipe) == -1)
    return -1;
  catch_child (&old, &old_mask);
  c.watched[CHILD].fd = child_pipe[0];
  c.watched[STOP].fd = stop;
  result = run (&c, argv, limit, grace, &old, &old_mask);
  release_child (&old, &old_mask);
  close_pipe (child_pipe);
  if (status != NULL && result != -1)
    *status = c.status;
  return result;
}
