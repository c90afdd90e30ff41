/* mq.h - message queues of POSIX, which not every system has.
   SPDX-License-Identifier: BSD-2-Clause

   A queue is an index here: the type of a descriptor is the platform's.  Each
   fails with ENOSYS where there is no such thing; else as the call that it is
   named after.  */

#ifndef IPC_FACILITIES_MQ_H
#define IPC_FACILITIES_MQ_H

#include <stddef.h>
#include <sys/types.h>
#include <time.h>

/* mq_open() of NAME with mode 0600; with O_CREAT in FLAGS, for up to COUNT
   messages of up to SIZE bytes.  */
int ipc_mq_named (const char *name, int flags, long count, long size);
int ipc_mq_close (int queue);
int ipc_mq_unlink (const char *name);

/* Of how many messages of how many bytes it is, and how many it has; each as
   far as it is wanted.  */
int ipc_mq_attributes (int queue, long *count, long *size, long *queued);

/* mq_send() of TEXT; mq_receive() into TEXT, of SIZE bytes.  */
int ipc_mq_put (int queue, const char *text, unsigned priority);
ssize_t ipc_mq_get (int queue, char *text, size_t size, unsigned *priority);

/* Let this process's user have BYTES in all queues.  ENOSYS where there is no
   such limit.  */
int ipc_mq_limit_bytes (unsigned long bytes);

/* A queue without a name.  TIMEOUT is absolute; NULL waits for ever.
   ipc_mq_send_now() does not wait.  Messages hold up to 16 bytes, the queue
   up to 2 of them.  */
int ipc_mq_open (void);
int ipc_mq_send (int queue, const char *text);
int ipc_mq_send_now (int queue, const char *text);
ssize_t ipc_mq_receive (int queue, char *text,
                        const struct timespec *timeout);

#endif
