/* output.h - files that appear only when complete.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_OUTPUT_H
#define IPC_OUTPUT_H

#include <stdio.h>

/* A file that appears only when it is complete.  */
struct ipc_output
{
  FILE *stream;
  const char *name;             /* NULL: standard output */
  char *temporary;
};

/* Open NAME for writing ("-" or NULL: standard output).  Returns 0, or -1
   after a message.  */
int ipc_output_open (struct ipc_output *o, const char *name);

/* Finish: put the file in its place if RESULT, of the writer, is 0.
   Returns 0, or -1 after a message, and then NAME is as it was.  */
int ipc_output_close (struct ipc_output *o, int result);

/* For files that are to appear together: check that all was written, given
   the writer's RESULT.  Returns 0, or -1 after a message.  Close or cancel
   comes after it.  */
int ipc_output_complete (struct ipc_output *o, int result);

/* Give up, in silence: NAME is as it was.  */
void ipc_output_cancel (struct ipc_output *o);

#endif
