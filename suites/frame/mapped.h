/* mapped.h - the calls, as bodies and kit make them.
   SPDX-License-Identifier: BSD-2-Clause

   After the system's headers: what they declare must not be mapped.  */

#ifndef IPC_MAPPED_H
#define IPC_MAPPED_H

#include "facilities/facilities.h"
#ifdef IPC_FALLBACK
# include "calls.h"
#endif

#endif
