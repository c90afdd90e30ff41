/* nsig.h - how many signals there are, the number 0 included.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FALLBACKS_NSIG_H
#define IPC_FALLBACKS_NSIG_H

#include <signal.h>

/* dietlibc's NSIG leaves the real-time signals out.  */
#if defined NSIG && defined _NSIG
# if _NSIG > NSIG
#  undef NSIG
#  define NSIG _NSIG
# endif
#endif
#ifndef NSIG
# ifdef _NSIG
#  define NSIG _NSIG
# else
#  define NSIG 65
# endif
#endif

#endif
