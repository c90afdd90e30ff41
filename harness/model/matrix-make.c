/* matrix-make.c - a matrix, made of reports.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "matrix-make.h"

#include "matrix-columns.h"
#include "matrix-rows.h"

struct ipc_matrix *
ipc_matrix_new (struct ipc_model *const *m, size_t count)
{
  struct ipc_matrix *x = ipc_alloc (sizeof *x);

  ipc_matrix_find_columns (x, m, count);
  ipc_matrix_find_rows (x);
  ipc_matrix_merge_columns (x);
  return x;
}
