/* aside.h - descriptors that the body does not meet.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_ASIDE_H
#define IPC_ASIDE_H

/* Before a body: raise a low soft limit on descriptors as far as the hard
   one lets it, and see where the upper part of what is allowed begins.  */
void ipc_aside_prepare (void);

/* Move FD out of the way: close it, and return a close-on-exec duplicate
   with a number above those that bodies count on.  */
int ipc_set_aside (int fd);

#endif
