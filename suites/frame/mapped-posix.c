/* mapped-posix.c - in the fallback build: objects of POSIX in files and pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "mapped-posix.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "hold.h"
#include "instruments/child.h"
#include "instruments/posix.h"
#include "report.h"
#include "run.h"

int
ipc_native_sem_init (struct ipc_mapped_sem *sem, int shared, unsigned value)
{
  return sem_init (&sem->native, shared, value);
}

int
ipc_native_sem_destroy (struct ipc_mapped_sem *sem)
{
  return sem_destroy (&sem->native);
}

int
ipc_native_sem_wait (struct ipc_mapped_sem *sem)
{
  return sem_wait (&sem->native);
}

int
ipc_native_sem_trywait (struct ipc_mapped_sem *sem)
{
  return sem_trywait (&sem->native);
}

int
ipc_native_sem_timedwait (struct ipc_mapped_sem *sem,
                          const struct timespec *until)
{
  return sem_timedwait (&sem->native, until);
}

int
ipc_native_sem_post (struct ipc_mapped_sem *sem)
{
  return sem_post (&sem->native);
}

int
ipc_native_sem_getvalue (struct ipc_mapped_sem *sem, int *value)
{
  return sem_getvalue (&sem->native, value);
}

int
ipc_native_sem_close (struct ipc_mapped_sem *sem)
{
  return sem_close (&sem->native);
}

sem_t *
ipc_native_sem_open (const char *name, int flags, ...)
{
  mode_t mode = 0;
  unsigned value = 0;
  va_list ap;

  if ((flags & O_CREAT) != 0)
    {
      va_start (ap, flags);
      mode = (mode_t) va_arg (ap, int);
      value = va_arg (ap, unsigned);
      va_end (ap);
    }
  return sem_open (name, flags, mode, value);
}

int
ipc_other_sem_timedwait (struct ipc_mapped_sem *sem,
                         const struct timespec *until)
{
  return ipc_fb_sem_timedwait (&sem->native, until);
}

/* Objects are in the directory NAME of the case, which VARIABLE names.  */
static void
place_in (const char *variable, const char *name)
{
  int held = ipc_hold ();
  char path[4200];

  IPC_SETUP (getcwd (path, 4096) != NULL);
  strcat (path, "/");
  strcat (path, name);
  IPC_SETUP (setenv (variable, path, 1) == 0);
  ipc_release (held);
}

int
ipc_other_sem_init (struct ipc_mapped_sem *sem, int shared, unsigned value)
{
  place_in ("IPCOMPAT_SEM_DIR", "sem");
  return ipc_semaphore_init (&sem->other, shared, value);
}

int
ipc_other_sem_destroy (struct ipc_mapped_sem *sem)
{
  return ipc_semaphore_destroy (&sem->other);
}

int
ipc_other_sem_wait (struct ipc_mapped_sem *sem)
{
  return ipc_semaphore_wait (&sem->other);
}

int
ipc_other_sem_trywait (struct ipc_mapped_sem *sem)
{
  return ipc_semaphore_trywait (&sem->other);
}

int
ipc_other_semaphore_until (struct ipc_mapped_sem *sem,
                           const struct timespec *until)
{
  return ipc_semaphore_timedwait (&sem->other, until);
}

int
ipc_other_sem_post (struct ipc_mapped_sem *sem)
{
  return ipc_semaphore_post (&sem->other);
}

int
ipc_other_sem_getvalue (struct ipc_mapped_sem *sem, int *value)
{
  return ipc_semaphore_getvalue (&sem->other, value);
}

void
ipc_mapped_need_posix (int kind)
{
  if (kind != IPC_NAMED_SEGMENT || !ipc_mapped ("shm_open"))
    ipc_need_posix (kind);
  else
    place_in ("IPCOMPAT_SHM_DIR", "shm");
}

void
ipc_mapped_remove_posix (int kind, const char *name)
{
  int held;

  if (kind == IPC_NAMED_SEGMENT && ipc_mapped ("shm_open"))
    {
      held = ipc_hold ();
      ipc_fb_shm_unlink (name);
      ipc_release (held);
    }
  ipc_remove_posix (kind, name);
}
