/* encode.c - the one place where foreign bytes become text.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "encode.h"

#include <stdio.h>
#include <string.h>

int
ipc_printable (const char *text, size_t size, size_t max)
{
  size_t i;

  if (size == 0 || size > max)
    return 0;
  for (i = 0; i < size; i++)
    if (text[i] < 0x20 || text[i] > 0x7e)
      return 0;
  return 1;
}

const char *
ipc_show (struct ipc_arena *a, const char *text, size_t size, size_t max)
{
  char *shown = ipc_take (a, max + 1);
  size_t i, n = 0, keep = 0;

  for (i = 0; i < size; i++)
    {
      char one[8];
      size_t wide;

      if (ipc_printable (text + i, 1, 1))
        wide = (size_t) snprintf (one, sizeof one, "%c", text[i]);
      else
        wide = (size_t) snprintf (one, sizeof one, "\\%03o",
                                  (unsigned) (unsigned char) text[i]);
      if (n + wide > max)
        {
          strcpy (shown + keep, "...");
          return shown;
        }
      memcpy (shown + n, one, wide);
      n += wide;
      if (n + 3 <= max)
        keep = n;
    }
  return shown;
}
