/* faults.h - breaking one libc call at a time.
   SPDX-License-Identifier: BSD-2-Clause

   calls/CALL.c defines a function that stands before libc's in a preloaded
   library and does the same, unless a fault of its strikes:

     CALL (chdir)
     FAULT (chdir_ignored, "chdir() to / succeeds and goes nowhere",
       KILLS ("daemons.chdir_root"))

     int
     chdir (const char *path)
     {
       if (ipc_fault (chdir_ignored) && strcmp (path, "/") == 0)
         return 0;
       return IPC_REAL (chdir) (path);
     }

   harness/generate collects the lines that begin with CALL and FAULT, and
   makes of them the numbers below.  So a name that nothing declares, or that
   is declared twice, does not compile.

   Any set of faults may strike together: a wrapper asks for each of its own,
   and changes what the others left of the arguments or of the result.  In
   this library IPC_REAL (f) stands for each f that is wrapped.  */

#ifndef IPC_FAULTS_H
#define IPC_FAULTS_H

#define FAULT(name, ...) IPC_FAULT_##name,
#define CALL(function)
enum ipc_fault_number
{
#include "faults/all.def"
  IPC_FAULTS
};
#undef FAULT
#undef CALL

#define FAULT(name, ...)
#define CALL(function) IPC_CALL_##function,
enum ipc_call_number
{
#include "faults/all.def"
  IPC_CALLS
};
#undef CALL
#define CALL(function)

/* Whether the fault NAME is to strike now: the environment's IPC_FAULT
   names it, and a body runs (not an instrument, not the harness), or
   IPC_FAULT_ALWAYS is set.  Async-signal-safe.  */
#define ipc_fault(name) (ipc_fault_armed && ipc_fault_anywhere (name))

/* The same inside instruments too, from the program's start to its end: for
   the rows of the instruments suite, whose subject they are.  */
#define ipc_fault_anywhere(name) (ipc_faults[IPC_FAULT_##name])
extern char ipc_faults[];

/* Set by the running case, through dlsym().  */
extern volatile int ipc_fault_armed;

/* Proof that the library is in: instruments.shim_active asks.  */
int ipc_fault_loaded (void);

/* libc's own FUNCTION, found before main() runs: dlsym() is not for
   handlers.  */
#define IPC_REAL(function) \
  (__extension__ ((__typeof__ (&function)) ipc_real (IPC_CALL_##function)))
void *ipc_real (enum ipc_call_number call);

#endif
