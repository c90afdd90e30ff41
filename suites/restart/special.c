/* special.c - restarting: calls that only some systems have.
   SPDX-License-Identifier: BSD-2-Clause

   All of them through facilities.h, where they fail with ENOSYS on the
   others.  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "restart.h"

/* Read from a special descriptor, of which each gives something of its
   own.  */
static long
read_special (struct restart *r)
{
  return read (r->fd[0], r->data, sizeof r->data);
}

/* Whether VALUE bytes are the number of what has happened: once, or so.  */
static int
got_number (struct restart *r, long value)
{
  unsigned long long number;

  memcpy (&number, r->data, sizeof number);
  return value == (long) sizeof number && number == 1;
}

static int
has (int fd)
{
  if (fd == -1)
    IPC_SETUP (errno == ENOSYS);
  return fd != -1;
}

static int
watch_directory (struct restart *r)
{
  return has (r->fd[0] = ipc_inotify_open ("."));
}

static void
make_file (struct restart *r)
{
  r->fd[1] = open ("new", O_WRONLY | O_CREAT | O_EXCL, 0600);
  IPC_SETUP (r->fd[1] != -1);
}

/* Whether the event names the file.  */
static int
names_file (struct restart *r, long value)
{
  long i;

  for (i = 0; i + 4 <= value; i++)
    if (memcmp (r->data + i, "new", 4) == 0)
      return 1;
  return 0;
}

static const struct restart_call read_inotify_call =
{
  .call = "read", .prepare = watch_directory, .block = read_special,
  .whole = names_file, .release = make_file
};
RESTART_CASES (read_inotify)

static int
event_counter (struct restart *r)
{
  return has (r->fd[0] = ipc_eventfd_open ());
}

static void
count_event (struct restart *r)
{
  unsigned long long one = 1;

  IPC_SETUP (write (r->fd[0], &one, 8) == 8);
}

static const struct restart_call read_eventfd_call =
{
  .call = "read", .prepare = event_counter, .block = read_special,
  .whole = got_number, .release = count_event
};
RESTART_CASES (read_eventfd)

static int
timer (struct restart *r)
{
  return has (r->fd[0] = ipc_timerfd_open ());
}

static void
expire_timer (struct restart *r)
{
  IPC_SETUP (ipc_timerfd_expire (r->fd[0]) == 0);
}

static const struct restart_call read_timerfd_call =
{
  .call = "read", .prepare = timer, .block = read_special,
  .whole = got_number, .release = expire_timer, .later = 1
};
RESTART_CASES (read_timerfd)

static int
signal_queue (struct restart *r)
{
  r->unblock = SIGUSR2;
  return has (r->fd[0] = ipc_signalfd_open (SIGUSR2));
}

static void
block_queued (struct restart *r)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, r->unblock);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &set, NULL) == 0);
}

/* The record begins with the signal's number.  */
static int
got_signal (struct restart *r, long value)
{
  unsigned number;

  memcpy (&number, r->data, sizeof number);
  return value >= (long) sizeof number && (int) number == r->unblock;
}

static const struct restart_call read_signalfd_call =
{
  .call = "read", .prepare = signal_queue, .enter = block_queued,
  .block = read_special, .whole = got_signal,
  .release = restart_send_unblock
};
RESTART_CASES (read_signalfd)

/* From an empty pipe into another; fd[1] feeds it, extra is what comes.  */
static int target[2];

static int
pipes_to_splice (struct restart *r)
{
  restart_pipe (r);
  IPC_SETUP (pipe (target) == 0);
  if (ipc_splice (-1, -1, 1) == -1 && errno == ENOSYS)
    return 0;
  return 1;
}

static long
splice_pipe (struct restart *r)
{
  return ipc_splice (r->fd[0], target[1], 64);
}

static int
spliced_hello (struct restart *r, long value)
{
  return value == 5 && read (target[0], r->data, sizeof r->data) == 5
         && memcmp (r->data, "hello", 5) == 0;
}

static const struct restart_call splice_pipe_call =
{
  .call = "splice", .prepare = pipes_to_splice, .block = splice_pipe,
  .whole = spliced_hello, .release = restart_say_hello
};
RESTART_CASES (splice_pipe)

static int
word_in_memory (struct restart *r)
{
  r->shared = ipc_shared (sizeof (int));
  return ipc_futex_wake (r->shared) != -1 || errno != ENOSYS;
}

static long
wait_word (struct restart *r)
{
  return ipc_futex_wait (r->shared, NULL);
}

static long
wait_word_hour (struct restart *r)
{
  static const struct timespec hour = { 3600, 0 };

  return ipc_futex_wait (r->shared, &hour);
}

/* The waiter may not be there yet: wake until there is one.  */
static void
wake_word (struct restart *r)
{
  int woken;

  do
    {
      woken = ipc_futex_wake (r->shared);
      IPC_SETUP (woken != -1);
    }
  while (woken == 0);
}

static const struct restart_call futex_wait_call =
{
  .call = "futex", .prepare = word_in_memory, .block = wait_word,
  .release = wake_word
};
RESTART_CASES (futex_wait)

static const struct restart_call futex_wait_timeout_call =
{
  .call = "futex", .prepare = word_in_memory, .block = wait_word_hour,
  .release = wake_word
};
RESTART_CASES (futex_wait_timeout)
