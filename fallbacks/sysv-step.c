/* sysv-step.c - between the steps of a change.
   SPDX-License-Identifier: BSD-2-Clause

   The compiler, which does not see this function from where it is called,
   keeps what is written to an object's file before it in front of what is
   written behind it; the processor does so for whoever sees that the lock is
   free.  Tests have their own, which ends the process.  */

#include "sysv-store.h"

void
ipc_sysv_step (void)
{
  /* A linker that optimises does see it.  */
#ifdef __GNUC__
  __asm__ __volatile__ ("" : : : "memory");
#endif
}
