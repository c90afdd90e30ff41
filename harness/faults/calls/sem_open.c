/* sem_open.c - faults of semaphores of POSIX: how they come and go.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "semaphores.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "actions.h"
#include "faults.h"

enum { LONGEST_NAME = 260 };

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
FAULT (posix_sem_excl, "sem_open() ignores O_EXCL",
  KILLS ("posix_ipc.sem_named_persist"))
FAULT (posix_sem_case, "a semaphore's name has no capital letters",
  KILLS ("posix_ipc.shm_name"))
FAULT (posix_sem_exit_removes, "a semaphore goes with who ends and has it open",
  KILLS ("posix_ipc.sem_named_persist"))

/* Always, so that what was made by such a name is removed by it.  */
static const char *
name_of (const char *name, char small[LONGEST_NAME + 1])
{
  size_t i;

  if (strlen (name) > LONGEST_NAME || !ipc_fault_anywhere (posix_sem_case))
    return name;
  for (i = 0; i <= strlen (name); i++)
    small[i] = (char) tolower ((unsigned char) name[i]);
  return small;
}

/* What has been opened last, and not been closed.  */
static char opened[LONGEST_NAME + 1];

void
ipc_fault_forget_semaphore (void)
{
  if (opened[0] != '\0' && ipc_fault (posix_sem_exit_removes))
    IPC_REAL (sem_unlink) (opened);
}

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
  char small[LONGEST_NAME + 1];

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
  if (ipc_fault (posix_sem_excl))
    flags &= ~O_EXCL;
  sem = IPC_REAL (sem_open) (name_of (name, small), flags, mode, value);
  if (sem != SEM_FAILED && ipc_fault_armed)
    snprintf (opened, sizeof opened, "%s", name);
  if (sem != SEM_FAILED && ipc_fault (posix_sem_set_again))
    while (IPC_REAL (sem_getvalue) (sem, &has) == 0 && has < (int) value)
      sem_post (sem);
  return sem;
}

int
sem_close (sem_t *sem)
{
  opened[0] = '\0';
  if (ipc_fault (posix_sem_last_close))
    while (sem_trywait (sem) == 0)
      continue;
  return IPC_REAL (sem_close) (sem);
}

int
sem_unlink (const char *name)
{
  char small[LONGEST_NAME + 1];

  return ipc_fault (posix_sem_name_stays) ? 0
         : IPC_REAL (sem_unlink) (name_of (name, small));
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
