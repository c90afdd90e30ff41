/* hidden.c - what the headers of strict builds hide.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "special.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/sem.h>
#include <unistd.h>

#include "facilities.h"

const int ipc_f_ofd_setlk = F_OFD_SETLK, ipc_f_ofd_setlkw = F_OFD_SETLKW;

int
ipc_ppoll (struct pollfd *fds, unsigned long count,
           const struct timespec *timeout, const sigset_t *mask)
{
  (void) fds;
  (void) count;
  (void) timeout;
  (void) mask;
  return ppoll (fds, (nfds_t) count, timeout, mask);
}

int
ipc_semtimedop (int id, struct sembuf *ops, size_t count,
                const struct timespec *timeout)
{
  (void) id;
  (void) count;
  return semtimedop (id, ops, count, timeout);
}

int
ipc_usleep (unsigned microseconds)
{
  return usleep (microseconds); /* under test */
}
