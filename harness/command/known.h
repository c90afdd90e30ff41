/* known.h - what the known platforms do, by the reports that are kept of them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_KNOWN_H
#define IPC_KNOWN_H

/* The directory that has them; NULL where there is none.  */
extern const char *ipc_known_reports;

/* What "ipcompat run" wrote of this host; NULL if it has not run.  */
extern char *ipc_own_report;

/* Print a line for each report in DIRECTORY that has a row of ID, by their
   files' names.  One that cannot be read gets a message, and no line.  */
void ipc_print_known (const char *directory, const char *id);

#endif
