/* matrix-columns.h - the products of a matrix, and the manuals.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MATRIX_COLUMNS_H
#define IPC_MATRIX_COLUMNS_H

#include "model/matrix.h"

/* Fill in X's columns from the COUNT models M and the manuals.  */
void ipc_matrix_find_columns (struct ipc_matrix *x,
                              struct ipc_model *const *m, size_t count);

/* Once X has its rows: which columns show which others.  */
void ipc_matrix_merge_columns (struct ipc_matrix *x);

#endif
