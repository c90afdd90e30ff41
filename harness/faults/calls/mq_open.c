/* mq_open.c - faults of message queues of POSIX: names and limits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "actions.h"
#include "faults.h"

CALL (mq_open)
CALL (mq_unlink)
CALL (mq_getattr)
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

static int
refused_as (const struct mq_attr *attr, int error)
{
  if (error == EINVAL && attr != NULL && attr->mq_maxmsg > 1
      && ipc_fault (posix_mq_limit_errno))
    return ENOSPC;
  return error == EMFILE && ipc_fault (posix_mq_bytes_errno) ? ENOSPC : error;
}

mqd_t
mq_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode = 0;
  struct mq_attr *attr = NULL, small;
  mqd_t q;

  if ((flags & O_CREAT) != 0)
    {
      va_start (ap, flags);
      mode = va_arg (ap, mode_t);
      attr = va_arg (ap, struct mq_attr *);
      va_end (ap);
    }
  if (ipc_fault (posix_mq_missing))
    return (mqd_t) ipc_fault_fail (ENOSYS);
  q = IPC_REAL (mq_open) (name, flags, mode, attr);
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
  return ipc_fault (posix_mq_name_stays) ? 0 : IPC_REAL (mq_unlink) (name);
}

int
mq_getattr (mqd_t q, struct mq_attr *attr)
{
  int result = IPC_REAL (mq_getattr) (q, attr);

  if (result == 0 && attr->mq_curmsgs > 1 && ipc_fault (posix_mq_counts_one))
    attr->mq_curmsgs = 1;
  return result;
}
