/* prologue.h - the state in which every case starts.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PROLOGUE_H
#define IPC_PROLOGUE_H

/* Put mask, dispositions, descriptors 0 to 2 and umask of the process in
   order, whatever the caller left.  */
void ipc_prologue (void);

#endif
