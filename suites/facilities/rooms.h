/* rooms.h - going where a process sees less of the system.
   SPDX-License-Identifier: BSD-2-Clause

   For children: there is no way back.  */

#ifndef IPC_FACILITIES_ROOMS_H
#define IPC_FACILITIES_ROOMS_H

/* Have DIRECTORY as the root, and work in it.  0, or -1 with errno: ENOSYS
   where there is no such thing, EPERM where users may not.  */
int ipc_new_root (const char *directory);

/* Have a network of its own, without any other process in it; likewise.  */
int ipc_new_network (void);

/* Have objects of System V of its own, of which there are none yet; likewise.
   They go with the last process that has them.  */
int ipc_new_sysv (void);

#endif
