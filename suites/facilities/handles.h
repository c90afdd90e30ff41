/* handles.h - signals as events, processes and threads by other than pids.
   SPDX-License-Identifier: BSD-2-Clause

   Each fails with ENOSYS where there is no such thing.  Descriptors are the
   caller's to close.  */

#ifndef IPC_FACILITIES_HANDLES_H
#define IPC_FACILITIES_HANDLES_H

#include <pthread.h>
#include <signal.h>
#include <sys/types.h>

/* A descriptor that is readable while SIGNO, which is blocked, is pending, or
   since it has come: by signalfd(), else by kqueue(); which of them it is,
   "signalfd" or "KQUEUE".  */
int ipc_events_open (int signo);
const char *ipc_events_kind (void);

/* The signal that it tells of, once poll() has called it readable.  */
int ipc_events_take (int fd);

/* pthread_sigqueue(), or that there is none: returns the error.  */
int ipc_thread_sigqueue (pthread_t thread, int signo, int value);

/* A descriptor of the process PID; send it SIGNO by that.  */
int ipc_process_open (pid_t pid);
int ipc_process_signal (int fd, int signo);

/* Stop PID, a child, as a debugger does, without a signal, and let it go
   on.  */
int ipc_trace_once (pid_t pid);

#endif
