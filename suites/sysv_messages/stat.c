/* stat.c - what IPC_STAT tells of a queue.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

#include "sysv_messages.h"

/* What the parts of this have in common.  */
static struct
{
  int id;
  time_t before;
  const char *wrong;
} s;

static void
judge (int right, const char *wrong)
{
  if (!right && s.wrong == NULL)
    s.wrong = wrong;
}

/* Now, or since the case began: the clocks of the kernel and of time() may
   differ by their resolution.  */
static int
is_recent (time_t at)
{
  return at >= s.before - 1 && at <= time (NULL) + 1;
}

static struct msqid_ds
look (void)
{
  struct msqid_ds ds;

  memset (&ds, 0, sizeof ds);
  judge (msgctl (s.id, IPC_STAT, &ds) == 0, "IPC_STAT fails");
  return ds;
}

/* Until the time is another than AT, by this process's clock, which is not
   ahead of the kernel's.  */
static void
await_second_after (time_t at)
{
  while (time (NULL) <= at)
    ipc_let_pass (20);
}

static int
send_two (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return ipc_send_message (s.id, 1, "one", IPC_NOWAIT)
         || ipc_send_message (s.id, 2, "two", IPC_NOWAIT);
}

static int
receive_one (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return strcmp (ipc_got_message (s.id, 0, IPC_NOWAIT), "one");
}

/* Let a child do BODY; its pid.  */
static pid_t
have_done (int (*body) (struct ipc_link *, void *))
{
  struct ipc_child child = ipc_start (body, NULL);
  pid_t pid = child.pid;

  IPC_SETUP (ipc_join_exit (&child) == 0);
  return pid;
}

static void
see_new (const struct msqid_ds *ds)
{
  judge (!ipc_told_too_much (), "IPC_STAT writes past msqid_ds");
  judge (ds->msg_qnum == 0, "a new queue has messages");
  judge (ds->msg_lspid == 0 && ds->msg_lrpid == 0, "a new queue has pids");
  judge (ds->msg_stime == 0 && ds->msg_rtime == 0, "a new queue has times");
  judge (is_recent (ds->msg_ctime), "msg_ctime is another time");
  judge (ds->msg_qbytes > 0, "msg_qbytes is 0");
  judge (ds->msg_perm.uid == geteuid () && ds->msg_perm.cuid == geteuid ()
         && ds->msg_perm.gid == getegid ()
         && ds->msg_perm.cgid == getegid (), "another owner");
  judge ((ds->msg_perm.mode & 0777) == 0600, "another mode");
}

static int
send_one (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return ipc_send_message (s.id, 3, "three", IPC_NOWAIT);
}

/* A second later: what was sent last counts, who fails to receive does not,
   and the rest stays as in OLD.  */
static void
see_later (const struct msqid_ds *old, pid_t receiver)
{
  struct msqid_ds ds;
  pid_t sender;

  await_second_after (old->msg_rtime);
  judge (strcmp (ipc_got_message (s.id, 9, IPC_NOWAIT), "ENOMSG") == 0,
         "a type comes that was not sent");
  sender = have_done (send_one);
  ds = look ();
  judge (ds.msg_qnum == 2, "msg_qnum is wrong after one more is sent");
  judge (ds.msg_lspid == sender, "msg_lspid is not the last sender");
  judge (ds.msg_lrpid == receiver, "msg_lrpid is who failed to receive");
  judge (ds.msg_stime > old->msg_rtime && is_recent (ds.msg_stime),
         "msg_stime is not when the last one was sent");
  judge (ds.msg_rtime == old->msg_rtime, "sending changes msg_rtime");
  judge (ds.msg_ctime == old->msg_ctime, "sending changes msg_ctime");
}

IPC_TEST (stat)
{
  struct msqid_ds ds;
  pid_t sender, receiver;

  s.before = time (NULL);
  s.id = messages_queue ();
  ds = look ();
  see_new (&ds);
  sender = have_done (send_two);
  ds = look ();
  judge (ds.msg_qnum == 2, "msg_qnum is wrong after two are sent");
  judge (ds.msg_lspid == sender, "msg_lspid is another process");
  judge (is_recent (ds.msg_stime), "msg_stime is another time");
  judge (ds.msg_lrpid == 0 && ds.msg_rtime == 0, "nobody has received");
  receiver = have_done (receive_one);
  ds = look ();
  judge (ds.msg_qnum == 1, "msg_qnum is wrong after one is received");
  judge (ds.msg_lrpid == receiver, "msg_lrpid is another process");
  judge (ds.msg_lspid == sender, "a receiver changes msg_lspid");
  judge (is_recent (ds.msg_rtime) && ds.msg_rtime >= ds.msg_stime,
         "msg_rtime is another time");
  judge (is_recent (ds.msg_ctime) && ds.msg_ctime <= ds.msg_stime,
         "msg_ctime changes");
  see_later (&ds, receiver);
  ipc_remove_sysv (IPC_QUEUE, s.id);
  ipc_observe (s.wrong == NULL ? "counts, pids and times are right"
               : s.wrong);
}
