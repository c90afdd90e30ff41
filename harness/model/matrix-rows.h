/* matrix-rows.h - the behaviours of a matrix, and how far products agree.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MATRIX_ROWS_H
#define IPC_MATRIX_ROWS_H

#include "model/matrix.h"

/* Fill in the rows of X, which has its columns.  */
void ipc_matrix_find_rows (struct ipc_matrix *x);

#endif
