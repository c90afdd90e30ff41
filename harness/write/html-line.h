/* html-line.h - a line of a suite whose rows are calls by modes.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HTML_LINE_H
#define IPC_HTML_LINE_H

#include <stdio.h>

#include "model/model.h"

enum { MOST_COLUMNS = 8 };

/* The columns of one suite.  */
struct matrix
{
  const struct ipc_column *column[MOST_COLUMNS];
  const char *ending[MOST_COLUMNS];     /* of all its claims: ", when ..." */
  int columns;
  const struct ipc_source *usual;            /* for ipc_html_sources() */
};

/* What is in one line.  */
struct line
{
  const struct ipc_row *cell[MOST_COLUMNS];
};

/* The head of L, which is called NAME, of SIZE bytes; what there is to say of
   its cells is folded into it.  */
void ipc_html_line_head (FILE *f, const struct matrix *x, const struct line *l,
                         const char *name, size_t size);

#endif
