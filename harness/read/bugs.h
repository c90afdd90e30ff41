/* bugs.h - files of findings that somebody has reported.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_READ_BUGS_H
#define IPC_READ_BUGS_H

#include "model/bugs.h"

/* Append what FILE has to *LIST, as long as A.  Returns 0; or -1 after a
   message with the line and what is wrong there, and then *LIST is as it
   was.  */
int ipc_read_bugs (struct ipc_arena *a, const char *file,
                   struct ipc_bug **list);

#endif
