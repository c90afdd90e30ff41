/* names.h - the names of signals, from what libc has.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FACILITIES_NAMES_H
#define IPC_FACILITIES_NAMES_H

enum { IPC_NAME_SIZE = 64 };

/* Where the names come from: "sig2str", "sigabbrev_np", "sys_signame", or
   "absent".  */
const char *ipc_names_source (void);

/* As sig2str() and str2sig() of POSIX.1-2024, but for what libc has in their
   place: then a name is found by going through the numbers, and the names of
   real-time signals are computed.  NAME has room for IPC_NAME_SIZE bytes.
   Return 0, or -1.  POSIX: str2sig.  */
int (ipc_sig2str) (int signo, char *name);
int (ipc_str2sig) (const char *name, int *signo);

/* The INDEXth of the macros SIG... of signal.h, without "SIG", and its
   number; NULL after the last.  Several may have one number.  */
const char *ipc_signal_macro (int index, int *signo);

/* The INDEXth of the signals that only some systems have, without "SIG", and
   its number, 0 where there is none; NULL after the last.  */
const char *ipc_optional_signal (int index, int *signo);

/* The highest number that a signal may have.  */
int ipc_highest_signal (void);

/* The last real-time signal that sigaction() knows, 0 where there is none:
   dietlibc's threads keep those from SIGRTMAX - 1 on.  */
int ipc_last_real_time (void);

/* Whether SIGNO has no name and is below the real-time signals, where there
   are any: a libc may keep it for its threads, and sigaction() show that.  */
int ipc_is_reserved (int signo);

#endif
