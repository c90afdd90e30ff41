/* write.h - write() until all is written.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_KIT_WRITE_H
#define IPC_KIT_WRITE_H

#include <stddef.h>

/* Write SIZE bytes of DATA to FD, in as many calls as it takes, again where a
   signal interrupts.  0, or -1 with errno after some of it.  POSIX: write.  */
int ipc_write_all (int fd, const char *data, size_t size);

#endif
