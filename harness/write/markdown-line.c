/* markdown-line.c - rows of Markdown's, as many as there is room for.
   SPDX-License-Identifier: BSD-2-Clause

   Hosts cut or drop a summary that is too long, some without a word: what
   does not fit the budget is left out a row at a time, and said.  */

#include <config.h>

#include "markdown-line.h"

#include <stdarg.h>
#include <string.h>

enum { BUDGET = 60000, RESERVE = 2000, LINE = 8000 };

const char *
ipc_md_plain (const char *text, char *buf, size_t size)
{
  size_t n = 0;

  for (; *text != '\0' && n + 8 < size; text++)
    if (strchr ("&<>\"'|\\`*_[]()@#~:!{}$", *text) != NULL)
      n += (size_t) snprintf (buf + n, size - n, "&#%d;", *text);
    else
      buf[n++] = *text;
  buf[n] = '\0';
  return buf;
}

void
ipc_md_put (struct ipc_page *p, const char *format, ...)
{
  char text[LINE];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  fputs (text, p->f);
  p->used += (long) strlen (text);
}

void
ipc_md_row (struct ipc_page *p, const char *format, ...)
{
  char text[LINE];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  if (p->left_out > 0
      || p->used + (long) strlen (text) > BUDGET - RESERVE)
    p->left_out++;
  else
    ipc_md_put (p, "%s", text);
}

void
ipc_md_end (struct ipc_page *p)
{
  if (p->left_out > 0)
    ipc_md_put (p, "\n%d more rows in report.json.\n", p->left_out);
  p->left_out = 0;
  ipc_md_put (p, "\n");
}
