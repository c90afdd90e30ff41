/* surroundings.h - what a case finds around itself.
   SPDX-License-Identifier: BSD-2-Clause

   A container, a sandbox or a shell may give a case less than a platform
   can do.  That is nothing to hold against the platform: the frame puts right
   what it can before the body begins, and what a body needs and has not got
   ends the case as not exercised.  */

#ifndef IPC_SURROUNDINGS_H
#define IPC_SURROUNDINGS_H

/* End the case as not exercised ("no loopback network") unless this host
   reaches itself at 127.0.0.1.  */
void ipc_need_loopback (void);

/* Whether the platform's own programs count on a /proc that is not there, so
   that it is not for them that they fail.  */
int ipc_lacks_proc (void);

#endif
