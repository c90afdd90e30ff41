/* service.c - a daemon's starter and who waits for its output.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

struct service
{
  struct ipc_child starter;
  struct ipc_witness daemon;
  int output[2];
  int (*start) (void);
  int *error;                   /* of that, in shared memory */
};

/* What a hasty author writes, who needs no session.  */
static int
background_only (void)
{
  pid_t pid = fork ();

  if (pid > 0)
    daemons_end_program ();
  if (pid == 0)
    setsid ();
  return pid == -1 ? -1 : 0;
}

static int
act (int what, void *arg)
{
  (void) arg;
  if (what == 'f')
    fflush (stdout);
  return what;
}

/* A service: its standard output is a pipe, on which its client waits.  */
static int
serve_client (struct ipc_link *link, void *arg)
{
  struct service *s = arg;

  (void) link;
  IPC_SETUP (dup2 (s->output[1], 1) == 1);
  close (s->output[0]);
  close (s->output[1]);
  IPC_SETUP (setvbuf (stdout, NULL, _IOFBF, BUFSIZ) == 0);
  fputs ("unflushed", stdout);
  errno = 0;
  if (s->start () == -1)
    {
      *s->error = errno;
      _exit (1);
    }
  ipc_witness_become (&s->daemon, act, NULL);
  return 0;
}

static void
begin_service (struct service *s, int (*start) (void))
{
  s->error = ipc_shared (sizeof *s->error);
  s->start = start;
  ipc_witness_prepare (&s->daemon);
  IPC_SETUP (pipe (s->output) == 0);
  s->starter = ipc_start (serve_client, s);
  close (s->output[1]);
}

/* Read all of FD's output into BUFFER, as a string; returns its length.  */
static size_t
read_all (int fd, char *buffer, size_t size)
{
  size_t used = 0;
  ssize_t n;

  while (used + 1 < size && (n = read (fd, buffer + used, size - 1 - used)))
    {
      IPC_SETUP (n > 0);
      used += (size_t) n;
    }
  buffer[used] = '\0';
  return used;
}

/* Like exit(), the daemon flushes in the end what it still holds.  */
IPC_TEST (parent_exits_clean)
{
  struct service s;
  char output[80];
  size_t n;
  int status;

  begin_service (&s, daemons_start);
  status = ipc_join (&s.starter);
  if (ipc_witness_meet (&s.daemon))
    ipc_ask (&s.daemon.link, 'f');
  ipc_witness_end (&s.daemon);
  n = read_all (s.output[0], output, sizeof output);
  ipc_detail ("daemonize(): %s; output: %s",
              ipc_errno_name (*s.error), output);
  if (*s.error == ENOSYS)
    ipc_observe ("absent");
  else if (status != 0)
    ipc_observe ("another status");
  else
    ipc_observe (strcmp (output, "unflushed") == 0 ? "status 0, output once"
                 : n == 0 ? "output lost" : "output more than once");
  close (s.output[0]);
}

/* Whether the reader of the service's pipe waits, when the service has
   ended and its daemon is up.  */
static int
client_waits (int (*start) (void))
{
  struct service s;
  char rest[80];
  ssize_t n;
  int error;

  begin_service (&s, start);
  ipc_join (&s.starter);
  if (!ipc_witness_meet (&s.daemon))
    {
      ipc_observe (*s.error == ENOSYS ? "absent" : "no daemon");
      return -1;
    }
  IPC_SETUP (ipc_drain (s.output[0], 9) == 9);
  ipc_nonblocking (s.output[0], 1);
  n = ipc_read_now (s.output[0], rest, sizeof rest);
  error = errno;
  ipc_witness_end (&s.daemon);
  ipc_nonblocking (s.output[0], 0);
  IPC_SETUP (ipc_drain (s.output[0], 1) == 0);
  close (s.output[0]);
  if (n == 0)
    return 0;
  IPC_SETUP (n == IPC_READ_BLOCKS || (n == -1 && error == EAGAIN));
  return 1;
}

IPC_TEST (service_shell_hang)
{
  int hasty = client_waits (background_only), whole;

  if (hasty == -1)
    return;
  whole = client_waits (daemons_start);
  if (whole == -1)
    return;
  ipc_observe (whole ? "undefended" : hasty ? "shown" : "not shown");
}
