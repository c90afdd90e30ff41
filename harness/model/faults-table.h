/* faults-table.h - the faults as data.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_TABLE_H
#define IPC_FAULTS_TABLE_H

#include <stdio.h>

/* How many rows one fault may kill.  */
enum { IPC_MOST_KILLS = 20 };

/* Write the table: "name<TAB>file of calls/<TAB>what it breaks<TAB>row,row...
   <TAB>row,row... of fallback builds" if TSV, or for people.  */
void ipc_print_faults (FILE *f, int tsv);

/* The first of NAMES, "a,b,c", that no fault has, and its *SIZE; NULL if
   there is none.  */
const char *ipc_unknown_fault (const char *names, size_t *size);

#endif
