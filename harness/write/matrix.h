/* matrix.h - the writers of a matrix: pure functions of it.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_WRITE_MATRIX_H
#define IPC_WRITE_MATRIX_H

#include <stdio.h>

#include "model/matrix.h"

/* Each returns 0, or -1 if memory or F failed; the caller looks at
   ferror (F) as well.  */
int ipc_write_matrix_html (const struct ipc_matrix *, FILE *);
int ipc_write_matrix_json (const struct ipc_matrix *, FILE *);
int ipc_write_matrix_csv (const struct ipc_matrix *, FILE *);
int ipc_write_matrix_markdown (const struct ipc_matrix *, FILE *);

#endif
