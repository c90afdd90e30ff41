/* write.h - the writers: pure functions of the model.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_WRITE_H
#define IPC_WRITE_H

#include <stdio.h>

#include "model/model.h"

/* The writers.  Each returns 0, or -1 if memory or F failed; the caller
   looks at ferror (F) as well.  */

/* With what is KNOWN elsewhere of rows, which no kept report has.  */
int ipc_write_json (const struct ipc_model *, FILE *, int known);
int ipc_write_html (const struct ipc_model *, FILE *);

struct ipc_text_options
{
  int colour;                   /* write SGR codes */
  int verbose;                  /* 1: holding rows too, -1: summary only */
  unsigned only;                /* bit per verdict to list; 0: all */
  int width;                    /* columns of the terminal, 0: never cut */
  const char *command;          /* what to type for "ipcompat" */
};
int ipc_write_text (const struct ipc_model *, FILE *,
                    const struct ipc_text_options *);
int ipc_write_markdown (const struct ipc_model *, FILE *, unsigned only);
int ipc_write_junit (const struct ipc_model *, FILE *, int absent_fails);

#endif
