/* absent-sysv.h - in the fallback build: System V where it is missing.
   SPDX-License-Identifier: BSD-2-Clause

   The table needs functions, and facilities.h has macros.  For calls.c.  */

#ifndef IPC_ABSENT_SYSV_H
#define IPC_ABSENT_SYSV_H

#ifdef ftok
# define NATIVE_FTOK absent_ftok
static key_t
absent_ftok (const char *path, int id)
{
  return ipc_absent (-1, path, id);
}
#else
# define NATIVE_FTOK ftok
#endif

#ifdef msgget
# define NATIVE_MSGGET absent_msgget
# define NATIVE_MSGCTL absent_msgctl
# define NATIVE_MSGSND absent_msgsnd
# define NATIVE_MSGRCV absent_msgrcv
static int
absent_msgget (key_t key, int flags)
{
  return ipc_absent (-1, key, flags);
}

static int
absent_msgctl (int id, int command, struct msqid_ds *ds)
{
  return ipc_absent (-1, id, command, ds);
}

static int
absent_msgsnd (int id, const void *message, size_t size, int flags)
{
  return ipc_absent (-1, id, message, size, flags);
}

static ssize_t
absent_msgrcv (int id, void *message, size_t size, long type, int flags)
{
  return ipc_absent (-1, id, message, size, type, flags);
}
#else
# define NATIVE_MSGGET msgget
# define NATIVE_MSGCTL ipc_msgctl
# define NATIVE_MSGSND msgsnd
# define NATIVE_MSGRCV msgrcv
#endif

#ifdef semget
# define NATIVE_SEMGET absent_semget
# define NATIVE_SEMCTL absent_semctl
# define NATIVE_SEMOP absent_semop
static int
absent_semget (key_t key, int n, int flags)
{
  return ipc_absent (-1, key, n, flags);
}

static int
absent_semctl (int id, int number, int command, ...)
{
  return ipc_absent (-1, id, number, command);
}

static int
absent_semop (int id, struct sembuf *ops, size_t n)
{
  return ipc_absent (-1, id, ops, n);
}
#else
# define NATIVE_SEMGET semget
# define NATIVE_SEMCTL semctl
# define NATIVE_SEMOP semop
#endif

#ifdef shmget
# define NATIVE_SHMGET absent_shmget
# define NATIVE_SHMCTL absent_shmctl
# define NATIVE_SHMAT absent_shmat
# define NATIVE_SHMDT absent_shmdt
static int
absent_shmget (key_t key, size_t size, int flags)
{
  return ipc_absent (-1, key, size, flags);
}

static int
absent_shmctl (int id, int command, struct shmid_ds *ds)
{
  return ipc_absent (-1, id, command, ds);
}

static void *
absent_shmat (int id, const void *address, int flags)
{
  return ipc_absent (-1, id, address, flags) == -1 ? (void *) -1 : NULL;
}

static int
absent_shmdt (const void *address)
{
  return ipc_absent (-1, address);
}
#else
# define NATIVE_SHMGET shmget
# define NATIVE_SHMCTL ipc_shmctl
# define NATIVE_SHMAT shmat
# define NATIVE_SHMDT shmdt
#endif

#endif
