/* close-from.h - close all descriptors from one on.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CLOSE_FROM_H
#define IPC_CLOSE_FROM_H

/* Close LOWEST and all above it; for a child after fork(), which knows of no
   use that anybody has for them.  Async-signal-safe.  */
void ipc_close_from (int lowest);

#endif
