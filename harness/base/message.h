/* message.h - how a run of the program ends, and what it says of trouble.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MESSAGE_H
#define IPC_MESSAGE_H

#if defined __GNUC__
# define IPC_FORMAT __attribute__ ((__format__ (__printf__, 1, 2)))
#else
# define IPC_FORMAT
#endif

/* Exit statuses of every subcommand.  */
enum
{
  IPC_DONE = 0,
  IPC_FOUND = 1,                /* what --fail-on or compare looks for */
  IPC_TROUBLE = 2               /* bad usage or input, nothing written */
};

/* Say "ipcompat: ..." on standard error, in one line and printable ASCII
   whatever the arguments hold.  Returns IPC_TROUBLE.  */
int ipc_error (const char *format, ...) IPC_FORMAT;

#endif
