/* uid.h - a second user.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_UID_H
#define IPC_UID_H

#include <sys/types.h>

/* Find a user other than root to become: the configuration variable
   unprivileged-user, else "nobody".  Ends the case as not exercised ("no
   second uid") where this process may not become one.  */
void ipc_second_uid (uid_t *uid, gid_t *gid);

/* Become that user for good; for a child of the case.  */
void ipc_become (uid_t uid, gid_t gid);

#endif
