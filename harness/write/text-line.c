/* text-line.c - the lines of the text report.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "text-line.h"

#include <stdarg.h>
#include <string.h>

enum { LINE = 2048 };

/* The SGR code of V, for the symbol and the word only: colour repeats what
   they say.  */
static const char *
colour_of (enum ipc_verdict v)
{
  switch (v)
    {
    case IPC_DEVIATES:
    case IPC_FAILS:
      return "\033[1;33m";
    case IPC_ABSENT:
    case IPC_LIMITED:
      return "\033[7m";
    case IPC_HOLDS:
    case IPC_PROVEN:
      return "\033[36m";
    default:
      return "\033[2m";
    }
}

/* Write MARKED in V's colour, and the text.  */
static void
put (const struct ipc_text *t, enum ipc_verdict v, const char *marked,
     const char *format, va_list args)
{
  char text[LINE];
  size_t used = strlen (marked);
  size_t width = (size_t) t->o->width;

  vsnprintf (text, sizeof text, format, args);
  if (*marked != '\0' && t->o->colour)
    fprintf (t->f, "%s%s\033[0m", colour_of (v), marked);
  else
    fputs (marked, t->f);
  if (width > used + 1 && used + strlen (text) > width)
    fprintf (t->f, "%.*s>\n", (int) (width - used - 1), text);
  else
    fprintf (t->f, "%s\n", text);
}

void
ipc_text_line (const struct ipc_text *t, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  put (t, IPC_HOLDS, "", format, args);
  va_end (args);
}

void
ipc_text_mark (const struct ipc_text *t, enum ipc_verdict v,
               const char *format, ...)
{
  char mark[3] = { ' ', ipc_verdict_ascii (v), '\0' };
  va_list args;

  va_start (args, format);
  put (t, v, mark, format, args);
  va_end (args);
}

void
ipc_text_heading (const struct ipc_text *t, enum ipc_verdict v,
                  const char *word, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  put (t, v, word, format, args);
  va_end (args);
}

int
ipc_text_wants (const struct ipc_text *t, enum ipc_verdict v)
{
  if (t->o->only != 0)
    return t->o->only >> v & 1;
  return v != IPC_HOLDS || t->o->verbose > 0;
}

void
ipc_text_wrapped (const struct ipc_text *t, int indent, const char *text)
{
  size_t room = t->o->width > indent + 20 ? (size_t) (t->o->width - indent)
                : LINE;
  size_t n, k;

  while (*text != '\0')
    {
      n = strlen (text);
      if (n > room)
        {
          for (k = room; k > 0 && text[k] != ' '; k--)
            continue;
          n = k == 0 ? room : k;
        }
      fprintf (t->f, "%*s%.*s\n", indent, "", (int) n, text);
      text += n + strspn (text + n, " ");
    }
}
