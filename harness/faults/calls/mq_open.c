/* mq_open.c - faults of message queues of POSIX: names and limits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "actions.h"
#include "faults.h"

CALL (mq_open)
CALL (mq_unlink)
CALL (mq_getattr)
CALL (mq_close)
FAULT (posix_mq_missing, "mq_open() fails with ENOSYS",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_name_stays, "mq_unlink() leaves the name where it is",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_counts_one, "mq_getattr() counts no more than one message",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_limit_errno, "a queue of too many messages gives ENOSPC",
  KILLS ("posix_ipc.mq_limits"))
FAULT (posix_mq_smaller, "a queue of too large messages has smaller ones",
  KILLS ("posix_ipc.mq_limits"))
FAULT (posix_mq_bytes_errno, "a user without bytes gets ENOSPC for a queue",
  KILLS ("posix_ipc.mq_limits"))
FAULT (posix_mq_excl, "mq_open() ignores O_EXCL",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_name_cut, "29 bytes of a queue's name count",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_close_empties, "mq_close() takes the messages away",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_limit_near, "a queue of a few messages too many gives ENOMEM",
  KILLS ("posix_ipc.mq_limits"))
FAULT (posix_mq_bytes_or_none, "a user has no bytes for queues, or all",
  KILLS ("posix_ipc.mq_limits"))

enum { COUNTS = 29 };

/* Always, so that what was made by such a name is removed by it.  */
static const char *
name_of (const char *name, char cut[COUNTS + 1])
{
  if (!ipc_fault_anywhere (posix_mq_name_cut))
    return name;
  snprintf (cut, COUNTS + 1, "%s", name);
  return cut;
}

/* A queue for which the user has too little, but more than nothing.  */
static mqd_t
open_without (const char *name, int flags, mode_t mode, struct mq_attr *attr)
{
  struct rlimit had, all;
  mqd_t q;

  getrlimit (RLIMIT_MSGQUEUE, &had);
  all = had;
  all.rlim_cur = had.rlim_max;
  if (had.rlim_cur != 0)
    setrlimit (RLIMIT_MSGQUEUE, &all);
  q = IPC_REAL (mq_open) (name, flags, mode, attr);
  if (had.rlim_cur != 0)
    setrlimit (RLIMIT_MSGQUEUE, &had);
  if (q == (mqd_t) -1)
    errno = EMFILE;
  return q;
}

static int
refused_as (const struct mq_attr *attr, int error)
{
  if (error == EINVAL && attr != NULL && attr->mq_maxmsg > 1
      && ipc_fault (posix_mq_limit_errno))
    return ENOSPC;
  if (error == EINVAL && attr != NULL && attr->mq_maxmsg > 1
      && attr->mq_maxmsg < 1 << 30 && ipc_fault (posix_mq_limit_near))
    return ENOMEM;
  return error == EMFILE && ipc_fault (posix_mq_bytes_errno) ? ENOSPC : error;
}

mqd_t
mq_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode = 0;
  struct mq_attr *attr = NULL, small;
  mqd_t q;
  char cut[COUNTS + 1];

  if ((flags & O_CREAT) != 0)
    {
      va_start (ap, flags);
      mode = va_arg (ap, mode_t);
      attr = va_arg (ap, struct mq_attr *);
      va_end (ap);
    }
  if (ipc_fault (posix_mq_missing))
    return (mqd_t) ipc_fault_fail (ENOSYS);
  if (ipc_fault (posix_mq_excl))
    flags &= ~O_EXCL;
  name = name_of (name, cut);
  q = IPC_REAL (mq_open) (name, flags, mode, attr);
  if (q == (mqd_t) -1 && errno == EMFILE && ipc_fault (posix_mq_bytes_or_none))
    q = open_without (name, flags, mode, attr);
  if (q == (mqd_t) -1 && errno == EINVAL && attr != NULL
      && ipc_fault (posix_mq_smaller))
    {
      small = *attr;
      small.mq_maxmsg = small.mq_msgsize = 1;
      q = IPC_REAL (mq_open) (name, flags, mode, &small);
    }
  if (q == (mqd_t) -1)
    errno = refused_as (attr, errno);
  return q;
}

int
mq_unlink (const char *name)
{
  char cut[COUNTS + 1];

  return ipc_fault (posix_mq_name_stays) ? 0
         : IPC_REAL (mq_unlink) (name_of (name, cut));
}

int
mq_getattr (mqd_t q, struct mq_attr *attr)
{
  int result = IPC_REAL (mq_getattr) (q, attr);

  if (result == 0 && attr->mq_curmsgs > 1 && ipc_fault (posix_mq_counts_one))
    attr->mq_curmsgs = 1;
  return result;
}

int
mq_close (mqd_t q)
{
  static const struct timespec past = { 1, 0 };
  char text[64];

  while (ipc_fault (posix_mq_close_empties)
         && mq_timedreceive (q, text, sizeof text, NULL, &past) != -1)
    continue;
  return IPC_REAL (mq_close) (q);
}
