/* calls-commands.c - in the fallback build: recipes that run programs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "calls-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"
#include "report.h"
#include "coprocesses/coprocesses.h"
#include "safe_pipes/safe_pipes.h"

/* A copy of FD that no program gets, or -1.  */
static int
copy_of (int fd)
{
  int copy = fcntl (fd, F_DUPFD, 3);

  if (copy != -1)
    fcntl (copy, F_SETFD, FD_CLOEXEC);
  return copy;
}

/* What waits in a pipe can be asked at either end, or nowhere: so the request
   is looked at by the end that is to be had.  */
int
coproc_by_open3 (struct coprocess *c, const char *const argv[],
                 int with_errors)
{
  struct ipc_coprocess made = { -1, -1, -1, -1 };
  int error = 0;

  if ((with_errors ? ipc_open3 : ipc_open2) ((char *const *) argv, &made)
      == -1)
    error = errno;
  c->child.link.in = c->child.link.out = -1;
  c->child.pid = made.pid;
  c->to = made.in;
  c->from = made.out;
  c->errors = made.err;
  c->request = made.in == -1 ? -1 : copy_of (made.in);
  /* It has heard the end of its own pipe.  */
  c->told = error == 0;
  return error;
}

static int
keep (void *arg, int fd, const char *bytes, size_t n)
{
  struct coproc_pump *p = arg;
  size_t room = p->limit - p->used[fd - 1];

  if (n > room)
    n = room;
  memcpy (p->store[fd - 1] + p->used[fd - 1], bytes, n);
  p->used[fd - 1] += n;
  return 0;
}

void
coproc_by_pump (struct coprocess *c, struct coproc_pump *p)
{
  struct ipc_coprocess made = { -1, -1, -1, -1 };

  made.in = c->to;
  made.out = c->from;
  made.err = c->errors;
  p->used[0] = p->used[1] = 0;
  if (ipc_pump (&made, p->data, p->size, keep, p, NULL) == -1)
    ipc_broken ("ipc_pump() fails with errno %d", errno);
  c->to = made.in;
  c->from = made.out;
  c->errors = made.err;
}

/* A descriptor for the stream of P, which is closed; the pid, or -1.  */
static pid_t
without_stream (struct ipc_popenv *p, int *fd)
{
  *fd = copy_of (fileno (p->to != NULL ? p->to : p->from));
  if (*fd == -1 || ipc_popenv_close (p) == -1)
    ipc_broken ("no descriptor for a stream: errno %d", errno);
  return p->pid;
}

pid_t
list_by_popenv (int how, int way, const char *path, char *const argv[],
                int out, int *fd)
{
  int own = out == -1 ? -1 : copy_of (STDOUT_FILENO), result, error;
  struct ipc_popenv p;

  (void) how;
  (void) path;
  if (out != -1)
    dup2 (out, STDOUT_FILENO);
  result = ipc_popenv (argv, way == TO_KID ? "w" : "r", &p);
  error = errno;
  if (out != -1)
    {
      dup2 (own, STDOUT_FILENO);
      close (own);
    }
  errno = error;
  return result == -1 ? -1 : without_stream (&p, fd);
}

pid_t
kid_by_popenv (int way, int *fd, int (*body) (void *), void *arg)
{
  struct ipc_popenv p;

  if (ipc_popenv_call (body, arg, way == TO_KID ? "w" : "r", &p) == -1)
    return -1;
  return without_stream (&p, fd);
}

enum { MOST_STREAMS = 8 };
static struct ipc_popenv streams[MOST_STREAMS];

FILE *
popen_by_popenv (const char *command, const char *mode)
{
  static char shell[] = "sh", option[] = "-c";
  char *argv[] = { NULL, NULL, NULL, NULL };
  struct ipc_popenv *p = streams;

  argv[0] = shell;
  argv[1] = option;
  argv[2] = (char *) command;
  while (p < streams + MOST_STREAMS && (p->to != NULL || p->from != NULL))
    p++;
  if (p == streams + MOST_STREAMS)
    ipc_broken ("more than %d streams", MOST_STREAMS);
  if (ipc_popenv (argv, mode, p) == -1)
    return NULL;
  return p->to != NULL ? p->to : p->from;
}

int
pclose_by_popenv (FILE *stream)
{
  struct ipc_popenv *p;
  int closed, status;

  for (p = streams; p < streams + MOST_STREAMS; p++)
    if (stream == (p->to != NULL ? p->to : p->from))
      {
        closed = ipc_popenv_close (p);
        status = ipc_popenv_wait (p);
        return closed == -1 ? -1 : status;
      }
  errno = ECHILD;
  return -1;
}
