/* commands.h - what a shell is given in place of a command.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_COMMANDS_H
#define IPC_FAULTS_COMMANDS_H

#include <stdio.h>
#include <sys/types.h>

/* BEFORE, *COMMAND and AFTER in a row; *COMMAND with its first OLD replaced
   by NEW.  The new *COMMAND is the caller's to free, the old one is freed.  */
void ipc_fault_around (char **command, const char *before,
                       const char *after);
void ipc_fault_replace (char **command, const char *old, const char *new);

/* Whether COMMAND's last byte is WHAT; whether its first word is a file that
   is missing.  */
int ipc_fault_ends_in (const char *command, char what);
int ipc_fault_is_missing (const char *command);

/* The stream that popen() opened last to be read, or NULL.  */
FILE *ipc_fault_last_reader (void);

#endif
