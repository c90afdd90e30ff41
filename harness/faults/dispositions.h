/* dispositions.h - what the faults of dispositions share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef FAULT_DISPOSITIONS_H
#define FAULT_DISPOSITIONS_H

/* The real calls: what is installed for SIGNO; install HANDLER; whether SIGNO
   is pending; send it to this process.  */
void (*fault_installed (int signo)) (int);
void (*fault_install (int signo, void (*handler) (int))) (int);
int fault_is_pending (int signo);
void fault_send (int signo);

/* Signals that came while they were ignored, one bit each.  */
extern volatile unsigned long fault_ignored;

#endif
