/* queues.c - message queues of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "facilities/mq.h"
#include "posix_ipc.h"

static char name[IPC_POSIX_NAME];

static const char *
answer (long result)
{
  return result == -1 ? ipc_errno_name (errno) : "OK";
}

enum { SIZE = 16 };

static int
send_four (struct ipc_link *link, void *arg)
{
  int id = ipc_mq_named (name, O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 4,
                         SIZE);

  (void) link;
  (void) arg;
  IPC_SETUP (id != -1);
  return ipc_mq_put (id, "low", 1) || ipc_mq_put (id, "high", 3)
         || ipc_mq_put (id, "", 0) || ipc_mq_put (id, "high again", 3);
}

/* "3 high": priority and text, or an errno name.  */
static const char *
got (int id)
{
  static char line[2 * SIZE];
  char text[SIZE];
  unsigned priority = 99;
  ssize_t n = ipc_mq_get (id, text, sizeof text, &priority);

  if (n == -1)
    return ipc_errno_name (errno);
  snprintf (line, sizeof line, "%u %.*s", priority, (int) n, text);
  return line;
}

static void
receive (int id)
{
  long count = 0, size = 0, queued = 0;
  char text[SIZE];

  IPC_SETUP (ipc_mq_attributes (id, &count, &size, &queued) == 0);
  posix_expect ("attributes", count == 4 && size == SIZE ? "4 of 16" : "others",
                "4 of 16");
  posix_expect ("queued", queued == 4 ? "4" : "not 4", "4");
  posix_expect ("one more", answer (ipc_mq_put (id, "x", 9)), "EAGAIN");
  posix_expect ("first", got (id), "3 high");
  posix_expect ("second", got (id), "3 high again");
  posix_expect ("third", got (id), "1 low");
  posix_expect ("fourth", got (id), "0 ");
  posix_expect ("of none", got (id), "EAGAIN");
  posix_expect ("too long", answer (ipc_mq_put (id, "seventeen letters", 0)),
                "EMSGSIZE");
  posix_expect ("into too little",
                answer (ipc_mq_get (id, text, SIZE - 1, NULL)), "EMSGSIZE");
}

IPC_TEST (mq_exists)
{
  struct ipc_child child;
  int id, other;

  ipc_need_posix (IPC_NAMED_QUEUE);
  ipc_posix_name (IPC_NAMED_QUEUE, 30, name);
  child = ipc_start (send_four, NULL);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  posix_expect ("made again", answer (ipc_mq_named (name, O_RDWR | O_CREAT
                                              | O_EXCL, 1, 1)), "EEXIST");
  id = ipc_mq_named (name, O_RDWR | O_NONBLOCK, 0, 0);
  IPC_SETUP (id != -1);
  receive (id);
  posix_expect ("unlink", answer (ipc_mq_unlink (name)), "OK");
  posix_expect ("unlinked", answer (ipc_mq_named (name, O_RDWR, 0, 0)),
                "ENOENT");
  other = ipc_mq_named (name, O_RDWR | O_CREAT | O_NONBLOCK, 1, SIZE);
  IPC_SETUP (other != -1);
  posix_expect ("unlinked, for its holder",
                answer (ipc_mq_put (id, "still", 2)), "OK");
  posix_expect ("another one", got (other), "EAGAIN");
  posix_expect ("its holder", got (id), "2 still");
  posix_expect ("close", answer (ipc_mq_close (id)), "OK");
  ipc_mq_close (other);
  ipc_remove_posix (IPC_NAMED_QUEUE, name);
  posix_observe ("works");
}

/* How a queue of COUNT messages of SIZE bytes is refused; 0 if it is not.
   One that was made is what was asked for.  */
static int
refusal (long count, long size)
{
  int id = ipc_mq_named (name, O_RDWR | O_CREAT | O_EXCL, count, size);
  int error = errno;
  long has_count = 0, has_size = 0;

  if (id == -1)
    return error;
  IPC_SETUP (ipc_mq_attributes (id, &has_count, &has_size, NULL) == 0);
  posix_expect_value ("messages", has_count, count);
  posix_expect_value ("bytes", has_size, size);
  ipc_mq_close (id);
  IPC_SETUP (ipc_mq_unlink (name) == 0);
  return 0;
}

static int
of_count (long n)
{
  return refusal (n, 1);
}

static int
of_size (long n)
{
  return refusal (1, n);
}

/* The most that TRY does not refuse with ERROR; more is refused with that.  */
static long
most (int (*try) (long), int error)
{
  long low = 1, high = LONG_MAX;

  while (high - low > 1)
    {
      long middle = low + (high - low) / 2;

      if (try (middle) == error)
        high = middle;
      else
        low = middle;
    }
  return low;
}

/* Where users have a limit of bytes, none are left.  */
static int
make_without_bytes (struct ipc_link *link, void *arg)
{
  int error = ipc_mq_limit_bytes (0) == -1 ? ENOSYS : refusal (1, 1);

  (void) arg;
  ipc_send (link, &error, sizeof error);
  return 0;
}

static int
without_bytes (void)
{
  struct ipc_child child = ipc_start (make_without_bytes, NULL);
  int error;

  ipc_receive (&child.link, &error, sizeof error);
  ipc_join_exit (&child);
  return error;
}

IPC_TEST (mq_limits)
{
  const char *count, *size, *bytes;
  int error;
  long n;

  ipc_need_posix (IPC_NAMED_QUEUE);
  ipc_posix_name (IPC_NAMED_QUEUE, 30, name);
  posix_expect ("a small queue", refusal (1, 1) == 0 ? "OK" : "refused", "OK");
  error = of_count (LONG_MAX);
  count = error == 0 ? "no limit" : ipc_errno_name (error);
  n = most (of_count, error);
  error = of_size (LONG_MAX);
  size = error == 0 ? "no limit" : ipc_errno_name (error);
  ipc_detail ("up to %ld messages, up to %ld bytes", n,
              most (of_size, error));
  error = without_bytes ();
  bytes = error == ENOSYS ? "no limit of bytes" : error == 0 ? "nothing"
          : ipc_errno_name (error);
  ipc_remove_posix (IPC_NAMED_QUEUE, name);
  if (posix_wrong () != NULL)
    ipc_observe (posix_wrong ());
  else if (strcmp (count, size) != 0)
    ipc_observef ("%s for messages, %s for bytes", count, size);
  else if (strcmp (count, "EINVAL") != 0)
    ipc_observe (count);
  else
    ipc_observef ("EINVAL, %s%s", error == ENOSYS ? "" : "and ", bytes);
}
