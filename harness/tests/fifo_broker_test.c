/* fifo_broker_test.c - who disturbs a FIFO's broker, and its end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <sched.h>
#include <sys/wait.h>

#include "fifo-kit.h"
#include "fifo-broker.h"
#include "ipcompat-local.h"

/* More than the broker has room for, silent or talking nonsense.  */
CASE (hundred_strangers)
{
  struct reading r;
  int fd[300], i, writer;

  (void) tc;
  make ("fifo");
  for (i = 0; i < 300; i++)
    {
      fd[i] = stranger ("fifo");
      if (i % 10 == 1)
        send (fd[i], "xyz", 3, MSG_NOSIGNAL);
      if (i % 10 == 2)
        close (fd[i]);
    }
  start_reading (&r, "fifo");
  writer = ipc_fifo_open ("fifo", O_WRONLY);
  ATF_REQUIRE (writer != -1 && write (writer, "text", 4) == 4);
  close (writer);
  ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
  ATF_CHECK_STREQ ("text", r.text);
  remove_it ("fifo");
}

/* When all places are taken by those who wait, or when the broker has no
   descriptor left, who comes is told so, and not kept waiting.  */
CASE (no_place)
{
  enum { COME = MOST + 10 };
  static const int limits[] = { -1, 14 };
  int fd[COME], i, few, turned_away;
  char said;

  (void) tc;
  for (few = 0; few < 2; few++)
    {
      limit_fds (limits[few]);
      make ("fifo");
      limit_fds (-1);
      for (i = 0; i < COME; i++)
        {
          fd[i] = stranger ("fifo");
          send (fd[i], "r", 1, MSG_NOSIGNAL);
        }
      for (i = MOST, turned_away = 0; i < COME; i++)
        turned_away += read (fd[i], &said, 1) == 1 && said == FIFO_FULL;
      ATF_CHECK_EQ (COME - MOST, turned_away);
      ATF_CHECK_ERRNO (EAGAIN, ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK)
                       == -1);
      ATF_CHECK_ERRNO (EAGAIN, ipc_fifo_open ("fifo", O_WRONLY) == -1);
      ATF_CHECK_ERRNO (EAGAIN, ipc_fifo_remove ("fifo") == -1);
      for (i = 0; i < COME; i++)
        close (fd[i]);
      while (ipc_fifo_remove ("fifo") == -1)
        ATF_REQUIRE (errno == EAGAIN);
    }
}

/* A name that cannot be looked at is not gone.  */
CASE (out_of_sight)
{
  struct fifo_name n = { "name", { 0 }, 0 };

  (void) tc;
  ATF_REQUIRE (symlink ("loop", "loop") == 0 && mkdir ("name", 0700) == 0
               && lstat ("name", &n.entry) == 0);
  ATF_CHECK (!fifo_is_gone (&n, 2 * LOOK));
  n.name = "loop/name";
  ATF_CHECK (!fifo_is_gone (&n, 4 * LOOK));
  n.name = "loop";
  ATF_CHECK (fifo_is_gone (&n, 6 * LOOK));
  ATF_CHECK (!fifo_is_gone (&n, 7 * LOOK - 1));
  n.name = "none";
  ATF_CHECK (fifo_is_gone (&n, 8 * LOOK));
}

/* Who is killed while it waits, or has it open, is as one that closes.  */
CASE (killed_users)
{
  static const int flags[] = { O_RDONLY, O_WRONLY, O_RDONLY | O_NONBLOCK };
  struct reading r;
  int i, fd, writer;
  pid_t pid;

  (void) tc;
  make ("fifo");
  for (i = 0; i < 3; i++)
    {
      pid = fork ();
      ATF_REQUIRE (pid != -1);
      if (pid == 0)
        {
          ipc_fifo_open ("fifo", flags[i]);
          pause ();
          _exit (0);
        }
      ATF_REQUIRE (kill (pid, SIGKILL) == 0 && waitpid (pid, NULL, 0) == pid);
    }
  fd = stranger ("fifo");
  close (fd);
  start_reading (&r, "fifo");
  writer = ipc_fifo_open ("fifo", O_WRONLY);
  ATF_REQUIRE (writer != -1 && write (writer, "text", 4) == 4);
  close (writer);
  ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
  ATF_CHECK_STREQ ("text", r.text);
  remove_it ("fifo");
}

/* The broker's pid, by its own word to whoever connects.  */
static pid_t
broker_of (const char *name)
{
  struct ipc_peer_ids ids;
  int fd = stranger (name);

  if (ipc_peer_ids (fd, &ids) == -1 || ids.pid == -1)
    atf_tc_skip ("no interface tells the broker's pid");
  close (fd);
  return ids.pid;
}

/* Without it the name is dead, and those who had it open meet their ends.  */
CASE (killed_broker)
{
  struct reading r;
  int reader, writer;
  char byte;

  (void) tc;
  make ("fifo");
  ATF_REQUIRE (signal (SIGPIPE, SIG_IGN) != SIG_ERR);
  reader = ipc_fifo_open ("fifo", O_RDONLY | O_NONBLOCK);
  writer = ipc_fifo_open ("fifo", O_WRONLY);
  ATF_REQUIRE (reader != -1 && writer != -1
               && fcntl (reader, F_SETFL, 0) == 0);
  ATF_REQUIRE (kill (broker_of ("fifo"), SIGKILL) == 0);
  ATF_CHECK_EQ (0, read (reader, &byte, 1));
  ATF_CHECK_ERRNO (EPIPE, write (writer, "x", 1) == -1);
  ATF_CHECK_ERRNO (ENXIO, ipc_fifo_open ("fifo", O_WRONLY) == -1);
  ATF_CHECK_ERRNO (EEXIST, ipc_fifo_make ("fifo", 0600) == -1);
  ATF_REQUIRE (unlink ("fifo") == 0);
  make ("fifo");
  start_reading (&r, "fifo");
  writer = ipc_fifo_open ("fifo", O_WRONLY);
  ATF_REQUIRE (writer != -1);
  close (writer);
  ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
  remove_it ("fifo");
}

/* Who is let go without a word, before its own is read or after, finds that
   nobody serves the name, or that there is none.  */
CASE (no_word)
{
  struct sockaddr_un a;
  struct reading r;
  int listener = socket (AF_UNIX, SOCK_STREAM, 0), session, i;

  (void) tc;
  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strcpy (a.sun_path, "name");
  ATF_REQUIRE (bind (listener, (struct sockaddr *) &a, sizeof a) == 0
               && listen (listener, 1) == 0);
  for (i = 0; i < 3; i++)
    {
      start_reading (&r, "name");
      session = accept (listener, NULL, NULL);
      ATF_REQUIRE (session != -1);
      if (i > 0)
        ATF_REQUIRE (read (session, &(char) { 0 }, 1) == 1);
      if (i == 2)
        ATF_REQUIRE (unlink ("name") == 0);
      close (session);
      ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
      ATF_CHECK_EQ (-1, r.opened);
      ATF_CHECK_EQ (i == 2 ? ENOENT : ENXIO, r.error);
    }
}

/* Wait until nobody listens at NAME.  */
static void
await_end (const char *name)
{
  struct sockaddr_un a;
  int fd, result;

  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strcpy (a.sun_path, name);
  do
    {
      fd = socket (AF_UNIX, SOCK_STREAM, 0);
      result = connect (fd, (struct sockaddr *) &a, sizeof a);
      close (fd);
      sched_yield ();
    }
  while (result == 0);
}

/* Removed, or its name taken away: none listens any more, as another name
   of the socket shows.  */
CASE (no_broker_stays)
{
  struct reading r;
  int waiting;

  (void) tc;
  make ("removed");
  make ("gone");
  ATF_REQUIRE (link ("removed", "removed-too") == 0
               && link ("gone", "gone-too") == 0);
  start_reading (&r, "removed");
  waiting = stranger ("removed");
  send (waiting, "w", 1, 0);
  ATF_REQUIRE (read (waiting, &(char) { 0 }, 1) == 1);
  close (waiting);
  ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
  start_reading (&r, "removed");
  remove_it ("removed");
  ATF_REQUIRE (pthread_join (r.thread, NULL) == 0);
  ATF_CHECK (r.opened == -1 && r.error == ENOENT);
  ATF_REQUIRE (unlink ("gone") == 0);
  await_end ("removed-too");
  await_end ("gone-too");
}

/* Who was let in before the name went, and speaks after that, whatever it
   wants.  */
CASE (late_word)
{
  const char words[] = { FIFO_READS, FIFO_WRITES, FIFO_READS_NOW,
                         FIFO_WRITES_NOW, FIFO_ENDS };
  struct timeval patience = { 10, 0 };
  int fd[sizeof words];
  size_t i;
  char said;

  (void) tc;
  make ("fifo");
  for (i = 0; i < sizeof words; i++)
    {
      fd[i] = stranger ("fifo");
      ATF_REQUIRE (setsockopt (fd[i], SOL_SOCKET, SO_RCVTIMEO, &patience,
                               sizeof patience) == 0);
    }
  remove_it ("fifo");
  for (i = 0; i < sizeof words; i++)
    {
      ATF_REQUIRE (send (fd[i], &words[i], 1, MSG_NOSIGNAL) == 1);
      said = '\0';
      ATF_CHECK_EQ (1, read (fd[i], &said, 1));
      ATF_CHECK_EQ (FIFO_GONE, said);
      close (fd[i]);
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, hundred_strangers);
  ATF_TP_ADD_TC (tp, no_place);
  ATF_TP_ADD_TC (tp, out_of_sight);
  ATF_TP_ADD_TC (tp, killed_users);
  ATF_TP_ADD_TC (tp, killed_broker);
  ATF_TP_ADD_TC (tp, no_word);
  ATF_TP_ADD_TC (tp, no_broker_stays);
  ATF_TP_ADD_TC (tp, late_word);
  return atf_no_error ();
}
