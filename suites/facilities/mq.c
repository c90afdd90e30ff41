/* mq.c - message queues of POSIX, which not every system has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "mq.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "frame/report.h"
#include "probes.h"

#if IPC_PROBE_MQ_OPEN == 1

# include <mqueue.h>

enum { MOST_QUEUES = 8 };
static mqd_t queues[MOST_QUEUES];
static char is_used[MOST_QUEUES];

int
ipc_mq_named (const char *name, int flags, long count, long size)
{
  struct mq_attr attr;
  mqd_t queue;
  int i = 0;

  memset (&attr, 0, sizeof attr);
  attr.mq_maxmsg = count;
  attr.mq_msgsize = size;
  queue = mq_open (name, flags, 0600, &attr);
  if (queue == (mqd_t) -1)
    return -1;
  while (i < MOST_QUEUES && is_used[i])
    i++;
  if (i == MOST_QUEUES)
    ipc_broken ("more than %d message queues", MOST_QUEUES);
  is_used[i] = 1;
  queues[i] = queue;
  return i;
}

int
ipc_mq_close (int queue)
{
  is_used[queue] = 0;
  return mq_close (queues[queue]);
}

int
ipc_mq_unlink (const char *name)
{
  return mq_unlink (name);
}

int
ipc_mq_attributes (int queue, long *count, long *size, long *queued)
{
  struct mq_attr attr;

  if (mq_getattr (queues[queue], &attr) == -1)
    return -1;
  if (count != NULL)
    *count = attr.mq_maxmsg;
  if (size != NULL)
    *size = attr.mq_msgsize;
  if (queued != NULL)
    *queued = attr.mq_curmsgs;
  return 0;
}

int
ipc_mq_put (int queue, const char *text, unsigned priority)
{
  return mq_send (queues[queue], text, strlen (text), priority);
}

ssize_t
ipc_mq_get (int queue, char *text, size_t size, unsigned *priority)
{
  return mq_receive (queues[queue], text, size, priority);
}

int
ipc_mq_open (void)
{
  char name[32];
  int queue;

  snprintf (name, sizeof name, "/ipcompat.%ld", (long) getpid ());
  queue = ipc_mq_named (name, O_RDWR | O_CREAT | O_EXCL, 2, 16);
  if (queue != -1)
    mq_unlink (name);
  return queue;
}

int
ipc_mq_send_now (int queue, const char *text)
{
  /* qemu-user writes it back, and not into constants.  */
  struct timespec past = { 0, 0 };

  /* A queue with room does not look at the time.  */
  if (mq_timedsend (queues[queue], text, strlen (text), 0, &past) == 0)
    return 0;
  if (errno == ETIMEDOUT)
    errno = EAGAIN;
  return -1;
}

ssize_t
ipc_mq_receive (int queue, char *text, const struct timespec *timeout)
{
  struct timespec then;

  if (timeout == NULL)
    return mq_receive (queues[queue], text, 16, NULL);
  then = *timeout;              /* as above */
  return mq_timedreceive (queues[queue], text, 16, NULL, &then);
}

#else

# define ABSENT return errno = ENOSYS, -1

int
ipc_mq_named (const char *name, int flags, long count, long size)
{
  (void) name;
  (void) flags;
  (void) count;
  (void) size;
  ABSENT;
}

int
ipc_mq_close (int queue)
{
  (void) queue;
  ABSENT;
}

int
ipc_mq_unlink (const char *name)
{
  (void) name;
  ABSENT;
}

int
ipc_mq_attributes (int queue, long *count, long *size, long *queued)
{
  (void) queue;
  (void) count;
  (void) size;
  (void) queued;
  ABSENT;
}

int
ipc_mq_put (int queue, const char *text, unsigned priority)
{
  (void) queue;
  (void) text;
  (void) priority;
  ABSENT;
}

ssize_t
ipc_mq_get (int queue, char *text, size_t size, unsigned *priority)
{
  (void) queue;
  (void) text;
  (void) size;
  (void) priority;
  ABSENT;
}

int
ipc_mq_open (void)
{
  ABSENT;
}

int
ipc_mq_send_now (int queue, const char *text)
{
  (void) queue;
  (void) text;
  ABSENT;
}

ssize_t
ipc_mq_receive (int queue, char *text, const struct timespec *timeout)
{
  (void) queue;
  (void) text;
  (void) timeout;
  ABSENT;
}

#endif

int
ipc_mq_send (int queue, const char *text)
{
  return ipc_mq_put (queue, text, 0);
}

int
ipc_mq_limit_bytes (unsigned long bytes)
{
#ifdef RLIMIT_MSGQUEUE
  struct rlimit limit;

  if (getrlimit (RLIMIT_MSGQUEUE, &limit) == -1)
    return -1;
  limit.rlim_cur = (rlim_t) bytes;
  return setrlimit (RLIMIT_MSGQUEUE, &limit);
#else
  (void) bytes;
  errno = ENOSYS;
  return -1;
#endif
}
