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

/* POSIX has 32 priorities at least.  */
enum { SIZE = 16, HIGH = 31 };

/* Close it in between, and not in the end.  */
static int
send_four (struct ipc_link *link, void *arg)
{
  int id = ipc_mq_named (name, O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 4,
                         SIZE);

  (void) link;
  (void) arg;
  IPC_SETUP (id != -1);
  IPC_SETUP (ipc_mq_put (id, "low", HIGH - 1) == 0
             && ipc_mq_put (id, "high", HIGH) == 0);
  IPC_SETUP (ipc_mq_close (id) == 0);
  id = ipc_mq_named (name, O_RDWR | O_NONBLOCK, 0, 0);
  IPC_SETUP (id != -1);
  return ipc_mq_put (id, "", 0) || ipc_mq_put (id, "high again", HIGH);
}

/* "31 high": priority and text, or an errno name.  */
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
  ipc_compare ("attributes", count == 4 && size == SIZE ? "4 of 16" : "others",
               "4 of 16");
  ipc_compare ("queued", queued == 4 ? "4" : "not 4", "4");
  ipc_compare ("one more", answer (ipc_mq_put (id, "x", 9)), "EAGAIN");
  ipc_compare ("into too little",
               answer (ipc_mq_get (id, text, SIZE - 1, NULL)), "EMSGSIZE");
  ipc_compare ("first", got (id), "31 high");
  ipc_compare ("second", got (id), "31 high again");
  ipc_compare ("third", got (id), "30 low");
  ipc_compare ("fourth", got (id), "0 ");
  ipc_compare ("of none", got (id), "EAGAIN");
  ipc_compare ("too long", answer (ipc_mq_put (id, "seventeen letters", 0)),
               "EMSGSIZE");
}

/* Its name differs in the last byte.  */
static void
see_another (void)
{
  char twin[IPC_POSIX_NAME];
  int id;

  strcpy (twin, name);
  twin[strlen (twin) - 1] = 'y';
  ipc_track_posix (IPC_NAMED_QUEUE, twin);
  id = ipc_mq_named (twin, O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 1, SIZE);
  ipc_compare ("of another name", answer (id), "OK");
  if (id != -1)
    {
      ipc_compare ("of another name", got (id), "EAGAIN");
      ipc_mq_close (id);
    }
  ipc_remove_posix (IPC_NAMED_QUEUE, twin);
}

IPC_TEST (mq_exists)
{
  struct ipc_child child;
  int id, other;

  ipc_need_posix (IPC_NAMED_QUEUE);
  ipc_posix_name (IPC_NAMED_QUEUE, 30, name);
  child = ipc_start (send_four, NULL);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_compare ("made again", answer (ipc_mq_named (name, O_RDWR | O_CREAT
                                             | O_EXCL, 1, 1)), "EEXIST");
  id = ipc_mq_named (name, O_RDWR | O_NONBLOCK, 0, 0);
  IPC_SETUP (id != -1);
  see_another ();
  receive (id);
  ipc_compare ("unlink", answer (ipc_mq_unlink (name)), "OK");
  ipc_compare ("unlinked", answer (ipc_mq_named (name, O_RDWR, 0, 0)),
               "ENOENT");
  other = ipc_mq_named (name, O_RDWR | O_CREAT | O_NONBLOCK, 1, SIZE);
  IPC_SETUP (other != -1);
  ipc_compare ("unlinked, for its holder",
               answer (ipc_mq_put (id, "still", 2)), "OK");
  ipc_compare ("another one", got (other), "EAGAIN");
  ipc_compare ("its holder", got (id), "2 still");
  ipc_compare ("close", answer (ipc_mq_close (id)), "OK");
  ipc_mq_close (other);
  ipc_remove_posix (IPC_NAMED_QUEUE, name);
  ipc_observe_right ("works");
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
  ipc_compare_value ("messages", has_count, count);
  ipc_compare_value ("bytes", has_size, size);
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

/* The most that TRY does not refuse with ERROR; more is refused with that, and
   less only if the user may not have so many bytes.  */
static long
most (int (*try) (long), int error)
{
  long low = 1, high = LONG_MAX;

  if (error == 0)
    return high;
  while (high - low > 1)
    {
      long middle = low + (high - low) / 2;
      int got = try (middle);

      if (got == error)
        high = middle;
      else
        low = middle;
      if (got != error && got != 0 && got != EMFILE)
        ipc_compare ("between", ipc_errno_name (got), ipc_errno_name (error));
    }
  return low;
}

/* Where users have a limit of bytes, they have one less than the message.  */
static int
make_without_bytes (struct ipc_link *link, void *arg)
{
  long size = *(long *) arg;
  int error = ipc_mq_limit_bytes ((unsigned long) size - 1) == -1 ? ENOSYS
              : refusal (1, size);

  ipc_send (link, &error, sizeof error);
  return 0;
}

static int
without_bytes (long size)
{
  struct ipc_child child = ipc_start (make_without_bytes, &size);
  int error;

  ipc_receive (&child.link, &error, sizeof error);
  ipc_join_exit (&child);
  return error;
}

IPC_TEST (mq_limits)
{
  const char *count, *size, *bytes;
  int error;
  long n, bytes_each;

  ipc_need_posix (IPC_NAMED_QUEUE);
  ipc_posix_name (IPC_NAMED_QUEUE, 30, name);
  ipc_compare ("a small queue", refusal (1, 1) == 0 ? "OK" : "refused", "OK");
  error = of_count (LONG_MAX);
  count = error == 0 ? "no limit" : ipc_errno_name (error);
  n = most (of_count, error);
  error = of_size (LONG_MAX);
  size = error == 0 ? "no limit" : ipc_errno_name (error);
  bytes_each = most (of_size, error);
  ipc_detail ("up to %ld messages, up to %ld bytes", n, bytes_each);
  error = without_bytes (1);
  ipc_compare ("with a few bytes, not enough",
               ipc_errno_name (without_bytes (bytes_each < 4096 ? bytes_each
                                              : 4096)),
               ipc_errno_name (error));
  bytes = error == ENOSYS ? "no limit of bytes" : error == 0 ? "nothing"
          : ipc_errno_name (error);
  ipc_remove_posix (IPC_NAMED_QUEUE, name);
  if (ipc_wrong () != NULL)
    ipc_observe (ipc_wrong ());
  else if (strcmp (count, size) != 0)
    ipc_observef ("%s for messages, %s for bytes", count, size);
  else if (strcmp (count, "EINVAL") != 0)
    ipc_observe (count);
  else
    ipc_observef ("EINVAL, %s%s", error == ENOSYS ? "" : "and ", bytes);
}
