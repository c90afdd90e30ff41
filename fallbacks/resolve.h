/* resolve.h - how the addresses of a name come from one process to another.
   SPDX-License-Identifier: BSD-2-Clause

   Private.  Where a function fails with EAI_SYSTEM it sets errno.  */

#ifndef IPC_RESOLVE_H
#define IPC_RESOLVE_H

#include <netdb.h>
#include <stddef.h>
#include <sys/types.h>

/* What has been read so far; BYTES are the reader's to free().  */
struct ipc_answer
{
  char *bytes;
  size_t size;
};

/* Write RESULT of getaddrinfo(), with ERROR if that is EAI_SYSTEM, and the
   list that it has FOUND, to FD.  */
void ipc_answer_write (int fd, int result, int error,
                       const struct addrinfo *found);

/* Read some of FD; as read() does, or -1 with ENOMEM.  */
ssize_t ipc_answer_read (int fd, struct ipc_answer *a);

/* What was written in A, as getaddrinfo() has it: a result, and with 0 a list
   in *FOUND.  EAI_SYSTEM with EIO: it is not whole.  */
int ipc_answer_take (const struct ipc_answer *a, struct addrinfo **found);

/* A copy of the list FROM in *FOUND.  Returns 0, or EAI_MEMORY.  */
int ipc_answer_copy (const struct addrinfo *from, struct addrinfo **found);

#endif
