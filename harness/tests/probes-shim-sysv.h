/* probes-shim-sysv.h - the part of probes-shim.c about System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int
msgget (key_t key, int flags)
{
  if (shim ("sysv_raises"))
    raise (SIGSYS);
  if (shim ("sysv_refused") || shim ("sysv_full"))
    return refuse (shim ("sysv_full") ? ENOSPC : EPERM);
  return shim ("no_sysv") ? refuse (ENOSYS) : REAL (msgget) (key, flags);
}

int
semget (key_t key, int n, int flags)
{
  return shim ("no_sysv") ? refuse (ENOSYS) : REAL (semget) (key, n, flags);
}

int
shmget (key_t key, size_t size, int flags)
{
  return shim ("no_sysv") ? refuse (ENOSYS) : REAL (shmget) (key, size, flags);
}

int
semctl (int id, int number, int command, ...)
{
  va_list ap;
  void *arg;

  va_start (ap, command);
  arg = va_arg (ap, void *);
  va_end (ap);
  if (shim ("sem_small") && command == SETVAL && (long) arg > 255)
    return refuse (ERANGE);
  return REAL (semctl) (id, number, command, arg);
}

int
semop (int id, struct sembuf *ops, size_t count)
{
  if (shim ("no_undo"))
    ops->sem_flg &= ~SEM_UNDO;
  return REAL (semop) (id, ops, count);
}

key_t
ftok (const char *path, int id)
{
  return REAL (ftok) (path, shim ("ftok_seven_bits") ? id & 0x7f : id);
}
