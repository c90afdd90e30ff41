/* helper.h - verbs of ipc_helper that have a file of their own.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HELPER_H
#define IPC_HELPER_H

/* Work until interrupted, then say so.  Returns the exit status.  */
int helper_catch_zap (void);

#endif
