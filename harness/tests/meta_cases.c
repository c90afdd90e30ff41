/* meta_cases.c - cases that misbehave, each in one way.
   SPDX-License-Identifier: BSD-2-Clause

   instruments_test.sh runs them and sees each one caught.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <unistd.h>

#include "frame/settings.h"
#include "frame/suite.h"

IPC_TEST (behaves)
{
  ipc_observe ("right");
}

IPC_TEST (deviates)
{
  ipc_observe ("wrong");
}

IPC_TEST (observes_nothing)
{
}

IPC_TEST (observes_twice)
{
  ipc_observe ("right");
  ipc_observe ("right");
}

static int
assert_by_atf (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ATF_REQUIRE (0);
  return 0;
}

static int
observe_here (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ipc_observe ("right");
  return 0;
}

IPC_TEST (child_asserts)
{
  struct ipc_child child = ipc_start (assert_by_atf, NULL);

  ipc_join (&child);
  ipc_observe ("right");
}

/* The careless way: neither made nor waited for by the instruments.  */
IPC_TEST (child_passes)
{
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    atf_tc_pass ();
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  ipc_observe ("right");
}

IPC_TEST (child_observes)
{
  struct ipc_child child = ipc_start (observe_here, NULL);

  ipc_join (&child);
  ipc_observe ("right");
}

IPC_TEST (child_unobserved)
{
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    ipc_observe ("right");
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  ipc_observe ("right");
}

IPC_TEST (child_returns)
{
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    return;
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  ipc_observe ("right");
}

static int
need_missing (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  errno = ENOSYS;
  IPC_SETUP (errno == 0);
  return 0;
}

IPC_TEST (lacks)
{
  need_missing (NULL, NULL);
  ipc_observe ("right");
}

IPC_TEST (child_lacks)
{
  struct ipc_child child = ipc_start (need_missing, NULL);

  ipc_join (&child);
  ipc_observe ("right");
}

IPC_TEST (child_breaks)
{
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    IPC_SETUP (close (-1) == 0);
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  ipc_observe ("right");
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

IPC_TEST (leaves_child)
{
  ipc_start (wait_for_end, NULL);
  ipc_observe ("right");
}

IPC_TEST (leaves_zombie)
{
  ipc_await_zombie (ipc_start (end_at_once, NULL).pid);
  ipc_observe ("right");
}

IPC_TEST (leaves_segment)
{
  int id = shmget (IPC_PRIVATE, 1, IPC_CREAT | 0600);

  IPC_SETUP (id != -1);
  ipc_track_sysv (IPC_SEGMENT, id);
  printf ("segment %d\n", id);
  fflush (stdout);
  ipc_observe ("right");
}

/* One object that the keeper makes, and one by a key; of each kind in turn,
   and some of them removed again.  */
static void
make_two (int n)
{
  static const int kinds[] = { IPC_QUEUE, IPC_SEMAPHORES, IPC_SEGMENT };
  int kind = kinds[n % 3], id = ipc_sysv_private (kind, 1), keyed = -1;
  key_t key;

  IPC_SETUP (id != -1);
  if (n % 2 == 0)
    ipc_remove_sysv (kind, id);
  if (n % 4 == 0)
    {
      key = ipc_sysv_key (IPC_QUEUE);
      keyed = msgget (key, IPC_CREAT | IPC_EXCL | 0600);
      IPC_SETUP (keyed != -1);
    }
}

/* It makes no more than it may have, and then waits for its end.  */
IPC_TEST (makes_sysv)
{
  int n, fd = open (ipc_config ("ready", "ready"), O_WRONLY);
  char text[32];

  IPC_SETUP (fd != -1);
  snprintf (text, sizeof text, "%ld\n", (long) getpid ());
  IPC_SETUP (write (fd, text, strlen (text)) == (ssize_t) strlen (text));
  for (n = 0; n < 200; n++)
    {
      make_two (n);
      IPC_SETUP (write (fd, "made\n", 5) == 5);
    }
  while (pause () == -1)
    continue;
}

/* Whether the objects of before are gone, and what is made here, and left, is
   not seen from outside.  */
static int
make_apart (struct ipc_link *link, void *arg)
{
  const key_t *key = arg;
  int id = ipc_sysv_private (IPC_QUEUE, 0);

  ipc_tell (link, msgget (*key, 0) == -1 && id != -1
            && msgget (*key, IPC_CREAT | 0600) != -1 ? 'y' : 'n');
  return 0;
}

IPC_TEST (isolates_sysv)
{
  key_t key = ipc_sysv_key (IPC_QUEUE);
  int id = msgget (key, IPC_CREAT | IPC_EXCL | 0600);
  struct ipc_child child = ipc_isolated_sysv (make_apart, &key);
  int apart = ipc_hear (&child.link) == 'y';

  ipc_join_exit (&child);
  IPC_SETUP (msgget (key, 0) == id);
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_observe (apart && msgget (key, 0) == -1 ? "right" : "wrong");
}

/* The child has a session of its own, as one that a kill of the process
   group would miss; both hold the FIFO, whose end is thus theirs.  */
static int
block_in_session (struct ipc_link *link, void *arg)
{
  char byte;

  IPC_SETUP (setsid () != -1);
  ipc_tell (link, 's');
  /* The parent's end of the link is not what this must notice.  */
  return read (*(int *) arg, &byte, 1) == 1;
}

IPC_TEST (blocks_with_child)
{
  struct ipc_child child;
  char pids[64];
  int never[2], fd = open (ipc_config ("ready", "ready"), O_WRONLY);

  IPC_SETUP (fd != -1);
  IPC_SETUP (pipe (never) == 0);
  child = ipc_start (block_in_session, &never[0]);
  ipc_expect (&child.link, 's');
  ipc_await_blocked (child.pid, "read");
  snprintf (pids, sizeof pids, "%ld %ld\n", (long) getpid (),
            (long) child.pid);
  IPC_SETUP (write (fd, pids, strlen (pids)) == (ssize_t) strlen (pids));
  ipc_hear (&child.link);
  ipc_observe ("right");
}
