/* ipcompat-wakeup.h - fallbacks: waits that somebody else can end.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_WAKEUP_H
#define IPCOMPAT_WAKEUP_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Waits for a descriptor that another thread, a handler or a process that has
   inherited this can end; both descriptors are close-on-exec, and for these
   functions alone.  ipc_wakeup_open() returns 0, or -1 with errno EMFILE or
   ENFILE.  ipc_wakeup_close() ends it in this process: when nobody is in one
   of the others.
   Threads: any; to open and close, each its own W.  Handlers: no.
   POSIX: pipe.  */
struct ipc_wakeup
{
  int fd[2];
};
int ipc_wakeup_open (struct ipc_wakeup *w);
void ipc_wakeup_close (struct ipc_wakeup *w);

/* End one wait: one that is on, or the next.  Returns 0, also if thousands
   that nobody has taken leave no room for another; or -1 with errno EBADF.
   Threads: any.  Handlers: yes.  POSIX: write.  */
int ipc_wakeup_wake (const struct ipc_wakeup *w);

/* Wait as poll() does for EVENTS of FD, which may be -1 for none, for up to
   TIMEOUT milliseconds, negative: without end.  Returns IPC_WAKEUP_WOKEN,
   also if FD is ready; IPC_WAKEUP_READY if one of the events, or an error or
   the end of FD, is to be had, or FD is not open; 0 when the time is over;
   or -1 with errno EINTR, EBADF (W is not open), EPIPE, EAGAIN or ENOMEM.  FD
   itself may block when it is used, if others use it: O_NONBLOCK.
   Threads: any.  Handlers: yes.  POSIX: poll.  */
enum { IPC_WAKEUP_READY = 1, IPC_WAKEUP_WOKEN = 2 };
int ipc_wakeup_wait (const struct ipc_wakeup *w, int fd, short events,
                     int timeout);

#ifdef __cplusplus
}
#endif

#endif
