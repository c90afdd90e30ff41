/* common.c - programs at the other end of pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "facilities/facilities.h"

enum { INPUT, OUTPUT, ERRORS, STATUS, PIPES, PATIENCE = 500 };

/* What the child does with the pipes, of which it keeps its own ends.  */
static void
execute (int fd[PIPES][2], const char *const argv[], int with_errors)
{
  int error;
  ssize_t put;

  if (dup2 (fd[INPUT][0], STDIN_FILENO) != -1
      && dup2 (fd[OUTPUT][1], STDOUT_FILENO) != -1
      && (!with_errors || dup2 (fd[ERRORS][1], STDERR_FILENO) != -1))
    execv (argv[0], (char *const *) argv);
  error = errno;
  put = write (fd[STATUS][1], &error, sizeof error);
  _exit (put == -1 ? 126 : 127);
}

static void
open_pipes (int fd[PIPES][2])
{
  int i, side;

  for (i = 0; i < PIPES; i++)
    {
      IPC_SETUP (pipe (fd[i]) == 0);
      for (side = 0; side < 2; side++)
        IPC_SETUP (fcntl (fd[i][side], F_SETFD, FD_CLOEXEC) == 0);
    }
}

int
(coproc_open) (struct coprocess *c, const char *const argv[], int with_errors)
{
  int fd[PIPES][2], error = 0;
  ssize_t n;

  open_pipes (fd);
  c->child.link.in = c->child.link.out = -1;
  c->child.pid = ipc_fork ();
  if (c->child.pid == 0)
    execute (fd, argv, with_errors);
  close (fd[OUTPUT][1]);
  close (fd[ERRORS][1]);
  close (fd[STATUS][1]);
  c->request = fd[INPUT][0];
  c->to = fd[INPUT][1];
  c->from = fd[OUTPUT][0];
  c->errors = fd[ERRORS][0];
  if (!with_errors)
    {
      close (c->errors);
      c->errors = -1;
    }
  /* Who waits for its input runs, whoever else has this pipe.  */
  n = ipc_read_from (fd[STATUS][0], &error, sizeof error, &c->child, "read");
  close (fd[STATUS][0]);
  c->told = n == 0;
  return n == (ssize_t) sizeof error ? error : 0;
}

void
coproc_helper (struct coprocess *c, const char *verb, const char *more,
               int with_errors)
{
  char path[1024];
  const char *argv[4];

  ipc_helper_path ("ipc_helper", path, sizeof path);
  argv[0] = path;
  argv[1] = verb;
  argv[2] = more;
  argv[3] = NULL;
  errno = coproc_open (c, argv, with_errors);
  IPC_SETUP (errno == 0);
}

static void
close_one (int *fd)
{
  if (*fd != -1)
    close (*fd);
  *fd = -1;
}

void
coproc_close_input (struct coprocess *c)
{
  close_one (&c->request);
  close_one (&c->to);
}

void
coproc_close (struct coprocess *c)
{
  coproc_close_input (c);
  close_one (&c->from);
  close_one (&c->errors);
}

int
coproc_end (struct coprocess *c)
{
  coproc_close (c);
  /* What could not be executed may have left no child.  */
  return c->child.pid == -1 ? 0 : ipc_join_pid (c->child.pid);
}

void
coproc_kill (struct coprocess *c)
{
  int held = ipc_hold ();

  kill (c->child.pid, SIGKILL);
  ipc_release (held);
  coproc_end (c);
}

int
coproc_say (struct coprocess *c, const char *text)
{
  return write (c->to, text, strlen (text)) == (ssize_t) strlen (text);
}

/* Wait until C has taken its input, or has answered or ended.  A program that
   has read something has started: so what it sleeps in is its own.  */
static void
await_taken (struct coprocess *c)
{
  int held = ipc_hold (), waiting = 0;
  struct pollfd p;

  p.fd = c->from;
  p.events = POLLIN;
  while (c->request != -1 && ioctl (c->request, FIONREAD, &waiting) == 0
         && waiting > 0 && poll (&p, 1, COPROC_PACE) == 0)
    continue;
  ipc_release (held);
}

void
coproc_need_oracle (void)
{
  char call[40];

  ipc_need_known (ipc_state (getpid (), call, sizeof call));
}

/* Wait until C says something or ends; or is asleep, which is 1.  Where
   nothing tells of that, who says nothing for long gives no evidence.  */
static int
keeps_silent (struct coprocess *c)
{
  int held = ipc_hold (), silent = 0, patience = PATIENCE;

  while (!silent && !ipc_is_ready (c->from, COPROC_PACE))
    {
      silent = ipc_still_blocked (&c->child, "")
               && !ipc_is_ready (c->from, 0);
      if (!silent && --patience == 0)
        coproc_need_oracle ();
    }
  if (silent)
    ipc_uses ("release_oracle");
  ipc_release (held);
  return silent;
}

int
coproc_answer (struct coprocess *c, char *text, size_t size)
{
  size_t n = 0;
  ssize_t got = 1;

  while (got > 0 && n < size - 1 && (n == 0 || text[n - 1] != '\n'))
    {
      await_taken (c);
      if (keeps_silent (c))
        break;
      got = read (c->from, text + n, size - 1 - n);
      if (got == -1 && errno == EINTR)
        got = 1;
      else if (got > 0)
        n += (size_t) got;
    }
  text[n] = '\0';
  return n > 0 || got == 0;
}

/* Take what there is on *FD; forget it at its end.  */
static void
take (int *fd, struct coproc_pump *p, int which)
{
  char *to = p->store[which] + p->used[which];
  ssize_t n = read (*fd, to, p->limit - p->used[which]);

  if (n > 0)
    p->used[which] += (size_t) n;
  else if (n == 0 || errno != EINTR)
    close_one (fd);
}

static void
give (struct coprocess *c, struct coproc_pump *p, size_t *given)
{
  ssize_t n = write (c->to, p->data + *given, p->size - *given);

  if (n > 0)
    *given += (size_t) n;
  if ((n == -1 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
      || *given == p->size)
    coproc_close_input (c);
}

void
(coproc_pump) (struct coprocess *c, struct coproc_pump *p)
{
  struct pollfd fds[3];
  size_t given = 0;

  p->used[0] = p->used[1] = 0;
  if (p->size == 0)
    coproc_close_input (c);
  else
    ipc_nonblocking (c->to, 1);
  while (c->from != -1 || c->errors != -1)
    {
      fds[0].fd = c->from;
      fds[1].fd = c->errors;
      fds[2].fd = c->to;
      fds[0].events = fds[1].events = POLLIN;
      fds[2].events = POLLOUT;
      if (poll (fds, 3, -1) == -1)
        {
          IPC_SETUP (errno == EINTR);
          continue;
        }
      if (c->from != -1 && fds[0].revents != 0)
        take (&c->from, p, 0);
      if (c->errors != -1 && fds[1].revents != 0)
        take (&c->errors, p, 1);
      if (c->to != -1 && fds[2].revents != 0)
        give (c, p, &given);
    }
}

int
coproc_cat (char *path, size_t size)
{
  char directories[1024], *d;
  size_t n = confstr (_CS_PATH, directories, sizeof directories);

  if (n == 0 || n > sizeof directories)
    strcpy (directories, "/bin:/usr/bin");
  for (d = directories; d != NULL; d = strchr (d, ':'))
    {
      d += *d == ':';
      snprintf (path, size, "%.*s/cat", (int) strcspn (d, ":"), d);
      if (access (path, X_OK) == 0)
        return 1;
      d += strcspn (d, ":");
      if (*d == '\0')
        break;
    }
  return 0;
}
