/* markdown-line.h - rows of Markdown's, as many as there is room for.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MARKDOWN_LINE_H
#define IPC_MARKDOWN_LINE_H

#include <stdio.h>

#if defined __GNUC__
# define IPC_MD_FORMAT __attribute__ ((__format__ (__printf__, 2, 3)))
#else
# define IPC_MD_FORMAT
#endif

enum { IPC_MD_TEXT = 4000 };    /* what most texts fit into */

struct ipc_page
{
  FILE *f;
  long used;
  int left_out;                 /* rows of the table at hand */
};

/* TEXT as plain words to Markdown, in BUF of SIZE bytes: every character that
   Markdown or HTML could act upon is an entity, also inside <code>, where a
   pipe would still split a table's cell.  */
const char *ipc_md_plain (const char *text, char *buf, size_t size);

/* Write what belongs to no row; there is always room for it.  */
void ipc_md_put (struct ipc_page *p, const char *format, ...) IPC_MD_FORMAT;

/* Write a whole row, or count it as left out.  */
void ipc_md_row (struct ipc_page *p, const char *format, ...) IPC_MD_FORMAT;

/* End a table, and say how many rows were left out.  */
void ipc_md_end (struct ipc_page *p);

#endif
