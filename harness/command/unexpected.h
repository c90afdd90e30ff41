/* unexpected.h - what was observed that nobody expected.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_UNEXPECTED_H
#define IPC_UNEXPECTED_H

/* Print which rows of STORES, which end with NULL, observed something else
   than they were told to expect.  Returns IPC_DONE if there is none,
   IPC_FOUND, or IPC_TROUBLE after a message.  */
int ipc_list_unexpected (char *const *stores);

#endif
