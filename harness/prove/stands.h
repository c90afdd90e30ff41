/* stands.h - the calls that are replaced, and what replaces them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PROVE_STANDS_H
#define IPC_PROVE_STANDS_H

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "faults/calls/address.h"
#include "ipcompat-fallbacks.h"
#include "prove.h"

/* libc's own NAME, for what is in this library.  */
#define NATIVE(name) PROVE_NATIVE (name)

/* The end of a call of NAME that goes through FALLBACK.  */
#define THROUGH(name, result, fallback, arguments) \
  do                                               \
    {                                              \
      result r_;                                   \
      prove_count (CALL_##name);                   \
      r_ = fallback arguments;                     \
      prove_ended (CALL_##name, (long) r_);        \
      return r_;                                   \
    }                                              \
  while (0)

#endif
