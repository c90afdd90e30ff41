/* delivery.h - how signals reach handlers.
   SPDX-License-Identifier: BSD-2-Clause

   While a fault of delivery strikes, a function of ours stands before each
   handler that sigaction() installs.  Its faults are in
   calls/sigaction-delivery.c.  */

#ifndef IPC_FAULTS_DELIVERY_H
#define IPC_FAULTS_DELIVERY_H

#include <signal.h>

/* How many handlers run; how many have been called so far.  */
extern volatile sig_atomic_t ipc_fault_depth;
extern volatile sig_atomic_t ipc_fault_deliveries;

/* Make SA, which a program wants for SIGNO, call our function, and remember
   what was wanted, if a fault needs that.  */
void ipc_fault_stand_before (int signo, struct sigaction *sa);

/* If SA is ours, make it what the program wanted for SIGNO.  */
void ipc_fault_show_wanted (int signo, struct sigaction *sa);

#endif
