/* relay.h - how what children write down reaches the case.
   SPDX-License-Identifier: BSD-2-Clause

   By memory that they share with it; where no memory is shared, by a pipe.  */

#ifndef IPC_RELAY_H
#define IPC_RELAY_H

#include <stddef.h>

/* SIZE zeroed bytes of the case's.  Once, before any child.  */
void *ipc_relay_begin (size_t size);

/* Child: the SIZE bytes at PART, of those above, have changed; at most 160.
   Handlers: yes.  */
void ipc_relay_tell (const volatile void *part, size_t size);

/* Case: what children have told so far is in those bytes now.  */
void ipc_relay_hear (void);

#endif
