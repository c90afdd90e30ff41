/* mutex.c - mutexes that processes share, which not every system has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "mutex.h"

#include <errno.h>

#include "probes.h"

#if IPC_PROBE_MUTEX_PSHARED == 1

static int
make (pthread_mutex_t *m, int robust)
{
  pthread_mutexattr_t attr;
  int error = pthread_mutexattr_init (&attr);

  if (error == 0)
    error = pthread_mutexattr_setpshared (&attr, PTHREAD_PROCESS_SHARED);
  if (error == 0)
    error = pthread_mutexattr_settype (&attr, PTHREAD_MUTEX_ERRORCHECK);
# if IPC_PROBE_MUTEX_ROBUST == 1
  if (error == 0 && robust)
    error = pthread_mutexattr_setrobust (&attr, PTHREAD_MUTEX_ROBUST);
# else
  if (error == 0 && robust)
    error = ENOSYS;
# endif
  return error != 0 ? error : pthread_mutex_init (m, &attr);
}

#else

static int
make (pthread_mutex_t *m, int robust)
{
  (void) m;
  (void) robust;
  return ENOSYS;
}

#endif

int
ipc_mutex_shared (pthread_mutex_t *m)
{
  return make (m, 0);
}

int
ipc_mutex_robust (pthread_mutex_t *m)
{
  return make (m, 1);
}

int
ipc_mutex_consistent (pthread_mutex_t *m)
{
#if IPC_PROBE_MUTEX_ROBUST == 1
  return pthread_mutex_consistent (m);
#else
  (void) m;
  return ENOSYS;
#endif
}
