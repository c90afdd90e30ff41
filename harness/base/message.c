/* message.c - what is said of trouble.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "message.h"

#include <stdarg.h>
#include <stdio.h>

int
ipc_error (const char *format, ...)
{
  char text[1024];
  char *p;
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  /* File names are foreign bytes too.  */
  for (p = text; *p != '\0'; p++)
    if (*p < 0x20 || *p > 0x7e)
      *p = '?';
  fprintf (stderr, "ipcompat: %s\n", text);
  return IPC_TROUBLE;
}
