/* stdio-tcp.c - faults of fputs() and fgets() of connections.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "stdio-tcp.h"

#include <ctype.h>
#include <poll.h>
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
FAULT (clients_fgets_cuts, "fgets() of a connection drops a line's 81st byte",
  KILLS ("clients.daytime", "clients.all_lines"))
FAULT (clients_fgets_pieces, "fgets() of a connection gives what has come",
  KILLS ("clients.all_lines"))
FAULT (clients_fgets_letter, "fgets() of a connection changes a letter's case",
  KILLS ("clients.chat_no_double_buffer", "clients.rw_stdio"))
FAULT (clients_both_garbles, "fgets() of a stream for both ways swaps letters",
  KILLS ("clients.rw_stdio"))
FAULT (clients_fputs_more, "fputs() to a connection puts LF behind CR LF CR LF",
  KILLS ("clients.web_blank_line_crlf"))
FAULT (clients_fputs_less, "fputs() to a connection takes CR LF CR for it",
  KILLS ("clients.web_blank_line_crlf", "clients.web_get"))
FAULT (clients_lines_once, "a stream that is buffered by lines sends one",
  KILLS ("clients.send_line"))
FAULT (servers_fputs_blank, "fputs() to a connection drops a blank at the end",
  KILLS ("servers.prompt_bytes"))
FAULT (servers_fgets_eight, "fgets() of a connection gives eight bytes",
  KILLS ("servers.commands"))

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

/* Send the text that LESS bytes at the end of TEXT are not part of.  */
static int
put_less (const char *text, size_t less, FILE *stream)
{
  return fprintf (stream, "%.*s", (int) (strlen (text) - less), text) < 0
         ? EOF : 0;
}

/* Whether TEXT ends in END.  */
static int
ends_in (const char *text, const char *end)
{
  size_t size = strlen (text), length = strlen (end);

  return size >= length && strcmp (text + size - length, end) == 0;
}

int
ipc_fault_tcp_fputs (const char *text, FILE *stream)
{
  static int lines;
  size_t size = strlen (text);

  if (ipc_fault (clients_lines_once) && is_connection (stream)
      && ends_in (text, "\n") && lines++ == 1)
    IPC_REAL (setvbuf) (stream, NULL, _IOFBF, BUFSIZ);
  if (ends_in (text, "\r\n\r\n") && is_connection (stream)
      && (ipc_fault (clients_fputs_less) || ipc_fault (clients_fputs_more)))
    return ipc_fault (clients_fputs_less) ? put_less (text, 1, stream)
           : fprintf (stream, "%s\n", text) < 0 ? EOF : 0;
  if (ipc_fault (servers_fputs_blank) && ends_in (text, " ")
      && is_connection (stream))
    return put_less (text, 1, stream);

  if (ipc_fault (clients_fputs_lf) && is_connection (stream))
    return put_without_cr (text, stream);
  if (ipc_fault (clients_fputs_aside) && is_connection (stream))
    return IPC_REAL (write) (fileno (stream), text, size) == (ssize_t) size
           ? 0 : EOF;
  return IPC_REAL (fputs) (text, stream);
}

/* A line of STREAM, or what has come of it by now.  */
static char *
get_piece (char *line, int size, FILE *stream)
{
  struct pollfd p = { fileno (stream), POLLIN, 0 };
  int n = 0, byte = 0;

  while (n < size - 1 && byte != '\n')
    {
      if (n > 0 && stream->_IO_read_ptr == stream->_IO_read_end
          && IPC_REAL (poll) (&p, 1, 0) == 0)
        break;
      if ((byte = getc (stream)) == EOF)
        break;
      line[n++] = (char) byte;
    }
  line[n] = '\0';
  return n > 0 ? line : NULL;
}

char *
ipc_fault_tcp_fgets (char *line, int size, FILE *stream)
{
  if (ipc_fault (clients_fgets_pieces) && is_connection (stream))
    return get_piece (line, size, stream);
  if (ipc_fault (servers_fgets_eight) && is_connection (stream) && size > 9)
    size = 9;
  return IPC_REAL (fgets) (line, size, stream);
}

/* What else LINE is, which STREAM has given.  */
static void
spoil_line (char *line, FILE *stream)
{
  char first = line[0];

  if (strlen (line) > 80 && ipc_fault (clients_fgets_cuts))
    memmove (line + 80, line + 81, strlen (line + 80));
  if (isalpha ((unsigned char) first) && ipc_fault (clients_fgets_letter))
    line[0] = (char) (first ^ 0x20);
  if (__fwritable (stream) && line[1] != '\0'
      && ipc_fault (clients_both_garbles))
    {
      line[0] = line[1];
      line[1] = first;
    }
}

char *
ipc_fault_tcp_line (char *line, int size, FILE *stream)
{
  static int lines;

  if ((ipc_fault (clients_fgets_cuts) || ipc_fault (clients_fgets_letter)
       || ipc_fault (clients_both_garbles)) && is_connection (stream))
    spoil_line (line, stream);

  if (ipc_fault (clients_fgets_rest) && is_connection (stream))
    __fpurge (stream);
  if (ipc_fault (clients_fgets_skips) && is_connection (stream)
      && ++lines == SKIPPED)
    return IPC_REAL (fgets) (line, size, stream);
  return line;
}
