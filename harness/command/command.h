/* command.h - the subcommands, and what they share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_COMMAND_H
#define IPC_COMMAND_H

#include "base/message.h"

struct ipc_model;

/* The name by which this program was called, as a shell wants it: what is said
   to be typed next begins with it.  */
extern const char *ipc_as_typed;

/* Find that of ARGV0.  */
void ipc_note_typed (const char *argv0);

/* Say where to look after wrong usage of the subcommand COMMAND, of which
   getopt_long() has said what is wrong.  Returns IPC_TROUBLE.  */
int ipc_usage (const char *command);

/* Print TEXT, the answer to --help.  Returns the exit status.  */
int ipc_help (const char *text);

/* Read COUNT stores of one product, or one report.json.  NULL after a
   message.  */
struct ipc_model *ipc_load (char *const *file, int count);

/* The results file in ~/.kyua/store that was written last, to be freed, or
   NULL.  */
char *ipc_newest_store (void);

/* Whether the report FILE is just what this ipcompat would write.  Returns 0,
   or -1 after a message.  */
int ipc_verify (const char *file);

/* The subcommands.  argv[0] is the subcommand's name.  */
int ipc_run_main (int argc, char **argv);
int ipc_report_main (int argc, char **argv);
int ipc_list_main (int argc, char **argv);
int ipc_explain_main (int argc, char **argv);
int ipc_compare_main (int argc, char **argv);
int ipc_matrix_main (int argc, char **argv);
int ipc_identify_main (int argc, char **argv);
int ipc_badge_main (int argc, char **argv);
int ipc_adopt_main (int argc, char **argv);

#endif
