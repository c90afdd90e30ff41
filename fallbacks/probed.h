/* probed.h - what configure found out, for the fallbacks that ask.
   SPDX-License-Identifier: BSD-2-Clause

   IPC_PROBE_X is 1 or 0; where nobody has asked, or the answer is unknown, it
   is not defined or -1, and the source goes by the platform's own macros.
   To be included before any header of the system.  */

#ifndef IPC_PROBED_H
#define IPC_PROBED_H

#ifdef HAVE_CONFIG_H
# include "config.h"
#endif

#endif
