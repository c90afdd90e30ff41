/* proc.c - is a /proc missing that programs count on?
   SPDX-License-Identifier: BSD-2-Clause  */

#include "surroundings.h"

#include <unistd.h>

int
ipc_lacks_proc (void)
{
#ifdef __linux__
  return access ("/proc/self/fd", F_OK) == -1;
#else
  return 0;
#endif
}
