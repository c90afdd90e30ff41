/* first.h - what illumos's compilers define, and what answers for /proc.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "../first.h"

#define __sun 1
#define __SVR4 1

int ipc_open (const char *path, int flags, ...);
ssize_t ipc_read (int fd, void *data, size_t size);
int ipc_close (int fd);

#define open ipc_open
#define read ipc_read
#define close ipc_close
