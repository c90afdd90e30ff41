/* files.h - files that a command writes together.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FILES_H
#define IPC_FILES_H

#include <stdio.h>

/* Write the files NAMES, which end with NULL, into DIRECTORY, which is made if
   need be: all of them, or none.  WRITE writes the one at place WHICH and
   returns 0 or -1.  Returns 0, or -1 after a message.  */
int ipc_write_files (const char *directory, const char *const *names,
                     int (*write) (const void *closure, int which, FILE *f),
                     const void *closure);

#endif
