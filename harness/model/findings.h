/* findings.h - what a reader came for, grouped by its cause.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FINDINGS_H
#define IPC_FINDINGS_H

#include "model/model.h"

/* Find M's findings and group them.  Its rows are judged.  */
void ipc_find_findings (struct ipc_model *m);

/* The finding of R's native builds, or of its fallbacks, or NULL.  */
const struct ipc_finding *ipc_finding_of (const struct ipc_model *m,
                                          const struct ipc_row *r,
                                          int fallback);

/* What a class is called: "Deviates, and no document knows".  */
const char *ipc_class_title (enum ipc_class);

/* How many findings M has of CLASS.  */
int ipc_class_count (const struct ipc_model *m, enum ipc_class);

/* Of G, in BUF: "3 behaviours, 2 of them as signal(7) says".  */
char *ipc_group_extent (const struct ipc_group *g, char *buf, size_t size);

#endif
