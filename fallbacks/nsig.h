/* nsig.h - how many signals there are, the number 0 included.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FALLBACKS_NSIG_H
#define IPC_FALLBACKS_NSIG_H

#include <signal.h>

#ifndef NSIG
# ifdef _NSIG
#  define NSIG _NSIG
# else
#  define NSIG 65
# endif
#endif

#endif
