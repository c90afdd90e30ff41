/* sysv_messages_fallback_test.c - queues in files, among those who die.
   SPDX-License-Identifier: BSD-2-Clause

   Whoever waits for ever ends with the timeout.  */

#include "sysv-kit.h"

#include <sys/msg.h>

static int id;

struct text
{
  long type;
  char text[64];
};

static int
send (long type, const char *text, int flags)
{
  struct text m;

  m.type = type;
  snprintf (m.text, sizeof m.text, "%s", text);
  return ipc_fb_msgsnd (id, &m, strlen (text), flags);
}

/* The text that comes, or "".  */
static const char *
got (long type, int flags)
{
  static struct text m;
  ssize_t n = ipc_fb_msgrcv (id, &m, sizeof m.text - 1, type, flags);

  m.text[n > 0 ? n : 0] = '\0';
  return m.text;
}

static void
new_queue (void)
{
  begin ();
  id = ipc_fb_msgget (IPC_PRIVATE, IPC_CREAT | 0600);
  ATF_REQUIRE (id != -1);
}

static long
queued (void)
{
  struct msqid_ds ds;

  return ipc_fb_msgctl (id, IPC_STAT, &ds) == -1 ? -1 : (long) ds.msg_qnum;
}

static int
send_one (void)
{
  return send (1, "one", 0) == -1;
}

static int
receive_one (void)
{
  return strcmp (got (1, 0), "one") != 0;
}

static int
remove_it (void)
{
  return ipc_fb_msgctl (id, IPC_RMID, NULL) == -1;
}

enum { KEY = 77 };

static int
make_it (void)
{
  return ipc_fb_msgget (KEY, IPC_CREAT | 0600) == -1;
}

/* How many there are to receive, all of them "one".  */
static int
drain (void)
{
  int n = 0;

  while (strcmp (got (0, IPC_NOWAIT), "one") == 0)
    n++;
  ATF_REQUIRE (errno == ENOMSG && queued () == 0);
  return n;
}

/* All or nothing, and whoever comes next is not held up.  What went before is
   not undone: hence two calls before it.  */
CASE (killed_at_each_step)
{
  int calls, died, n;

  new_queue ();
  for (calls = 0, died = 1; died; calls++)
    {
      ATF_REQUIRE (send_one () == 0 && send_one () == 0);
      died = dies_at (calls, send_one);
      n = (int) queued ();
      ATF_REQUIRE (n == 3 || (n == 2 && died));
      ATF_REQUIRE_EQ (n, drain ());
      ATF_REQUIRE (send_one () == 0 && send_one () == 0);
      died = dies_at (calls, receive_one) || died;
      n = (int) queued ();
      ATF_REQUIRE (n == 1 || (n == 2 && died));
      ATF_REQUIRE_EQ (n, drain ());
    }
  ATF_CHECK (calls >= 4);
  printf ("killed at %d steps\n", calls - 1);
}

/* What is left of making or removing is used again.  */
CASE (killed_making_and_removing)
{
  int calls, died, made, removed;

  begin ();
  for (calls = 0, died = 1; died; calls++)
    {
      made = dies_at (calls, make_it);
      id = ipc_fb_msgget (KEY, IPC_CREAT | 0600);
      ATF_REQUIRE (id != -1 && send_one () == 0 && receive_one () == 0);
      removed = dies_at (calls, remove_it);
      if (removed && ipc_fb_msgget (KEY, 0) != -1)
        ATF_REQUIRE (send_one () == 0 && remove_it () == 0);
      ATF_REQUIRE (ipc_fb_msgget (KEY, 0) == -1 && errno == ENOENT);
      died = made || removed;
    }
  ATF_CHECK (calls >= 4);
}

/* A sender is killed at each step of waking who waits: the message comes, or
   the next one does.  */
CASE (killed_waking)
{
  int calls, died;
  pid_t pid;

  new_queue ();
  for (calls = 0, died = 1; died; calls++)
    {
      pid = in_child (receive_one);
      await_waiters (SYSV_QUEUE, id, 1);
      died = dies_at (calls, send_one);
      if (died)
        ATF_REQUIRE (send_one () == 0);
      ATF_REQUIRE (!was_killed (pid));
      while (queued () > 0)
        receive_one ();
    }
  ATF_CHECK (calls >= 4);
}

/* Who waits is killed, and is no obstacle to the others; nor are more of them
   than there is room for.  */
CASE (killed_waiting)
{
  pid_t pid, other;
  int i;

  new_queue ();
  for (i = 0; i < SYSV_WAITERS + 5; i++)
    {
      pid = in_child (receive_one);
      await_waiters (SYSV_QUEUE, id, i < SYSV_WAITERS ? i + 1
                     : i - SYSV_WAITERS + 1);
      ATF_REQUIRE (kill (pid, SIGKILL) == 0 && was_killed (pid));
    }
  other = in_child (receive_one);
  await_waiters (SYSV_QUEUE, id, 6);
  ATF_REQUIRE (send_one () == 0 && !was_killed (other));
  ATF_CHECK (queued () == 0 && remove_it () == 0);
  see_empty ();
}

enum { EACH = 2000, MANY = 20000 };

static int
send_many (void)
{
  int i;

  for (i = 0; i < EACH; i++)
    if (send (1 + i % 3, "one", 0) == -1)
      return 1;
  return 0;
}

static int
receive_many (void)
{
  int i;

  for (i = 0; i < EACH; i++)
    if (strcmp (got (i % 2 == 0 ? 0 : -3, 0), "one") != 0)
      return 1;
  return 0;
}

CASE (four_processes)
{
  pid_t pid[4];
  int i;

  new_queue ();
  for (i = 0; i < 4; i++)
    pid[i] = in_child (i < 2 ? send_many : receive_many);
  for (i = 0; i < 4; i++)
    ATF_CHECK (!was_killed (pid[i]));
  ATF_CHECK_EQ (0, queued ());
}

static void *
in_thread (void *body)
{
  struct text m;
  int i;

  memset (&m, 'x', sizeof m);
  m.type = 1;
  for (i = 0; i < EACH; i++)
    if (body != NULL ? ipc_fb_msgsnd (id, &m, 60, 0) == -1
        : ipc_fb_msgrcv (id, &m, 64, 0, 0) != 60)
      return &id;
  return NULL;
}

CASE (threads)
{
  pthread_t thread[4];
  void *wrong;
  int i, before;

  new_queue ();
  ATF_REQUIRE_EQ (0, queued ());
  before = open_files ();
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, in_thread,
                                 i % 2 == 0 ? &id : NULL) == 0);
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
  ATF_CHECK_EQ (0, queued ());
  ATF_CHECK_EQ (before, open_files ());
}

CASE (many_in_a_row)
{
  int i, before;

  yields = 0;
  new_queue ();
  ATF_REQUIRE_EQ (0, queued ());
  before = open_files ();
  for (i = 0; i < MANY; i++)
    ATF_REQUIRE (send_one () == 0 && receive_one () == 0);
  ATF_CHECK_EQ (before, open_files ());
  ATF_CHECK (remove_it () == 0);
  for (i = 0; i < EACH / 10; i++)
    {
      id = ipc_fb_msgget (IPC_PRIVATE, 0600);
      ATF_REQUIRE (id != -1 && remove_it () == 0);
    }
  ATF_CHECK_EQ (before - 1, open_files ());
  see_empty ();
}

static int
send_without_descriptors (void)
{
  int n;

  close_all ();
  for (n = 0; n < 2; n++)
    {
      leave_descriptors (n);
      if (send_one () != 1 || errno != EMFILE)
        return 1 + n;
      if (n == 0 && (got (0, IPC_NOWAIT)[0] != '\0' || errno != EMFILE))
        return 3;
    }
  leave_descriptors (2);
  return send_one () == 0 ? 0 : 4;
}

/* What is open already helps nobody who cannot wake another.  */
static int
send_with_the_file_alone (void)
{
  leave_descriptors (0);
  return send_one () != 1 || errno != EMFILE || queued () != 0;
}

/* With one descriptor the sender can change the queue, but wake nobody.  */
CASE (full_descriptor_table)
{
  pid_t pid;

  new_queue ();
  pid = in_child (receive_one);
  await_waiters (SYSV_QUEUE, id, 1);
  ATF_CHECK (!was_killed (in_child (send_with_the_file_alone)));
  ATF_CHECK (!was_killed (in_child (send_without_descriptors)));
  ATF_CHECK (!was_killed (pid));
  ATF_CHECK_EQ (0, queued ());
}

CASE (settings)
{
  struct msqid_ds ds;
  char large[9000] = { 0 };

  (void) tc;
  new_queue ();
  ATF_REQUIRE (ipc_fb_msgctl (id, IPC_STAT, &ds) == 0);
  ds.msg_qbytes++;
  ATF_CHECK_ERRNO (EPERM, ipc_fb_msgctl (id, IPC_SET, &ds) == -1);
  ds.msg_qbytes = 5;
  ds.msg_perm.mode = 0640;
  ATF_CHECK (ipc_fb_msgctl (id, IPC_SET, &ds) == 0);
  ATF_CHECK_ERRNO (EINVAL, send (1, "longer", IPC_NOWAIT) == -1);
  ATF_CHECK (send (1, "one", IPC_NOWAIT) == 0);
  ATF_CHECK_ERRNO (EAGAIN, send (1, "one", IPC_NOWAIT) == -1);
  ATF_CHECK (ipc_fb_msgctl (id, IPC_STAT, &ds) == 0
             && ds.msg_perm.mode == 0640 && ds.msg_qbytes == 5);
  large[sizeof (long) - 1] = 1;
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_msgsnd (id, large, 8193, 0) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_msgctl (id, 4711, &ds) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_msgctl (-1, IPC_STAT, &ds) == -1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, killed_at_each_step);
  ATF_TP_ADD_TC (tp, killed_making_and_removing);
  ATF_TP_ADD_TC (tp, killed_waking);
  ATF_TP_ADD_TC (tp, killed_waiting);
  ATF_TP_ADD_TC (tp, four_processes);
  ATF_TP_ADD_TC (tp, threads);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, full_descriptor_table);
  ATF_TP_ADD_TC (tp, settings);
  return atf_no_error ();
}
