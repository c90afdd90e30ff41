/* sem_open.c - faults of semaphores of POSIX: how they come and go.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include "actions.h"
#include "faults.h"

CALL (sem_open)
CALL (sem_close)
CALL (sem_unlink)
CALL (sem_init)
CALL (sem_getvalue)
FAULT (posix_sem_set_again, "sem_open() raises an old one to the new value",
  KILLS ("posix_ipc.sem_named_persist"))
FAULT (posix_sem_last_close, "sem_close() gives nothing back to the next one",
  KILLS ("posix_ipc.sem_named_persist"))
FAULT (posix_sem_name_stays, "sem_unlink() leaves the name where it is",
  KILLS ("posix_ipc.sem_named_persist"))
FAULT (posix_sem_name_31, "the name of a semaphore has 31 bytes at most",
  KILLS ("posix_ipc.shm_name"))
FAULT (posix_sem_bare_name, "a semaphore's name without a slash gives ENOENT",
  KILLS ("posix_ipc.shm_name"))
FAULT (posix_sem_missing, "sem_init() fails with ENOSYS",
  KILLS ("posix_ipc.sem_unnamed"))
FAULT (posix_sem_own, "sem_init() makes a semaphore of one process",
  KILLS ("posix_ipc.sem_unnamed"))
FAULT (posix_sem_value_late, "sem_getvalue() tells the value of last time",
  KILLS ("posix_ipc.sem_unnamed"))

/* An errno value that such a name gives, else 0.  */
static int
refusal (const char *name)
{
  if (strlen (name) > 31 && ipc_fault (posix_sem_name_31))
    return ENAMETOOLONG;
  return name[0] != '/' && ipc_fault (posix_sem_bare_name) ? ENOENT : 0;
}

sem_t *
sem_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode = 0;
  unsigned value = 0;
  sem_t *sem;
  int has;

  if ((flags & O_CREAT) != 0)
    {
      va_start (ap, flags);
      mode = va_arg (ap, mode_t);
      value = va_arg (ap, unsigned);
      va_end (ap);
    }
  if (refusal (name) != 0)
    {
      errno = refusal (name);
      return SEM_FAILED;
    }
  sem = IPC_REAL (sem_open) (name, flags, mode, value);
  if (sem != SEM_FAILED && ipc_fault (posix_sem_set_again))
    while (IPC_REAL (sem_getvalue) (sem, &has) == 0 && has < (int) value)
      sem_post (sem);
  return sem;
}

int
sem_close (sem_t *sem)
{
  if (ipc_fault (posix_sem_last_close))
    while (sem_trywait (sem) == 0)
      continue;
  return IPC_REAL (sem_close) (sem);
}

int
sem_unlink (const char *name)
{
  return ipc_fault (posix_sem_name_stays) ? 0 : IPC_REAL (sem_unlink) (name);
}

int
sem_init (sem_t *sem, int shared, unsigned value)
{
  if (ipc_fault (posix_sem_missing))
    return ipc_fault_fail (ENOSYS);
  return IPC_REAL (sem_init) (sem, ipc_fault (posix_sem_own) ? 0 : shared,
                              value);
}

int
sem_getvalue (sem_t *sem, int *value)
{
  static int last = -1;
  int result = IPC_REAL (sem_getvalue) (sem, value), now = *value;

  if (result == 0 && last != -1 && ipc_fault (posix_sem_value_late))
    *value = last;
  last = now;
  return result;
}
