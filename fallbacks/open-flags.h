/* open-flags.h - what an old system does not know of open() and fcntl().
   SPDX-License-Identifier: BSD-2-Clause

   Where one is missing it asks for nothing: who needs what it promises sets
   FD_CLOEXEC, or looks at what was opened, as well.  */

#ifndef IPC_OPEN_FLAGS_H
#define IPC_OPEN_FLAGS_H

#include <fcntl.h>

#ifndef O_CLOEXEC
# define O_CLOEXEC 0
#endif
#ifndef O_NOFOLLOW
# define O_NOFOLLOW 0
#endif
#ifndef F_DUPFD_CLOEXEC
# define F_DUPFD_CLOEXEC F_DUPFD
#endif

#endif
