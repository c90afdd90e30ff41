/* matrix-groups.h - which columns of a row show the same.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MATRIX_GROUPS_H
#define IPC_MATRIX_GROUPS_H

#include "model/matrix.h"

/* The columns of one row, in groups.  */
struct ipc_groups
{
  size_t *of;                   /* each column's group */
  size_t count;                 /* how many groups there are */
  size_t *first;                /* of each group: its first column, */
  size_t *size;                 /* and how many columns it has */
  char *in;                     /* room for who asks for codes */
};

/* Room for the groups of X's rows, as long as A.  */
void ipc_groups_start (struct ipc_groups *g, struct ipc_arena *a,
                       const struct ipc_matrix *x);

/* Sort X's columns by what SAME says of their cells in ROW.  Groups come in
   the order of their first columns; the last one, if any cell has nothing, is
   of those.  */
void ipc_groups_find (struct ipc_groups *g, const struct ipc_matrix *x,
                      const struct ipc_matrix_row *row,
                      int (*same) (const struct ipc_cell *,
                                   const struct ipc_cell *));

/* The codes of the columns of GROUP, as ipc_matrix_codes() has them.  */
char *ipc_groups_codes (const struct ipc_groups *g,
                        const struct ipc_matrix *x, size_t group, char *buf,
                        size_t size);

/* ROW in one line: "persists x17, resets x2, not in 3 reports": manuals
   apart.  At most SIZE bytes to BUF, which is returned.  */
char *ipc_matrix_summary (const struct ipc_matrix *x,
                          const struct ipc_matrix_row *row,
                          struct ipc_groups *g, char *buf, size_t size);

#endif
