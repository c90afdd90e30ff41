/* pipe.h - short texts through pipes and files.
   SPDX-License-Identifier: BSD-2-Clause

   No instruments: what they call is under test while the body runs.  */

#ifndef IPC_KIT_PIPE_H
#define IPC_KIT_PIPE_H

#include <stddef.h>
#include <sys/types.h>

/* pipe() that must succeed.  The second one makes both ends non-blocking.
   POSIX: pipe.  */
void ipc_pipe (int fd[2]);
void ipc_quick_pipe (int fd[2]);

/* PIPE_BUF for FD: what fpathconf() says, or where that is not there,
   limits.h; ipc_pipe_buf() is broken if that is less than POSIX allows.
   POSIX: fpathconf.  */
long ipc_told_pipe_buf (int fd);
size_t ipc_pipe_buf (int fd);

/* write() that must take all of TEXT.  POSIX: write.  */
void ipc_put (int fd, const char *text);

/* read() of up to SIZE (at most 100) bytes from FD, which is not to block:
   the text, "" at the end of file, an errno name, or "blocks" if it does.
   Static storage, of which there are four.  POSIX: read.  */
const char *ipc_got (int fd, size_t size);

/* What read() or write() has returned, for an observation: "3 bytes", "0
   bytes", "EPIPE".  Static storage, of which there are four.  */
const char *ipc_gave (ssize_t n);

#endif
