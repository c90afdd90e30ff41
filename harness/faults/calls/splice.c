/* splice.c - faults of splice().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>

#include "faults.h"
#include "interruption.h"

CALL (splice)
FAULT (splice_restarts, "splice() restarts without SA_RESTART",
  KILLS ("restart.splice_pipe_clear"))
FAULT (splice_interrupted, "splice() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.splice_pipe_set"))
FAULT (splice_stop, "a stop and a continuation interrupt splice()",
  KILLS ("restart.splice_pipe_stopped"))

WAITS (ssize_t, splice,
  (int in_fd, off64_t *in_at, int out_fd, off64_t *out_at, size_t size,
   unsigned flags),
  (in_fd, in_at, out_fd, out_at, size, flags),
  .restarts = ipc_fault (splice_restarts),
  .interrupted = ipc_fault (splice_interrupted),
  .stop = ipc_fault (splice_stop))
