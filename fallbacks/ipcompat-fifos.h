/* ipcompat-fifos.h - fallbacks: FIFOs where there are none.
   SPDX-License-Identifier: BSD-2-Clause

   A process of its own, the broker, has a socket of AF_UNIX of that name, and
   carries what writers write to readers.  Who opens the name waits for the
   other end; readers meet the end when the last writer has closed, writers
   SIGPIPE and EPIPE when the last reader has; but one that waits for room
   just then may get EPIPE or ECONNRESET first, without the signal.  Who does
   not call ipc_fifo_open() finds a socket.

   Who may connect is a matter of the name's mode; the broker serves nobody
   else, waits a moment for those that do not say what they want, and lets
   only its own user and root have it end.  Whoever may open the name may fill
   it, as a FIFO.

   Data go to the readers in turn, whether they read or not: one that does not
   keeps what it was given, and the others may wait once it can take no more.
   A writer that never pauses may keep the others waiting.  */

#ifndef IPCOMPAT_FIFOS_H
#define IPCOMPAT_FIFOS_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mkfifo(), and start the broker, which is no child of the caller's, has a
   session of its own and keeps the working directory.  MODE less the umask
   gives a class of users both ends or, unless it has both, none.  The broker
   ends when it is told to, or, within a second, when the name is not there
   any more and nobody has it open.  Returns 0; or -1 with errno, and nothing
   left: EEXIST, ENAMETOOLONG (longer than a socket's name), ENOSYS, EAGAIN,
   EMFILE and those of bind().  The caller's SIGCHLD is blocked meanwhile, and
   comes then, for a child that is gone.  Who is killed in between leaves no
   broker; if the broker is killed, its name is left dead.
   Threads: any.  Handlers: no.  POSIX: mkfifo.  */
int ipc_fifo_make (const char *name, mode_t mode);

/* open() with FLAGS O_RDONLY or O_WRONLY, and perhaps O_NONBLOCK: waits for
   the other end; to read without waiting succeeds at once, and to write
   without waiting fails with ENXIO unless somebody reads.  Returns a socket
   that is read from or written to and closed by exec(); or -1 with errno:
   ENOENT, ENXIO (no reader, or nobody serves the name), EACCES, EINTR,
   ENOSYS (O_RDWR, other flags, no sockets), EAGAIN (the broker has too many,
   or the caller was stopped for a moment), and those of socket() and
   connect().  Unlike a FIFO: a reader that has met the end meets it again,
   and opens anew for the next writer; without a writer yet it is EAGAIN to
   read without waiting; writes of two processes that share a descriptor may
   mix, of several openings they do not where a socket takes PIPE_BUF bytes at
   once.  Without waiting, too, it takes as long as the broker takes to
   answer; and a fork() in another thread may inherit a socket that is just
   being made.
   Threads: any.  Handlers: no.  POSIX: open.  */
int ipc_fifo_open (const char *name, int flags);

/* Remove the name, and have the broker end as soon as nobody has it open.
   Who waits to open it fails with ENOENT.  Returns 0; or -1 with errno, those
   above, or EPERM (another user's).  A dead name is to be unlinked.
   Threads: any.  Handlers: no.  POSIX: unlink.  */
int ipc_fifo_remove (const char *name);

#ifdef __cplusplus
}
#endif

#endif
