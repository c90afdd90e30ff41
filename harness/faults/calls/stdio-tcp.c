/* stdio-tcp.c - faults of fputs() and fgets() of connections.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "stdio-tcp.h"

#include <stdio_ext.h>
#include <string.h>
#include <unistd.h>

#include "faults.h"
#include "tcp.h"

FAULT (clients_fputs_lf, "fputs() to a connection leaves out carriage returns",
  KILLS ("clients.web_blank_line_crlf"))
FAULT (clients_fputs_aside, "fputs() to a connection passes by the buffer",
  KILLS ("clients.rw_stdio"))
FAULT (clients_fgets_rest, "fgets() drops what has come with a line",
  KILLS ("clients.one_line"))
FAULT (clients_fgets_skips, "fgets() of a connection skips the 700th line",
  KILLS ("clients.all_lines"))

enum { SKIPPED = 700 };

static int
is_connection (FILE *stream)
{
  return ipc_fault_tcp_family (fileno (stream)) != 0;
}

static int
put_without_cr (const char *text, FILE *stream)
{
  for (; *text != '\0'; text++)
    if (*text != '\r' && putc (*text, stream) == EOF)
      return EOF;
  return 0;
}

int
ipc_fault_tcp_fputs (const char *text, FILE *stream)
{
  size_t size = strlen (text);

  if (ipc_fault (clients_fputs_lf) && is_connection (stream))
    return put_without_cr (text, stream);
  if (ipc_fault (clients_fputs_aside) && is_connection (stream))
    return IPC_REAL (write) (fileno (stream), text, size) == (ssize_t) size
           ? 0 : EOF;
  return IPC_REAL (fputs) (text, stream);
}

char *
ipc_fault_tcp_line (char *line, int size, FILE *stream)
{
  static int lines;

  if (ipc_fault (clients_fgets_rest) && is_connection (stream))
    __fpurge (stream);
  if (ipc_fault (clients_fgets_skips) && is_connection (stream)
      && ++lines == SKIPPED)
    return IPC_REAL (fgets) (line, size, stream);
  return line;
}
