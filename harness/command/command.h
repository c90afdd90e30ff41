/* command.h - what the subcommands share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_COMMAND_H
#define IPC_COMMAND_H

#include <stdio.h>

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

/* Likewise for wrong usage of the subcommand COMMAND: adds where to look.
   getopt_long() has said what is wrong.  */
int ipc_usage (const char *command);

/* Print TEXT, the answer to --help.  Returns the exit status.  */
int ipc_help (const char *text);

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

/* Note how this program was called, before any subcommand runs.  */
void ipc_note_program (const char *argv0);

/* The subcommands.  argv[0] is the subcommand's name.  */
int ipc_run_main (int argc, char **argv);
int ipc_report_main (int argc, char **argv);
int ipc_list_main (int argc, char **argv);
int ipc_explain_main (int argc, char **argv);
int ipc_compare_main (int argc, char **argv);

#endif
