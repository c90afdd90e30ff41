/* matrix.h - a suite whose rows are calls by modes.
   SPDX-License-Identifier: BSD-2-Clause

   A suite is a matrix if the aspects of all its rows are a call's name and
   one of three modes: "read_pipe_clear".  Nothing here fails.  */

#ifndef IPC_MATRIX_H
#define IPC_MATRIX_H

#include "model.h"

enum { IPC_MODES = 3 };

/* One call: what it is called and its rows, NULL where there is none.  */
struct ipc_matrix_call
{
  char name[100];
  const struct ipc_row *cell[IPC_MODES];
};

/* "SA_RESTART clear" and so on.  */
const char *ipc_mode_title (int mode);

/* How many rows of M, from FIRST on, are of the same suite.  */
size_t ipc_suite_rows (const struct ipc_model *m, size_t first);

/* Whether the COUNT rows of a suite that start at ROW are a matrix.  */
int ipc_is_matrix (const struct ipc_row *row, size_t count);

/* Collect the call that ROW[I] is about.  0 if an earlier row was about it:
   "read_clear" and "read_set" may have "read_fifo_clear" between them.  */
int ipc_matrix_collect (const struct ipc_row *row, size_t count, size_t i,
                        struct ipc_matrix_call *call);

/* Whether a cell of CALL has the verdict V.  */
int ipc_matrix_has (const struct ipc_matrix_call *call, enum ipc_verdict v);

#endif
