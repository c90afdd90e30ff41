/* leak.c - is what is left behind found?
   SPDX-License-Identifier: BSD-2-Clause

   Each kind is left on purpose, in a process of its own.  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "frame/suite.h"

enum { EXIT_LACKS = 3 };

static void
leave_nothing (void)
{
}

static int
wait_for_end (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_hear_end (link);
  return 0;
}

static int
end_at_once (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return 0;
}

static void
leave_child (void)
{
  ipc_start (wait_for_end, NULL);
}

static void
leave_zombie (void)
{
  ipc_await_zombie (ipc_start (end_at_once, NULL).pid);
}

static void
leave_both (void)
{
  leave_child ();
  leave_zombie ();
}

/* A platform without one of these leaves nothing to be found.  */
static void
track (int kind, int id)
{
  if (id == -1)
    _exit (EXIT_LACKS);
  ipc_track_sysv (kind, id);
}

static void
leave_segment (void)
{
  track (IPC_SEGMENT, shmget (IPC_PRIVATE, 1, IPC_CREAT | 0600));
}

static void
leave_semaphore (void)
{
  track (IPC_SEMAPHORES, semget (IPC_PRIVATE, 1, IPC_CREAT | 0600));
}

static void
leave_queue (void)
{
  track (IPC_QUEUE, msgget (IPC_PRIVATE, IPC_CREAT | 0600));
}

static void
leave_mask (void)
{
  ipc_block (SIGUSR1);
}

static void
leave_disposition (void)
{
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
}

static void
leave_descriptor (void)
{
  IPC_SETUP (open ("/dev/null", O_RDONLY) != -1);
}

static void
leave_file (void)
{
  int fd = open ("left", O_WRONLY | O_CREAT | O_EXCL, 0600);

  IPC_SETUP (fd != -1 && close (fd) == 0);
}

struct kind
{
  void (*leave) (void);
  const char *left;             /* what ipc_leaks_left() must say */
  const char *changed;          /* what ipc_facts_changed() must say */
  const char *missed;           /* the observation if it does not */
};

static const struct kind kinds[] =
{
  { leave_nothing, "", "", "finds what is not there" },
  { leave_zombie, "a child not waited for", NULL, "misses a zombie" },
  { leave_child, "a living child", NULL, "misses a living child" },
  { leave_both, "a child not waited for, a living child", NULL,
    "misses one of two children" },
  { leave_segment, "a System V object", "", "misses shared memory" },
  { leave_semaphore, "a System V object", "", "misses a semaphore" },
  { leave_queue, "a System V object", "", "misses a message queue" },
  { leave_mask, "", "a signal mask", "misses a changed mask" },
  { leave_disposition, "", "a disposition", "misses a disposition" },
  { leave_descriptor, "", "a descriptor", "misses a descriptor" },
  { leave_file, "", "a file", "misses a file" },
  { NULL, NULL, NULL, NULL }
};

/* Leave ARG's kind and look; 0 if just that is found, once.  */
static int
leave_and_look (struct ipc_link *link, void *arg)
{
  const struct kind *k = arg;
  struct ipc_facts facts;
  char left[200], changed[200], again[200];
  int found;

  (void) link;
  ipc_leaks_begin ();
  /* The way to the keeper is a descriptor, and none that is left.  */
  ipc_sysv_state (IPC_QUEUE);
  ipc_facts_note (&facts);
  k->leave ();
  ipc_facts_changed (&facts, changed, sizeof changed);
  ipc_leaks_left (left, sizeof left);
  found = strcmp (left, k->left) == 0
          && (k->changed == NULL || strcmp (changed, k->changed) == 0);
  ipc_kill_leaks ();
  return found && !ipc_leaks_left (again, sizeof again) ? 0 : 1;
}

IPC_TEST (leak_check)
{
  const struct kind *k;
  const char *missed = NULL;
  int lacking = 0;

  for (k = kinds; k->leave != NULL && missed == NULL; k++)
    {
      struct ipc_child child = ipc_start (leave_and_look, (void *) k);
      int status = ipc_join_exit (&child);

      unlink ("left");
      if (status == EXIT_LACKS)
        lacking++;
      else if (status != 0)
        missed = k->missed;
    }
  ipc_detail ("%d of %d kinds not on this platform", lacking,
              (int) (sizeof kinds / sizeof *kinds) - 1);
  ipc_observe (missed == NULL ? "finds all" : missed);
}
