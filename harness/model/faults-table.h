/* faults-table.h - the faults as data.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_TABLE_H
#define IPC_FAULTS_TABLE_H

#include <stdio.h>

/* How many rows one fault may kill.  */
enum { IPC_MAX_KILLS = 60 };

/* Write the table: "name<TAB>suite<TAB>what it breaks<TAB>row,row..." if
   TSV, or for people.  */
void ipc_print_faults (FILE *f, int tsv);

/* The suite whose library has the fault NAME, or NULL.  */
const char *ipc_fault_suite (const char *name);

#endif
