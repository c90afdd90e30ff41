/* sandbox.h - what forbids calls to a process.
   SPDX-License-Identifier: BSD-2-Clause

   For children: there is no way back.  0, or -1 with errno, ENOSYS where
   there is no such thing.  */

#ifndef IPC_FACILITIES_SANDBOX_H
#define IPC_FACILITIES_SANDBOX_H

/* Have ipc_eventfd_open() fail with the errno value ANSWER; or raise SIGSYS,
   or kill.  */
enum { IPC_FORBID_RAISES = -1, IPC_FORBID_KILLS = -2 };
int ipc_forbid_eventfd (int answer);

/* OpenBSD's pledge(): what this process promises, and, unless NULL, what a
   program will that it executes.  */
int ipc_pledge (const char *promises, const char *of_programs);

#endif
