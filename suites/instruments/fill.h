/* fill.h - a full pipe or socket.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FILL_H
#define IPC_FILL_H

#include <stddef.h>

/* Write to FD until not one more byte fits, so that the next write must
   block; FD's O_NONBLOCK is left as it was.  Returns the number of bytes
   written, each of which is 'f'.  Broken if FD cannot be filled.  */
size_t ipc_fill (int fd);

/* Read just SIZE bytes from FD, or fewer if the end of file comes first;
   returns how many.  */
size_t ipc_drain (int fd, size_t size);

/* Set or clear O_NONBLOCK on FD; returns whether it was set.  */
int ipc_nonblocking (int fd, int on);

#endif
