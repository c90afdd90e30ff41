/* known.h - what the known platforms do, by the reports that are kept of them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_KNOWN_H
#define IPC_KNOWN_H

#include <stddef.h>

/* What "ipcompat run" wrote of this host; NULL if it has not run.  */
extern char *ipc_own_report;

struct ipc_model;

/* The reports in DIRECTORY, COUNT of them, by their files' names, to be freed.
   One that cannot be read gets a message.  */
struct ipc_model **ipc_read_known (const char *directory, size_t *count);
void ipc_free_known (struct ipc_model **known, size_t count);

/* Print which of the reports in DIRECTORY show what of ID, in the order of
   their files' names.  One that cannot be read gets a message, and is left
   out.  */
void ipc_print_known (const char *directory, const char *id);

#endif
