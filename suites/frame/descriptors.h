/* descriptors.h - which descriptors are open.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_DESCRIPTORS_H
#define IPC_DESCRIPTORS_H

/* Cases start with the descriptors from 3 to below this closed, and look for
   open ones no further.  */
enum { IPC_FD_END = 256 };

/* Which descriptors below that are open.  */
void ipc_find_open (char is_open[IPC_FD_END]);

#endif
