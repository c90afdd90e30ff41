/* matrix-make.h - a matrix, made of reports.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MATRIX_MAKE_H
#define IPC_MATRIX_MAKE_H

#include "model/matrix.h"

/* The matrix of the COUNT models M, which must outlive it.  */
struct ipc_matrix *ipc_matrix_new (struct ipc_model *const *m, size_t count);

#endif
