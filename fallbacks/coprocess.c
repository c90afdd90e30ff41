/* coprocess.c - commands to which one writes while one reads from them.
   SPDX-License-Identifier: BSD-2-Clause

   Each pipe is above 2 and close-on-exec from the start, in case that
   standard descriptors are closed (descriptors.std_closed): so neither does
   the command keep the end open whose closing it waits for, nor one that is
   started later (coprocesses.open2_fds, .open2_eof).  What pump.c cannot
   prevent is a command that keeps its output in a buffer until its input
   ends: that takes a terminal, ipc_fb_openpty().  */

#include "probed.h"
#include "coprocess.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "cancel.h"
#include "pipe.h"

extern char **environ;

enum { STANDARD = 3 };

void
ipc_child_pipes_close (const int end[3])
{
  int i, error = errno;

  for (i = 0; i < STANDARD; i++)
    if (end[i] != -1)
      close (end[i]);
  errno = error;
}

int
ipc_child_pipes_make (struct ipc_child_pipes *p, int wanted)
{
  int i, fd[2], reads;

  for (i = 0; i < STANDARD; i++)
    p->ours[i] = p->theirs[i] = -1;
  for (i = 0; i < STANDARD; i++)
    if ((wanted & 1 << i) != 0)
      {
        if (ipc_high_pipe (fd) == -1)
          {
            ipc_child_pipes_close (p->ours);
            ipc_child_pipes_close (p->theirs);
            return errno;
          }
        reads = i == 0;
        p->theirs[i] = fd[!reads];
        p->ours[i] = fd[reads];
      }
  return 0;
}

/* Whoever runs here may ignore or block what a command expects to get.  */
static void
set_signals (struct ipc_fb_spawn_attributes *a)
{
  a->flags = IPC_FB_SPAWN_SETSIGDEF | IPC_FB_SPAWN_SETSIGMASK;
  a->group = 0;
  sigemptyset (&a->mask);
  sigemptyset (&a->defaults);
  sigaddset (&a->defaults, SIGINT);
  sigaddset (&a->defaults, SIGQUIT);
  sigaddset (&a->defaults, SIGPIPE);
  sigaddset (&a->defaults, SIGCHLD);
}

int
ipc_child_pipes_start (struct ipc_child_pipes *p, int close_others,
                       char *const argv[], pid_t *pid)
{
  struct ipc_fb_spawn_attributes attributes;
  ipc_fb_spawn_actions actions = NULL;
  int i, error = 0;

  if (argv[0] == NULL)
    error = EINVAL;
  set_signals (&attributes);
  for (i = 0; i < STANDARD && error == 0; i++)
    if (p->theirs[i] != -1)
      error = ipc_fb_spawn_adddup2 (&actions, p->theirs[i], i);
  if (error == 0 && close_others)
    error = ipc_fb_spawn_addclosefrom (&actions, STANDARD);
  if (error == 0)
    error = ipc_fb_posix_spawnp (pid, argv[0], &actions, &attributes, argv,
                                 environ);
  ipc_fb_spawn_free (&actions);
  ipc_child_pipes_close (p->theirs);
  if (error != 0)
    ipc_child_pipes_close (p->ours);
  return error;
}

static int
open_coprocess (char *const argv[], int wanted, struct ipc_coprocess *c)
{
  struct ipc_child_pipes p;
  int cancelled = cancel_forbid (), error = ipc_child_pipes_make (&p, wanted);

  if (error == 0)
    error = ipc_child_pipes_start (&p, 1, argv, &c->pid);
  cancel_allow (cancelled);
  if (error != 0)
    {
      errno = error;
      return -1;
    }
  c->in = p.ours[0];
  c->out = p.ours[1];
  c->err = p.ours[2];
  return 0;
}

int
ipc_open2 (char *const argv[], struct ipc_coprocess *c)
{
  return open_coprocess (argv, 1 << 0 | 1 << 1, c);
}

int
ipc_open3 (char *const argv[], struct ipc_coprocess *c)
{
  return open_coprocess (argv, 1 << 0 | 1 << 1 | 1 << 2, c);
}

void
ipc_coprocess_close (struct ipc_coprocess *c)
{
  int end[3];

  end[0] = c->in;
  end[1] = c->out;
  end[2] = c->err;
  ipc_child_pipes_close (end);
  c->in = c->out = c->err = -1;
}
