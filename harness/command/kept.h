/* kept.h - which files come with ipcompat of what is known.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_KEPT_H
#define IPC_KEPT_H

#include <stddef.h>

/* The directory that has the reports; NULL where there is none.  */
extern const char *ipc_known_reports;

struct ipc_arena;

/* The names of the files in DIRECTORY that end in ENDING, sorted, as long as
   A; how many there are to *COUNT.  */
const char **ipc_list_files (struct ipc_arena *a, const char *directory,
                             const char *ending, size_t *count);

/* Likewise, of the reports.  */
const char **ipc_list_known (struct ipc_arena *a, const char *directory,
                             size_t *count);

#endif
