/* probes-shim-posix.h - the part of probes-shim.c about objects of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>

sem_t *
sem_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode;
  unsigned value;
  sem_t *sem;

  va_start (ap, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg (ap, mode_t) : 0;
  value = (flags & O_CREAT) != 0 ? va_arg (ap, unsigned) : 0;
  va_end (ap);
  if (shim ("no_sem_open") || shim ("sem_open_full"))
    {
      errno = shim ("no_sem_open") ? ENOSYS : ENOSPC;
      return SEM_FAILED;
    }
  sem = REAL (sem_open) (name, flags, mode, value);
  while (shim ("sem_open_resets") && (flags & O_EXCL) == 0
         && sem_trywait (sem) == 0)
    continue;
  return sem;
}

/* Memory that a child does not share.  */
void *
mmap (void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
  if ((flags & MAP_SHARED) != 0 && shim ("mmap_private"))
    flags = (flags & ~MAP_SHARED) | MAP_PRIVATE;
  return REAL (mmap) (at, size, protection, flags, fd, offset);
}

/* One that a process has for itself is in a copy of the memory.  */
int
sem_init (sem_t *sem, int is_shared, unsigned value)
{
  if (shim ("sem_own"))
    mmap ((void *) ((size_t) sem & ~(size_t) 4095), 4096,
          PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
          0);
  return shim ("no_sem_init") ? refuse (ENOSYS)
         : REAL (sem_init) (sem, is_shared, value);
}

mqd_t
mq_open (const char *name, int flags, ...)
{
  va_list ap;
  mode_t mode;
  struct mq_attr *attr;

  va_start (ap, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg (ap, mode_t) : 0;
  attr = (flags & O_CREAT) != 0 ? va_arg (ap, struct mq_attr *) : NULL;
  va_end (ap);
  return shim ("no_mq") ? refuse (ENOSYS)
         : shim ("mq_full") ? refuse (EMFILE)
         : REAL (mq_open) (name, flags, mode, attr);
}

ssize_t
mq_receive (mqd_t queue, char *text, size_t size, unsigned *priority)
{
  ssize_t n = REAL (mq_receive) (queue, text, size, priority);

  if (n > 0 && shim ("mq_garbles"))
    text[0] ^= 1;
  return n;
}

int
shm_open (const char *name, int flags, mode_t mode)
{
  return shim ("no_shm") ? refuse (ENOSYS)
         : strlen (name) > 31 && shim ("shm_short") ? refuse (ENAMETOOLONG)
         : REAL (shm_open) (name, flags, mode);
}

int
ftruncate (int fd, off_t size)
{
  struct stat st;

  return shim ("shm_sized_once") && fstat (fd, &st) == 0 && st.st_size > 0
         ? refuse (EINVAL) : REAL (ftruncate) (fd, size);
}

int
pthread_mutexattr_setpshared (pthread_mutexattr_t *attr, int is_shared)
{
  return shim ("no_pshared") ? EINVAL
         : REAL (pthread_mutexattr_setpshared) (attr, is_shared);
}

int
pthread_mutexattr_setrobust (pthread_mutexattr_t *attr, int robust)
{
  return shim ("no_robust") ? EINVAL
         : shim ("robust_nothing") ? 0
         : REAL (pthread_mutexattr_setrobust) (attr, robust);
}

int
pthread_mutex_trylock (pthread_mutex_t *mutex)
{
  int error = REAL (pthread_mutex_trylock) (mutex);

  return error == EOWNERDEAD && shim ("owner_lives") ? 0 : error;
}
