/* coprocess.h - commands with pipes.
   SPDX-License-Identifier: BSD-2-Clause

   Private.  */

#ifndef IPC_COPROCESS_H
#define IPC_COPROCESS_H

#include "ipcompat-commands.h"

/* Pipes to the descriptors 0 to 2 of a child, for each bit that WANTED has.
   Returns 0; or an errno, with nothing left open.  */
struct ipc_child_pipes
{
  int ours[3], theirs[3];       /* -1: none */
};
int ipc_child_pipes_make (struct ipc_child_pipes *p, int wanted);

/* Close OURS or THEIRS.  */
void ipc_child_pipes_close (const int end[3]);

/* Start ARGV with P, whose other ends are closed then; with CLOSE_OTHERS
   nothing else above 2.  Returns 0 and its pid in *PID; or an errno, with all
   of P closed.  */
int ipc_child_pipes_start (struct ipc_child_pipes *p, int close_others,
                           char *const argv[], pid_t *pid);

#endif
