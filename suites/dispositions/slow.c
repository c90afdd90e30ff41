/* slow.c - calls of many kinds that wait until they are given something.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "frame/suite.h"
#include "slow.h"

static int
make_pipe (struct slow *s)
{
  IPC_SETUP (pipe (s->fd) == 0);
  return 1;
}

static void
write_byte (struct slow *s)
{
  IPC_SETUP (write (s->fd[1], "x", 1) == 1);
}

static int
by_read (struct slow *s)
{
  char byte;

  return read (s->fd[0], &byte, 1) == 1;
}

static int
by_poll (struct slow *s)
{
  struct pollfd p;

  p.fd = s->fd[0];
  p.events = POLLIN;
  return poll (&p, 1, -1) == 1;
}

static int
by_select (struct slow *s)
{
  fd_set set;

  FD_ZERO (&set);
  FD_SET (s->fd[0], &set);
  return select (s->fd[0] + 1, &set, NULL, NULL, NULL) == 1;
}

static int
make_pair (struct slow *s)
{
  ipc_local_pair (SOCK_STREAM, s->fd);
  return 1;
}

static int
by_recv (struct slow *s)
{
  char byte;

  return recv (s->fd[0], &byte, 1, 0) == 1;
}

static struct sockaddr_un name;

static int
make_listener (struct slow *s)
{
  s->fd[0] = socket (AF_UNIX, SOCK_STREAM, 0);
  name.sun_family = AF_UNIX;
  strcpy (name.sun_path, "socket");
  IPC_SETUP (s->fd[0] != -1);
  IPC_SETUP (bind (s->fd[0], (struct sockaddr *) &name, sizeof name) == 0);
  IPC_SETUP (listen (s->fd[0], 1) == 0);
  return 1;
}

static int
by_accept (struct slow *s)
{
  return accept (s->fd[0], NULL, NULL) != -1;
}

static void
come (struct slow *s)
{
  s->fd[1] = socket (AF_UNIX, SOCK_STREAM, 0);
  IPC_SETUP (s->fd[1] != -1);
  IPC_SETUP (connect (s->fd[1], (struct sockaddr *) &name, sizeof name) == 0);
}

/* The rest is ended by a signal that is caught: SIGUSR2.  */
static volatile sig_atomic_t woken;

static void
wake_up (int signo)
{
  (void) signo;
  woken++;
}

static void
await_wake_up (void)
{
  woken = 0;
  ipc_handle (SIGUSR2, wake_up, 0);
}

static int
make_nothing (struct slow *s)
{
  (void) s;
  return 1;
}

static void
send_wake_up (struct slow *s)
{
  IPC_SETUP (kill (s->caller, SIGUSR2) == 0);
}

static int
by_sigsuspend (struct slow *s)
{
  sigset_t none;

  (void) s;
  await_wake_up ();
  sigemptyset (&none);
  return sigsuspend (&none) == -1 && woken == 1;
}

static int
by_pause (struct slow *s)
{
  (void) s;
  await_wake_up ();
  return pause () == -1 && woken == 1;
}

static int
by_nanosleep (struct slow *s)
{
  static const struct timespec hour = { 3600, 0 };

  (void) s;
  await_wake_up ();
  return nanosleep (&hour, NULL) == -1 /* under test */
         && woken == 1;
}

/* For a child of the caller, which ends with a byte from the pipe.  */
static int
by_waitpid (struct slow *s)
{
  static pid_t pid;
  int status;

  if (pid == 0)
    {
      pid = ipc_fork ();
      if (pid == 0)
        _exit (by_read (s) ? 31 : 1);
    }
  return waitpid (pid, &status, 0) == pid && WIFEXITED (status)
         && WEXITSTATUS (status) == 31;
}

static int
make_lock (struct slow *s)
{
  s->fd[0] = open ("locked", O_RDWR | O_CREAT, 0600);
  IPC_SETUP (s->fd[0] != -1);
  IPC_SETUP (ipc_record_lock (s->fd[0], F_SETLK, F_WRLCK) == 0);
  return 1;
}

static int
by_lock (struct slow *s)
{
  return ipc_record_lock (s->fd[0], F_SETLKW, F_WRLCK) == 0;
}

static void
unlock (struct slow *s)
{
  IPC_SETUP (ipc_record_lock (s->fd[0], F_SETLK, F_UNLCK) == 0);
}

static int
make_sysv (struct slow *s, int kind)
{
  if (strcmp (ipc_sysv_state (kind), "works") != 0)
    return 0;
  s->id = ipc_sysv_private (s->kind = kind, 1);
  IPC_SETUP (s->id != -1);
  return 1;
}

static int
make_queue (struct slow *s)
{
  return make_sysv (s, IPC_QUEUE);
}

static int
by_msgrcv (struct slow *s)
{
  return strcmp (ipc_got_message (s->id, 0, 0), "x") == 0;
}

static void
send_message (struct slow *s)
{
  IPC_SETUP (ipc_send_message (s->id, 1, "x", 0) == 0);
}

static int
make_semaphore (struct slow *s)
{
  return make_sysv (s, IPC_SEMAPHORES);
}

static int
by_semop (struct slow *s)
{
  return ipc_change_semaphore (s->id, 0, -1, 0) == 0;
}

static void
raise_semaphore (struct slow *s)
{
  IPC_SETUP (ipc_change_semaphore (s->id, 0, 1, 0) == 0);
}

const struct slow_call slow_calls[] =
{
  { "read", "read", make_pipe, by_read, write_byte, 0 },
  { "poll", "poll", make_pipe, by_poll, write_byte, 0 },
  { "select", "select", make_pipe, by_select, write_byte, 0 },
  { "recv", "recv", make_pair, by_recv, write_byte, 0 },
  { "accept", "accept", make_listener, by_accept, come, 0 },
  { "sigsuspend", "sigsuspend", make_nothing, by_sigsuspend, send_wake_up, 0 },
  { "pause", "", make_nothing, by_pause, send_wake_up, 0 },
  { "nanosleep", "nanosleep", make_nothing, by_nanosleep, send_wake_up, 0 },
  { "waitpid", "waitpid", make_pipe, by_waitpid, write_byte, 1 },
  { "fcntl", "fcntl", make_lock, by_lock, unlock, 0 },
  { "msgrcv", "msgrcv", make_queue, by_msgrcv, send_message, 0 },
  { "semop", "semop", make_semaphore, by_semop, raise_semaphore, 0 },
  { NULL, NULL, NULL, NULL, NULL, 0 }
};

int
slow_make (struct slow *s, const struct slow_call *call)
{
  s->fd[0] = s->fd[1] = s->id = -1;
  s->kind = 0;
  return call->make (s);
}

void
slow_drop (struct slow *s)
{
  (close) (s->fd[0]);
  (close) (s->fd[1]);
  if (s->kind != 0)
    ipc_remove_sysv (s->kind, s->id);
}
