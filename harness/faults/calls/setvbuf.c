/* setvbuf.c - faults of buffering.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>

#include "faults.h"

CALL (setvbuf)
FAULT (stdio_reads_bytes, "a stream that reads is never buffered",
  KILLS ("descriptors.concurrent_hazard"))
FAULT (setvbuf_buffers, "setvbuf() leaves a stream buffered",
  KILLS ("coprocesses.autoflush", "clients.send_line",
         "clients.chat_no_double_buffer"))

int
setvbuf (FILE *stream, char *buffer, int mode, size_t size)
{
  if (ipc_fault (setvbuf_buffers))
    return 0;
  return ipc_fault (stdio_reads_bytes)
         ? IPC_REAL (setvbuf) (stream, NULL, _IONBF, 0)
         : IPC_REAL (setvbuf) (stream, buffer, mode, size);
}
