/* names.h - symbolic names, because numbers differ between platforms.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_NAMES_H
#define IPC_NAMES_H

/* The symbolic name of an errno value ("EINTR"), for observations; a
   number in decimal where it has none.  Static storage.  */
const char *ipc_errno_name (int error);

/* What a call that failed with ERROR is observed as: "absent" where there is
   no such call (ENOSYS), or else its name.  Static storage.  */
const char *ipc_failure_name (int error);

/* The symbolic name of a signal ("SIGHUP"), likewise.  */
const char *ipc_signal_name (int signo);

#endif
