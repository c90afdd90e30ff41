/* hold.h - the switch of the fault library.
   SPDX-License-Identifier: BSD-2-Clause

   Faults break calls of the body, not of the instruments: an instrument
   holds them off while it works.  */

#ifndef IPC_HOLD_H
#define IPC_HOLD_H

/* Hold faults off.  Returns what ipc_release() wants.  */
int ipc_hold (void);
void ipc_release (int held);

/* Find the switch of the fault library, if one is loaded.  */
void ipc_hold_begin (void);

#endif
