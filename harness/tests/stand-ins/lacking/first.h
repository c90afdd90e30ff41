/* first.h - for lacking_test: what this libc has, and WASI's has not.
   SPDX-License-Identifier: BSD-2-Clause

   Read before all others, so that these have nothing more to say.  */

#define cmsghdr system_cmsghdr
#include <sys/socket.h>
#undef cmsghdr
#include <setjmp.h>
#undef sigsetjmp
#include <fcntl.h>
#undef F_GETLK
#undef F_SETLK
#undef F_SETLKW
#undef F_SETOWN
#include <signal.h>
#undef SS_DISABLE
