/* facilities.h - what a platform may lack, so that bodies need no #if.
   SPDX-License-Identifier: BSD-2-Clause

   A missing function becomes one that fails with ENOSYS, a missing flag
   becomes 0 or -1, as said beside it: the body observes "absent".  */

#ifndef IPC_FACILITIES_H
#define IPC_FACILITIES_H

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "probes.h"

#endif
