/* semaphore-ends.h - the ends of the pipe that a semaphore is.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SEMAPHORE_ENDS_H
#define IPC_SEMAPHORE_ENDS_H

#include "ipcompat-posix.h"

/* An end of SEM, which does not block; *OPENED is set if it was opened, by its
   name, just for this.  -1 with errno, EINVAL if it is gone.  Is
   async-signal-safe where it need not be opened.  */
int ipc_semaphore_find (const struct ipc_semaphore *sem, int writes,
                        int *opened);
/* Close it if so.  Returns RESULT, and leaves errno alone.  */
int ipc_semaphore_leave (int fd, int opened, int result);

#endif
