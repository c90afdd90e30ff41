/* close-from.c - close all descriptors from one on.
   SPDX-License-Identifier: BSD-2-Clause

   By one call where there is one.  Else one by one, up to a bound: the limit
   of descriptors may be 2^30, or have been lowered below some that are open,
   and a list of those, such as /dev/fd, is not to be read in the child of a
   program with threads.  So it falls short: descriptors above 65535 stay open
   then (descriptors.close_all).  */

#include "probed.h"
#include "close-from.h"

#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
# include <sys/syscall.h>
#endif

#if defined IPC_PROBE_CLOSEFROM && IPC_PROBE_CLOSEFROM == 1

static void
close_all (int lowest)
{
  closefrom (lowest);
}

#else

enum { MOST_DESCRIPTORS = 65536 };

static void
close_all (int lowest)
{
# ifdef F_CLOSEM
  if (fcntl (lowest, F_CLOSEM, 0) != -1)
    return;
# endif
  for (; lowest < MOST_DESCRIPTORS; lowest++)
    close (lowest);
}

#endif

void
ipc_close_from (int lowest)
{
#if defined SYS_close_range && !defined IPC_NO_CLOSE_RANGE
  if (syscall (SYS_close_range, (unsigned) lowest, ~0U, 0) == 0)
    return;
#endif
  close_all (lowest);
}
