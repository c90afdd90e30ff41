/* open.c - opening FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

/* What passes from WRITER to READER, two that have FIFO open.  Static
   storage.  */
static const char *
pass_text (struct ipc_child *writer, struct ipc_child *reader)
{
  IPC_SETUP (fifo_user_write (writer, "text") == 4);
  fifo_user_start_read (reader);
  return fifo_user_reads (reader);
}

/* What happens when PEER opens the other end of what USER, which is blocked,
   opens for reading if READS: "text" if the two can talk then.  */
static const char *
meet (struct ipc_child *user, struct ipc_child *peer, int reads)
{
  const char *met = fifo_user_meets (peer);

  if (strcmp (met, "opens") == 0)
    met = fifo_user_meets (user);
  if (strcmp (met, "opens") != 0)
    return met;
  /* What was opened must be the end that was asked for.  */
  return reads ? pass_text (peer, user) : pass_text (user, peer);
}

/* Observe RIGHT if what came of that is MET, else both.  */
static void
observe_met (const char *right, const char *met)
{
  if (strcmp (met, "text") == 0)
    ipc_observe (right);
  else
    ipc_observef ("%s, then %s", right, *met == '\0' ? "the end" : met);
}

/* Observe what became of an open() with FLAGS that ought to block until
   another process opens with OTHER.  */
static void
observe_open (int flags, int other)
{
  struct ipc_child user, peer;
  const char *first;

  if (!fifo_made ("fifo"))
    return;
  user = fifo_user ("fifo", flags);
  first = fifo_user_open (&user);
  if (strcmp (first, "blocks") != 0)
    {
      ipc_observef ("%s at once", first);
      ipc_end (&user);
      return;
    }
  peer = fifo_user ("fifo", other);
  observe_met ("blocks", meet (&user, &peer, flags == O_RDONLY));
  ipc_end (&user);
  ipc_end (&peer);
}

IPC_TEST (open_read_blocks)
{
  observe_open (O_RDONLY, O_WRONLY);
}

IPC_TEST (open_write_blocks)
{
  observe_open (O_WRONLY, O_RDONLY);
}

/* Two processes open NAME with FLAGS, a third with OTHER.  Returns what is
   wrong, "" if nothing.  */
static const char *
two_and_one (const char *name, int flags, int other)
{
  struct ipc_child user[2], peer;
  const char *wrong = "";
  int i;

  for (i = 0; i < 2; i++)
    {
      user[i] = fifo_user (name, flags);
      if (strcmp (fifo_user_open (&user[i]), "blocks") != 0)
        wrong = i == 0 ? "the first one comes back" : "the second comes back";
    }
  if (*wrong == '\0' && strcmp (fifo_user_open (&user[0]), "blocks") != 0)
    wrong = "the second releases the first";
  if (*wrong == '\0')
    {
      peer = fifo_user (name, other);
      if (strcmp (fifo_user_meets (&peer), "opens") != 0)
        wrong = "the other end does not find them";
      for (i = 0; i < 2 && *wrong == '\0'; i++)
        if (strcmp (fifo_user_meets (&user[i]), "opens") != 0)
          wrong = "not both are released";
      ipc_end (&peer);
    }
  ipc_end (&user[0]);
  ipc_end (&user[1]);
  return wrong;
}

IPC_TEST (open_blocks_not_early)
{
  const char *wrong;

  if (!fifo_made ("read"))
    return;
  wrong = two_and_one ("read", O_RDONLY, O_WRONLY);
  if (*wrong != '\0')
    {
      ipc_observef ("readers: %s", wrong);
      return;
    }
  IPC_SETUP (mkfifo ("write", 0600) == 0);
  wrong = two_and_one ("write", O_WRONLY, O_RDONLY);
  if (*wrong != '\0')
    ipc_observef ("writers: %s", wrong);
  else
    ipc_observe ("wait for the other end");
}

IPC_TEST (open_nb_read)
{
  struct ipc_child user;

  if (!fifo_made ("fifo"))
    return;
  user = fifo_user ("fifo", O_RDONLY | O_NONBLOCK);
  ipc_observe (fifo_user_open (&user));
  ipc_end (&user);
}

IPC_TEST (open_nb_write)
{
  struct ipc_child user;
  const char *alone, *with_reader;
  int fd;

  if (!fifo_made ("fifo"))
    return;
  user = fifo_user ("fifo", O_WRONLY | O_NONBLOCK);
  alone = fifo_user_open (&user);
  ipc_end (&user);
  fd = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  user = fifo_user ("fifo", O_WRONLY | O_NONBLOCK);
  with_reader = fifo_user_open (&user);
  if (strcmp (alone, "ENXIO") != 0)
    ipc_observef ("%s without a reader", alone);
  else if (strcmp (with_reader, "opens") != 0)
    ipc_observef ("%s with a reader", with_reader);
  else if (fifo_user_write (&user, "text") != 4
           || strcmp (fifo_read (fd, 100), "text") != 0)
    ipc_observe ("opens with a reader, but nothing passes");
  else
    ipc_observe ("ENXIO without a reader");
  ipc_end (&user);
  close (fd);
}

IPC_TEST (open_rdwr)
{
  struct ipc_child user;
  const char *outcome;

  if (!fifo_made ("fifo"))
    return;
  user = fifo_user ("fifo", O_RDWR);
  outcome = fifo_user_open (&user);
  if (strcmp (outcome, "opens") == 0)
    {
      IPC_SETUP (fifo_user_write (&user, "text") == 4);
      fifo_user_start_read (&user);
      ipc_detail ("having written \"text\" it reads: %s",
                  fifo_user_read (&user));
    }
  else if (strcmp (outcome, "blocks") != 0)
    {
      ipc_detail ("%s", outcome);
      outcome = "refuses";
    }
  ipc_observe (outcome);
  ipc_end (&user);
}

IPC_TEST (open_stop_cont)
{
  struct ipc_child user, peer;
  const char *outcome;

  if (!fifo_made ("fifo"))
    return;
  user = fifo_user ("fifo", O_RDONLY);
  ipc_await_blocked (user.pid, "open");
  IPC_SETUP (kill (user.pid, SIGSTOP) == 0);
  IPC_SETUP (ipc_await_stopped (user.pid) == SIGSTOP);
  IPC_SETUP (kill (user.pid, SIGCONT) == 0);
  ipc_await_continued (user.pid);
  outcome = fifo_user_open (&user);
  if (strcmp (outcome, "blocks") != 0)
    ipc_observef ("%s", outcome);
  else
    {
      peer = fifo_user ("fifo", O_WRONLY);
      observe_met ("goes on waiting", meet (&user, &peer, 1));
      ipc_end (&peer);
    }
  ipc_end (&user);
}
