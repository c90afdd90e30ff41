/* changes.h - what changed between two reports, for other programs.
   SPDX-License-Identifier: BSD-2-Clause

   Each returns 0, or -1 if it could not be made or written.  */

#ifndef IPC_WRITE_CHANGES_H
#define IPC_WRITE_CHANGES_H

#include <stdio.h>

#include "model/changes.h"

/* A table, as long as there is room for in a summary of a job.  */
int ipc_write_changes_markdown (const struct ipc_changes *c, FILE *f);

/* Commands of GitHub's workflows: an error for each that fails a gate, a
   notice for the others.  */
int ipc_write_changes_github (const struct ipc_changes *c, FILE *f);

/* ipcompat-changes/1: the two products, the counts, each change.  */
int ipc_write_changes_json (const struct ipc_changes *c, FILE *f);

/* A case for each change; one that fails a gate is a failure, with claim,
   sources, both values, what is documented, and the command that repeats
   it.  */
int ipc_write_changes_junit (const struct ipc_changes *c, FILE *f);

#endif
