/* signal.h - what a platform may lack of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FACILITIES_SIGNAL_H
#define IPC_FACILITIES_SIGNAL_H

#include <signal.h>

/* System V's name of SIGCHLD: no signal.  */
#ifdef SIGCLD
# define IPC_SIGCLD SIGCLD
#else
# define IPC_SIGCLD 0
#endif

/* Wait for a signal of SET, which are blocked, and take it: its number, or -1
   with errno.  What sigwait() stores is believed: dietlibc's returns the
   signal where others return 0.  */
int ipc_take_signal (const sigset_t *set);

/* This thread's mask: 0, or -1 with errno.  Empty where sigprocmask() succeeds
   and stores nothing, as WASI's.  Async-signal-safe.  */
int ipc_ask_mask (sigset_t *set);

/* sigpending(): 0, or -1 with errno, ENOSYS where it has looked at nothing, as
   WASI's, which returns a positive number.  */
int ipc_pending (sigset_t *set);

/* sigqueue() to this process with the number VALUE.  Returns 0, or -1 with
   errno, ENOSYS where there is none.  */
int ipc_sigqueue (int signo, int value);

/* Whether the wait status STATUS tells of a core file: 0 or 1, -1 where that
   cannot be asked.  */
int ipc_core_flag (int status);

#endif
