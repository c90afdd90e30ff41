/* text-line.h - the lines of the text report.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TEXT_LINE_H
#define IPC_TEXT_LINE_H

#include "model/words.h"
#include "write.h"

#if defined __GNUC__
# define IPC_TEXT_FORMAT(n) \
  __attribute__ ((__format__ (__printf__, n, n + 1)))
#else
# define IPC_TEXT_FORMAT(n)
#endif

struct ipc_text
{
  const struct ipc_model *m;
  FILE *f;
  const struct ipc_text_options *o;
  int id_width;                 /* of the widest id that is listed */
};

/* Write one line, without its line end; cut, and marked ">", where the
   terminal ends.  */
void ipc_text_line (const struct ipc_text *t, const char *format, ...)
  IPC_TEXT_FORMAT (2);

/* Write TEXT behind INDENT spaces, on as many lines as the terminal's width
   takes.  */
void ipc_text_wrapped (const struct ipc_text *t, int indent,
                       const char *text);

/* Write a line after the symbol of V, cut likewise.  */
void ipc_text_mark (const struct ipc_text *t, enum ipc_verdict v,
                    const char *format, ...) IPC_TEXT_FORMAT (3);

/* A section's heading, its first word in the colour of V.  */
void ipc_text_heading (const struct ipc_text *t, enum ipc_verdict v,
                       const char *word, const char *format, ...)
  IPC_TEXT_FORMAT (4);

/* Whether the options want rows of V listed.  */
int ipc_text_wants (const struct ipc_text *t, enum ipc_verdict v);

#endif
