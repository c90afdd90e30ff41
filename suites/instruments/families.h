/* families.h - what holds for IPv4 and for IPv6.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAMILIES_H
#define IPC_FAMILIES_H

/* The case: observe what LOOK says of IPv4, and of IPv6 where this host
   reaches itself by that.  Both must say the same, or each is told.  */
void ipc_observe_families (const char *(*look) (int family));

#endif
