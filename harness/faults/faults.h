/* faults.h - breaking one libc call at a time.
   SPDX-License-Identifier: BSD-2-Clause

   harness/faults/SUITE.c defines functions that stand before libc's in a
   preloaded library, and SUITE.def says what each fault breaks and which
   rows must notice:

     FAULT (signal_one_shot, "signal() resets the handler on delivery",
       KILLS ("reliability.persist"))

   A function here does what the real one does unless its fault strikes.  */

#ifndef IPC_FAULTS_H
#define IPC_FAULTS_H

/* Whether the fault NAME is to strike now: the environment's IPC_FAULT
   names it, and a body runs (not an instrument, not the harness).
   Async-signal-safe.  */
int ipc_fault (const char *name);

/* The same inside instruments too, from the program's start to its end: for
   the rows of the instruments suite, whose subject they are.  */
int ipc_fault_anywhere (const char *name);

/* The next definition of FUNCTION: libc's own.  */
#define IPC_REAL(function) \
  (__extension__ ((__typeof__ (&function)) ipc_real (#function)))
void *ipc_real (const char *function);

/* Set by the running case, through dlsym().  */
extern volatile int ipc_fault_armed;

/* Proof that the library is in: instruments.shim_active asks.  */
int ipc_fault_loaded (void);

#endif
