/* nsig.h - how many signal numbers there are to go through.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_NSIG_H
#define IPC_NSIG_H

#include <signal.h>

#ifndef NSIG
# ifdef _NSIG
#  define NSIG _NSIG
# else
#  define NSIG 65
# endif
#endif

#endif
