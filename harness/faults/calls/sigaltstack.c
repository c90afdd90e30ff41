/* sigaltstack.c - faults of alternate stacks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>

#include "actions.h"
#include "faults.h"

CALL (sigaltstack)
FAULT (altstack_of_all, "sigaltstack() tells a thread of another one's stack",
  KILLS ("handlers.altstack_foreign"))
FAULT (altstack_any_size, "sigaltstack() takes a stack of any size",
  KILLS ("handlers.altstack_size"))
FAULT (altstack_wants_more, "sigaltstack() refuses MINSIGSTKSZ bytes",
  KILLS ("handlers.altstack_size"))
FAULT (altstack_small_unused, "a stack of MINSIGSTKSZ bytes is not used",
  KILLS ("handlers.altstack_size"))

/* What programs have that know of no extensions.  */
enum { OLD_MINSIGSTKSZ = 2048 };

/* The stack that was set last, by whichever thread.  */
static stack_t last;

int
sigaltstack (const stack_t *restrict stack, stack_t *restrict old)
{
  int result;

  if (stack != NULL && stack->ss_size < (size_t) MINSIGSTKSZ
      && ipc_fault (altstack_any_size))
    return 0;
  if (stack != NULL && stack->ss_size <= (size_t) MINSIGSTKSZ
      && ipc_fault (altstack_wants_more))
    return ipc_fault_fail (ENOMEM);
  if (stack != NULL && stack->ss_size <= (size_t) MINSIGSTKSZ
      && stack->ss_size >= OLD_MINSIGSTKSZ
      && ipc_fault (altstack_small_unused))
    return 0;
  result = IPC_REAL (sigaltstack) (stack, old);
  if (stack != NULL && result == 0)
    last = *stack;
  if (old != NULL && result == 0 && last.ss_sp != NULL
      && ipc_fault (altstack_of_all))
    *old = last;
  return result;
}
