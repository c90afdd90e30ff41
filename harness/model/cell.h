/* cell.h - what one product shows in one row of a matrix.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CELL_H
#define IPC_CELL_H

#include "model/model.h"

/* At most one of the two; none: the report has no such row, or the manual is
   silent.  */
struct ipc_cell
{
  const struct ipc_row *row;
  const struct ipc_manual *manual;
};

/* Whether BUILD of C was observed.  */
int ipc_cell_observed (const struct ipc_cell *c, enum ipc_build build);

/* Whether A and B show different things in a build in which both were
   observed.  Fallbacks differ by their verdicts alone.  */
int ipc_cells_differ (const struct ipc_cell *a, const struct ipc_cell *b);

/* Whether A and B would be written the same.  */
int ipc_cells_alike (const struct ipc_cell *a, const struct ipc_cell *b);

/* Likewise, with the reasons, and without a look at details.  */
int ipc_cells_same_evidence (const struct ipc_cell *a,
                             const struct ipc_cell *b);

/* What C shows, at most SIZE bytes to BUF, which is returned: "persists",
   "persists (strict: resets)", "not exercised", "right; fallback fails".  */
char *ipc_cell_text (const struct ipc_cell *c, char *buf, size_t size);

/* What a cell that has nothing says.  */
extern const char ipc_not_in_report[];

#endif
