/* mapped-posix.h - in the fallback build: objects of POSIX in files and pipes.
   SPDX-License-Identifier: BSD-2-Clause

   Bodies write sem_t, and have what the native calls take and what the
   fallback takes.  What has a name is in a directory of the case if a fallback
   made it, where no keeper looks for it.  */

#ifndef IPC_MAPPED_POSIX_H
#define IPC_MAPPED_POSIX_H

#include <semaphore.h>
#include <time.h>

#include "ipcompat-fallbacks.h"

/* The native one is first: sem_open() returns no more than that.  */
struct ipc_mapped_sem
{
  sem_t native;
  struct ipc_semaphore other;
};

/* As the calls for which they stand.  */
int ipc_native_sem_init (struct ipc_mapped_sem *sem, int shared,
                         unsigned value);
int ipc_native_sem_destroy (struct ipc_mapped_sem *sem);
int ipc_native_sem_wait (struct ipc_mapped_sem *sem);
int ipc_native_sem_trywait (struct ipc_mapped_sem *sem);
int ipc_native_sem_timedwait (struct ipc_mapped_sem *sem,
                              const struct timespec *until);
int ipc_native_sem_post (struct ipc_mapped_sem *sem);
int ipc_native_sem_getvalue (struct ipc_mapped_sem *sem, int *value);
sem_t *ipc_native_sem_open (const char *name, int flags, ...);
int ipc_native_sem_close (struct ipc_mapped_sem *sem);

int ipc_other_sem_timedwait (struct ipc_mapped_sem *sem,
                             const struct timespec *until);
int ipc_other_sem_init (struct ipc_mapped_sem *sem, int shared, unsigned value);
int ipc_other_sem_destroy (struct ipc_mapped_sem *sem);
int ipc_other_sem_wait (struct ipc_mapped_sem *sem);
int ipc_other_sem_trywait (struct ipc_mapped_sem *sem);
int ipc_other_semaphore_until (struct ipc_mapped_sem *sem,
                           const struct timespec *until);
int ipc_other_sem_post (struct ipc_mapped_sem *sem);
int ipc_other_sem_getvalue (struct ipc_mapped_sem *sem, int *value);

void ipc_mapped_need_posix (int kind);
void ipc_mapped_remove_posix (int kind, const char *name);

#endif
