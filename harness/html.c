/* html.c - the report as one page.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "model.h"

int
ipc_write_html (const struct ipc_model *m, FILE *f)
{
  char line[400];

  fputs ("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
         "<title>ipcompat</title>\n", f);
  fprintf (f, "<h1>ipcompat</h1>\n<p>%s</p>\n</html>\n",
           ipc_summary_line (m, line, sizeof line));
  return ferror (f) ? -1 : 0;
}
