/* first.h - this system's headers, while it still is itself.
   SPDX-License-Identifier: BSD-2-Clause

   A compiler's own headers ask for their system, too: all that an adapter or
   adapters.c includes besides the stand-ins, before a macro pretends.  */

#ifndef IPC_STAND_IN_FIRST_H
#define IPC_STAND_IN_FIRST_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>
#include <sys/types.h>
#include <unistd.h>

#undef __linux__

#endif
