/* io.c - reading and writing FIFOs.
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

/* Let a child write three times into WRITE_END, then read; ANSWERS gets what
   came.  Closes the ends.  */
static int
write_thrice (struct ipc_link *link, void *arg)
{
  int *ends = arg;

  close (ends[0]);
  fifo_write (ends[1], "one");
  fifo_write (ends[1], "two");
  fifo_write (ends[1], "three");
  close (ends[1]);
  ipc_tell (link, 'w');
  return 0;
}

static void
stream (int ends[2], char *answers, size_t size)
{
  struct ipc_child child = ipc_start (write_thrice, ends);
  int n;

  ipc_expect (&child.link, 'w');
  ipc_join_exit (&child);
  n = snprintf (answers, size, "%s|", fifo_read (ends[0], 2));
  n += snprintf (answers + n, size - (size_t) n, "%s|",
                 fifo_read (ends[0], 100));
  n += snprintf (answers + n, size - (size_t) n, "%s|",
                 fifo_read (ends[0], 100));
  close (ends[1]);
  snprintf (answers + n, size - (size_t) n, "%s|", fifo_read (ends[0], 100));
  close (ends[0]);
}

IPC_TEST (like_pipe)
{
  static const char bytes[] = "on|etwothree|EAGAIN||";
  char in_pipe[100], in_fifo[100];
  int ends[2];

  if (!fifo_made ("fifo"))
    return;
  IPC_SETUP (pipe (ends) == 0);
  ipc_nonblocking (ends[0], 1);
  stream (ends, in_pipe, sizeof in_pipe);
  fifo_ends ("fifo", ends);
  stream (ends, in_fifo, sizeof in_fifo);
  ipc_detail ("pipe %s, FIFO %s", in_pipe, in_fifo);
  if (strcmp (in_fifo, bytes) != 0)
    ipc_observef ("FIFO: %.60s", in_fifo);
  else if (strcmp (in_pipe, bytes) != 0)
    ipc_observef ("pipe: %.60s", in_pipe);
  else
    ipc_observe ("like a pipe");
}

/* Two writers, of which one has closed, then both; what a reader under
   O_NONBLOCK gets.  */
static const char *
two_writers (void)
{
  static char answers[60];
  int fd = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  int first = fifo_end ("fifo", O_WRONLY), second = fifo_end ("fifo", O_WRONLY);
  int n;

  close (first);
  n = snprintf (answers, sizeof answers, "%s|", fifo_read (fd, 100));
  close (second);
  fifo_settle (fd);
  snprintf (answers + n, sizeof answers - (size_t) n, "%s|",
            fifo_read (fd, 100));
  close (fd);
  return answers;
}

/* The same for a reader that blocks.  */
static const char *
two_writers_blocking (void)
{
  static char answers[60];
  struct ipc_child user = fifo_user ("fifo", O_RDONLY);
  int first = fifo_end ("fifo", O_WRONLY), second = fifo_end ("fifo", O_WRONLY);
  int n;

  fifo_user_opened (&user);
  fifo_user_start_read (&user);
  IPC_SETUP (strcmp (fifo_user_read (&user), "blocks") == 0);
  close (first);
  n = snprintf (answers, sizeof answers, "%s|", fifo_user_read (&user));
  close (second);
  snprintf (answers + n, sizeof answers - (size_t) n, "%s|",
            fifo_user_reads (&user));
  ipc_end (&user);
  return answers;
}

IPC_TEST (eof_last_writer)
{
  const char *now, *later;

  if (!fifo_made ("fifo"))
    return;
  now = two_writers ();
  if (strcmp (now, "EAGAIN||") != 0)
    {
      ipc_observef ("not blocking: %s", now);
      return;
    }
  later = two_writers_blocking ();
  if (strcmp (later, "blocks||") != 0)
    ipc_observef ("blocking: %s", later);
  else
    ipc_observe ("at the last close");
}

/* In a child, for it may block: read from the FIFO as it was inherited.  */
static int
read_inherited (struct ipc_link *link, void *arg)
{
  const int *fd = arg;
  char c;
  int result = (int) read (*fd, &c, 1);

  ipc_send (link, &result, sizeof result);
  return 0;
}

IPC_TEST (read_nowriter)
{
  struct ipc_child child;
  const char *nonblocking;
  int fd, result;

  if (!fifo_made ("fifo"))
    return;
  fd = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  nonblocking = fifo_read (fd, 100);
  ipc_nonblocking (fd, 0);
  child = ipc_start (read_inherited, &fd);
  if (*nonblocking != '\0')
    ipc_observef ("%s under O_NONBLOCK", nonblocking);
  else if (ipc_await_block_or_tell (&child, "read") == IPC_BLOCKS)
    ipc_observe ("blocks without O_NONBLOCK");
  else
    {
      ipc_receive (&child.link, &result, sizeof result);
      ipc_observef ("returns %d", result);
    }
  ipc_end (&child);
  close (fd);
}

IPC_TEST (read_nb_writer)
{
  const char *outcome;
  int ends[2];

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  outcome = fifo_read (ends[0], 100);
  ipc_observef ("%s", *outcome == '\0' ? "returns 0" : outcome);
  close (ends[0]);
  close (ends[1]);
}

IPC_TEST (reusable)
{
  int fd, round;

  if (!fifo_made ("fifo"))
    return;
  fd = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  for (round = 0; round < 3; round++)
    {
      int writer = fifo_end ("fifo", O_WRONLY);
      char data[40];
      const char *end;

      fifo_write (writer, "text");
      snprintf (data, sizeof data, "%s", fifo_read (fd, 15));
      close (writer);
      end = fifo_read (fd, 100);
      if (strcmp (data, "text") != 0 || *end != '\0')
        {
          ipc_observef ("round %d: reads %s, then %s", round, data, end);
          return;
        }
    }
  ipc_observe ("reads on");
  close (fd);
}

static volatile sig_atomic_t signals;

static void
count (int signo)
{
  (void) signo;
  signals++;
}

/* In a child: be killed by writing where nobody reads.  */
static int
write_unread (struct ipc_link *link, void *arg)
{
  int *ends = arg;

  close (ends[0]);
  ipc_expect (link, 'g');
  return write (ends[1], "x", 1) == -1 ? 1 : 2;
}

IPC_TEST (sigpipe)
{
  struct ipc_child child;
  int ends[2], status, ignored, handled;

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  child = ipc_start (write_unread, ends);
  close (ends[0]);
  ipc_tell (&child.link, 'g');
  status = ipc_join (&child);
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  ignored = write (ends[1], "x", 1) == -1 ? errno : 0;
  ipc_handle (SIGPIPE, count, 0);
  handled = write (ends[1], "x", 1) == -1 ? errno : 0;
  if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGPIPE)
    ipc_observe ("SIGPIPE does not kill");
  else if (ignored != EPIPE || handled != EPIPE)
    ipc_observef ("%s with SIGPIPE ignored, %s with it handled",
                  ipc_errno_name (ignored), ipc_errno_name (handled));
  else if (signals != 1)
    ipc_observef ("SIGPIPE handled %d times", (int) signals);
  else
    ipc_observe ("SIGPIPE and EPIPE");
  close (ends[1]);
}

IPC_TEST (two_readers_split)
{
  int one, other, writer, private[2][2], i, split, defended = 1;

  if (!fifo_made ("fifo"))
    return;
  one = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  other = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  writer = fifo_end ("fifo", O_WRONLY);
  fifo_write (writer, "ab");
  split = strcmp (fifo_read (one, 1), "a") == 0
          && strcmp (fifo_read (other, 1), "b") == 0;
  close (one);
  close (other);
  close (writer);
  for (i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "first" : "second";

      IPC_SETUP (mkfifo (name, 0600) == 0);
      fifo_ends (name, private[i]);
    }
  fifo_write (private[0][1], "ab");
  fifo_write (private[1][1], "cd");
  for (i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? "ab" : "cd";

      defended = defended && *fifo_read (private[i][0], 1) == text[0]
                 && *fifo_read (private[i][0], 1) == text[1];
      close (private[i][0]);
      close (private[i][1]);
    }
  ipc_observe (!split ? "not shown" : defended ? "shown" : "undefended");
}
