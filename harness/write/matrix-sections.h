/* matrix-sections.h - the sections of the page of many products.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MATRIX_SECTIONS_H
#define IPC_MATRIX_SECTIONS_H

#include <stdio.h>

#include "model/matrix-groups.h"

struct ipc_matrix_page
{
  const struct ipc_matrix *x;
  FILE *f;
  struct ipc_groups groups;     /* of the row at hand */
};

/* The sections, in the order of the page.  */
void ipc_matrix_filter (const struct ipc_matrix_page *p);
void ipc_matrix_grid (struct ipc_matrix_page *p);
void ipc_matrix_suites (struct ipc_matrix_page *p);
void ipc_matrix_products (const struct ipc_matrix_page *p);
void ipc_matrix_legend (const struct ipc_matrix_page *p);

/* The fold of ROW, with all its evidence.  */
void ipc_matrix_fold (struct ipc_matrix_page *p,
                      const struct ipc_matrix_row *row);

/* The classes of cell C of ROW, which is in a column of EVIDENCE, to BUF,
   which is returned: what the style sheet goes by.  */
enum { IPC_CELL_CLASS = 16 };
char *ipc_matrix_class (const struct ipc_matrix_row *row,
                        const struct ipc_cell *c, enum ipc_evidence evidence,
                        char buf[IPC_CELL_CLASS]);

#endif
