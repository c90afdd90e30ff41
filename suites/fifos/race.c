/* race.c - opening FIFOs when something comes between.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

/* Let the processes to come handle SIGUSR1 with FLAGS.  */
static void
handle_signal (int flags)
{
  ipc_restart_prepare ();
  ipc_handle (SIGUSR1, ipc_restart_handler, flags);
}

/* What becomes of USER's open() if SIGUSR1 comes while it blocks.  */
static const char *
signalled_open (struct ipc_child *user)
{
  switch (ipc_restart_once (user, "open", SIGUSR1))
    {
    case IPC_RESTARTS:
      return "restarts";
    case IPC_UNMOVED:
      return "the handler does not run";
    default:
      return fifo_user_open (user);
    }
}

/* Interrupt an open() of NAME with FLAGS, then see that nobody takes it for
   open.  Returns the outcome.  */
static const char *
interrupted (const char *name, int flags, int other)
{
  struct ipc_child user = fifo_user (name, flags), peer, third;
  const char *outcome = signalled_open (&user);

  if (strcmp (outcome, "EINTR") != 0)
    {
      ipc_end (&user);
      return outcome;
    }
  peer = fifo_user (name, other);
  if (strcmp (fifo_user_open (&peer), "blocks") != 0)
    outcome = "EINTR, but the other end finds it open";
  else
    {
      third = fifo_user (name, flags);
      if (strcmp (fifo_user_meets (&third), "opens") != 0
          || strcmp (fifo_user_meets (&peer), "opens") != 0)
        outcome = "EINTR, then the ends do not meet";
      ipc_end (&third);
    }
  ipc_end (&peer);
  ipc_end (&user);
  return outcome;
}

IPC_TEST (open_eintr)
{
  const char *reading, *writing;

  handle_signal (0);
  if (!fifo_made ("read"))
    return;
  IPC_SETUP (mkfifo ("write", 0600) == 0);
  reading = interrupted ("read", O_RDONLY, O_WRONLY);
  writing = interrupted ("write", O_WRONLY, O_RDONLY);
  if (strcmp (reading, "EINTR") != 0)
    ipc_observef ("for reading: %s", reading);
  else if (strcmp (writing, "EINTR") != 0)
    ipc_observef ("for writing: %s", writing);
  else
    ipc_observe ("EINTR");
}

IPC_TEST (open_restart)
{
  struct ipc_child user, peer;
  const char *outcome;

  handle_signal (SA_RESTART);
  if (!fifo_made ("fifo"))
    return;
  user = fifo_user ("fifo", O_RDONLY);
  outcome = signalled_open (&user);
  if (strcmp (outcome, "restarts") == 0
      && strcmp (signalled_open (&user), "restarts") != 0)
    outcome = "restarts once";
  else if (strcmp (outcome, "restarts") == 0)
    {
      peer = fifo_user ("fifo", O_WRONLY);
      if (strcmp (fifo_user_meets (&peer), "opens") != 0
          || strcmp (fifo_user_meets (&user), "opens") != 0)
        outcome = "restarts, then does not meet the writer";
      else
        {
          IPC_SETUP (fifo_user_write (&peer, "text") == 4);
          fifo_user_start_read (&user);
          if (strcmp (fifo_user_reads (&user), "text") != 0)
            outcome = "restarts, but nothing passes";
        }
      ipc_end (&peer);
    }
  ipc_observe (outcome);
  ipc_end (&user);
}

/* What a reader tells of one round.  */
struct round
{
  int raced;                    /* the writer was gone when open() returned */
  char text[16];
};

static volatile int *writer_gone;

/* The reader: each time it is told, read "fifo" to its end.  */
static int
read_rounds (struct ipc_link *link, void *arg)
{
  struct round r;

  (void) arg;
  while (ipc_hear_end (link) == 'g')
    {
      int fd;

      /* A stop may end it.  */
      do
        fd = open ("fifo", O_RDONLY);
      while (fd == -1 && errno == EINTR);
      memset (&r, 0, sizeof r);
      r.raced = *writer_gone;
      IPC_SETUP (fd != -1);
      ipc_tell (link, 'o');
      fifo_read_all (fd, r.text, sizeof r.text);
      close (fd);
      ipc_send (link, &r, sizeof r);
    }
  return 0;
}

/* Whether READER, for which a writer came, has the text; *RACED says whether
   that writer had gone by then.  */
static int
has_text (struct ipc_child *reader, int *raced)
{
  struct round r;

  if (ipc_await_released (reader, "open") == IPC_BLOCKS)
    return 0;
  ipc_expect (&reader->link, 'o');
  ipc_receive (&reader->link, &r, sizeof r);
  *raced = r.raced;
  return strcmp (r.text, "text") == 0;
}

static void
start_round (struct ipc_child *reader)
{
  *writer_gone = 0;
  ipc_tell (&reader->link, 'g');
  ipc_await_blocked (reader->pid, "open");
}

/* The writer comes and goes as fast as it can.  */
static int
quick_writer (struct ipc_child *reader, int *raced)
{
  int fd;

  start_round (reader);
  fd = fifo_end ("fifo", O_WRONLY);
  fifo_write (fd, "text");
  close (fd);
  *writer_gone = 1;
  return has_text (reader, raced);
}

/* The writer comes while READER is stopped, and goes before it continues if
   the platform lets it: then *RACED is set.  */
static int
stopped_reader (struct ipc_child *reader, int *raced)
{
  struct ipc_child writer;
  int gone = 0;

  start_round (reader);
  IPC_SETUP (kill (reader->pid, SIGSTOP) == 0);
  ipc_await_stopped (reader->pid);
  writer = fifo_user ("fifo", O_WRONLY);
  if (strcmp (fifo_user_open (&writer), "opens") == 0)
    {
      IPC_SETUP (fifo_user_write (&writer, "text") == 4);
      fifo_user_close (&writer);
      gone = *writer_gone = 1;
    }
  IPC_SETUP (kill (reader->pid, SIGCONT) == 0);
  ipc_await_continued (reader->pid);
  if (!gone)
    {
      fifo_user_opened (&writer);
      IPC_SETUP (fifo_user_write (&writer, "text") == 4);
      fifo_user_close (&writer);
    }
  ipc_end (&writer);
  return has_text (reader, raced);
}

/* The writer stays until READER has said that it is there.  */
static int
patient_writer (struct ipc_child *reader)
{
  struct round r;
  int fd;

  start_round (reader);
  fd = fifo_end ("fifo", O_WRONLY);
  fifo_write (fd, "text");
  if (ipc_await_released (reader, "open") == IPC_BLOCKS)
    return 0;
  ipc_expect (&reader->link, 'o');
  close (fd);
  ipc_receive (&reader->link, &r, sizeof r);
  return strcmp (r.text, "text") == 0;
}

IPC_TEST (open_close_race)
{
  struct ipc_child reader;
  int races = 0, rounds, raced = 0, whole;

  if (!fifo_made ("fifo"))
    return;
  writer_gone = ipc_shared (sizeof *writer_gone);
  reader = ipc_start (read_rounds, NULL);
  whole = stopped_reader (&reader, &raced);
  ipc_detail ("a writer %s while the reader is stopped",
              raced ? "comes and goes" : "cannot come");
  for (rounds = 0; whole && races < 20 && rounds < 2000; rounds++)
    {
      whole = quick_writer (&reader, &raced);
      races += raced;
    }
  ipc_end (&reader);
  if (whole && races == 0)
    ipc_broken ("no writer was gone before the reader ran");
  reader = ipc_start (read_rounds, NULL);
  if (!patient_writer (&reader))
    ipc_observe ("undefended");
  else
    ipc_observe (whole ? "not shown" : "shown");
  ipc_end (&reader);
}
