/* stdio.c - faults of streams: freopen(), fputs(), fwrite(), fgets(),
   fflush().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <termios.h>

#include "actions.h"
#include "commands.h"
#include "descriptors.h"
#include "faults.h"
#include "interruption.h"
#include "local-queue.h"
#include "network.h"
#include "popen.h"
#include "stdio-tcp.h"

CALL (freopen)
CALL (fputs)
CALL (fwrite)
CALL (fgets)
CALL (fflush)
CALL (fgetc)
CALL (fread)
FAULT (freopen_keeps, "freopen() leaves standard output as it is",
  KILLS ("daemons.complete", "daemons.output_off_tty",
         "daemons.parent_exits_clean", "daemons.service_shell_hang"))
FAULT (freopen_forgets, "freopen() drops what is not yet flushed",
  KILLS ("daemons.parent_exits_clean"))
FAULT (deferral_fputs, "fputs() drops every hundredth line",
  KILLS ("deferral.callback_any_code"),
  KILLS_FALLBACK ("deferral.callback_any_code"))
FAULT (fwrite_reentrant, "fwrite() in a handler waits for the one before",
  KILLS ("handlers.reentrancy_stdio"))
FAULT (fgets_restarts, "fgets() restarts without SA_RESTART",
  KILLS ("restart.fgets_stdio_clear"))
FAULT (fgets_interrupted, "fgets() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.fgets_stdio_set"))
FAULT (fgets_stop, "a stop and a continuation interrupt fgets()",
  KILLS ("restart.fgets_stdio_stopped"))
FAULT (fgets_whole_lines, "fgets() drops a last line without a newline",
  KILLS ("popen.status_filter", "clients.daytime", "servers.commands"),
  KILLS_FALLBACK ("popen.status_filter"))
FAULT (fgets_splits, "fgets() takes 1023 bytes of a line",
  KILLS ("popen.status_filter"),
  KILLS_FALLBACK ("popen.status_filter"))
FAULT (fgets_gone, "fgets() gives the end once the command has gone",
  KILLS ("popen.read"))
FAULT (fgets_no_empty, "fgets() skips a line that is empty",
  KILLS ("sockets.eol_accept_lf"))
FAULT (sock_fputs_text, "fputs() of \\r\\n writes \\r\\r\\n",
  KILLS ("sockets.eol_exact_bytes"))
FAULT (fgets_cr_ends, "fgets() ends a line at a carriage return alone",
  KILLS ("sockets.eol_lone_cr"))
FAULT (fwrite_quiet, "fwrite() raises no SIGPIPE",
  KILLS ("popen.bogus_write_signal"),
  KILLS_FALLBACK ("popen.bogus_write_signal"))
FAULT (fflush_purges, "fflush (NULL) drops what was read ahead of a command",
  KILLS ("popen.fflush_input"))
FAULT (fflush_lies, "fflush() succeeds though nobody reads",
  KILLS ("popen.spooler", "popen.bogus_write_late"),
  KILLS_FALLBACK ("popen.spooler", "popen.bogus_write_late"))
FAULT (fflush_errno, "fflush() fails with EINTR for EPIPE",
  KILLS ("popen.sigpipe_handler"),
  KILLS_FALLBACK ("popen.sigpipe_handler"))
FAULT (fflush_quiet, "fflush() raises no SIGPIPE",
  KILLS ("popen.sigpipe_handler", "servers.client_vanishes"),
  KILLS_FALLBACK ("popen.sigpipe_handler"))
FAULT (fflush_signals_late, "its SIGPIPE comes at the close",
  KILLS ("popen.sigpipe_handler"))
FAULT (fgets_flushes, "fgets() of standard input flushes standard output",
  KILLS ("coprocesses.stdio_buffer_hazard"))
FAULT (stdio_holds_terminal, "standard output is as on a pipe on a terminal",
  KILLS ("coprocesses.pty_lines"))
FAULT (fputs_flushes, "fputs() flushes at once",
  KILLS ("coprocesses.autoflush", "udp.stdio_unsuited",
         "clients.web_flush_first"))
FAULT (unbuffered_once, "an unbuffered stream takes its first text alone",
  KILLS ("coprocesses.autoflush"))
FAULT (fgets_garbles_echoed, "fgets() of a terminal that echoes gets a ?",
  KILLS ("coprocesses.pty_echo"))
FAULT (fflush_alternates, "fflush() does nothing at every other call",
  KILLS ("coprocesses.autoflush", "servers.prompt_bytes"))
FAULT (servers_flush_lines, "fflush() keeps back a line without an end",
  KILLS ("servers.prompt_bytes"))
FAULT (fgetc_forgets_end, "fgetc() tries again at the end of a file",
  KILLS ("fifos.stdio_eof_sticky"))
FAULT (fgetc_terminal_end, "fgetc() tries again at the end of a terminal",
  KILLS ("fifos.stdio_eof_sticky"))
FAULT (fgets_forgets_end, "fgets() tries again at the end of a file",
  KILLS ("fifos.stdio_eof_sticky"))
FAULT (clients_errors_lost, "fwrite() to standard error writes nothing",
  KILLS ("clients.web_usage"))
FAULT (clients_errors_cut, "it leaves out the last byte",
  KILLS ("clients.web_usage"))
FAULT (servers_ignored_once, "SIGPIPE is ignored once",
  KILLS ("servers.client_vanishes"))
FAULT (fread_forgets_end, "fread() tries again at the end of a file",
  KILLS ("fifos.stdio_eof_sticky"))

/* Whether the last text by fputs() ends a line.  */
static int ends_line = 1;

int
fgetc (FILE *stream)
{
  if (ipc_fault (fgetc_forgets_end)
      || (ipc_fault (fgetc_terminal_end)
          && ipc_fault_is_terminal (fileno (stream))))
    clearerr (stream);
  return IPC_REAL (fgetc) (stream);
}

size_t
fread (void *restrict data, size_t size, size_t n, FILE *restrict stream)
{
  if (ipc_fault (fread_forgets_end))
    clearerr (stream);
  return IPC_REAL (fread) (data, size, n, stream);
}

FILE *
freopen (const char *path, const char *mode, FILE *stream)
{
  if (stream == stdout && ipc_fault (freopen_keeps))
    return stream;
  if (ipc_fault (freopen_forgets))
    __fpurge (stream);
  return IPC_REAL (freopen) (path, mode, stream);
}

int
fputs (const char *text, FILE *stream)
{
  static int lines;
  static FILE *unbuffered;
  int result;

  if (ipc_fault (unbuffered_once) && __fbufsize (stream) == 1)
    {
      if (stream == unbuffered)
        return 0;
      unbuffered = stream;
    }
  if (ipc_fault (deferral_fputs) && ++lines % 100 == 0)
    return 0;
  ends_line = *text == '\0' || text[strlen (text) - 1] == '\n';
  if (strcmp (text, "\r\n") == 0 && ipc_fault (sock_fputs_text))
    text = "\r\r\n";
  result = ipc_fault_armed ? ipc_fault_tcp_fputs (text, stream)
           : IPC_REAL (fputs) (text, stream);
  if (ipc_fault (fputs_flushes))
    IPC_REAL (fflush) (stream);
  return result;
}

/* fwrite() that may be interrupted by one other.  */
static size_t
fwrite_reentrant (const void *data, size_t size, size_t n, FILE *stream)
{
  static volatile int busy;
  static const void *volatile waits;
  static volatile size_t waiting;
  size_t result;

  if (busy)
    {
      waits = data;
      waiting = size * n;
      return n;
    }
  busy = 1;
  result = IPC_REAL (fwrite) (data, size, n, stream);
  if (waits != NULL)
    IPC_REAL (fwrite) (waits, 1, waiting, stream);
  waits = NULL;
  busy = 0;
  return result;
}

static size_t
fwrite_quietly (const void *data, size_t size, size_t n, FILE *stream)
{
  ipc_handler before = ipc_fault_install (SIGPIPE, SIG_IGN, 0);
  size_t result = IPC_REAL (fwrite) (data, size, n, stream);
  int error = errno;

  ipc_fault_install (SIGPIPE, before, 0);
  errno = error;
  return result;
}

/* Compilers make this of fputs(), where they know the text.  */
size_t
fwrite (const void *data, size_t size, size_t n, FILE *stream)
{
  if (stream == stderr && ipc_fault (clients_errors_lost))
    return n;
  if (stream == stderr && n > 1 && ipc_fault (clients_errors_cut))
    return IPC_REAL (fwrite) (data, size, n - 1, stream) + 1;
  return ipc_fault (fwrite_reentrant)
         ? fwrite_reentrant (data, size, n, stream)
         : ipc_fault (fwrite_quiet) ? fwrite_quietly (data, size, n, stream)
         : IPC_REAL (fwrite) (data, size, n, stream);
}

int
fflush (FILE *stream)
{
  static int calls;
  int late = ipc_fault (fflush_signals_late), result, error;
  int quiet = (late || ipc_fault (fflush_quiet)) && stream != NULL;
  ipc_handler before = quiet ? ipc_fault_install (SIGPIPE, SIG_IGN, 0)
                       : SIG_DFL;

  if (ipc_fault (fflush_alternates) && ++calls % 2 == 0)
    return 0;
  if (stream != NULL && !ends_line && ipc_fault (servers_flush_lines))
    return 0;
  if (stream == NULL && ipc_fault (fflush_purges)
      && ipc_fault_last_reader () != NULL)
    __fpurge (ipc_fault_last_reader ());
  result = IPC_REAL (fflush) (stream);
  error = errno;
  if (quiet)
    ipc_fault_install (SIGPIPE, before, 0);
  errno = error;
  if (result == EOF && errno == EPIPE && late)
    ipc_fault_popen_signal = 1;
  if (result == EOF && errno == EPIPE && ipc_fault (servers_ignored_once)
      && ipc_fault_installed (SIGPIPE) == SIG_IGN)
    ipc_fault_install (SIGPIPE, SIG_DFL, 0);
  if (result == EOF && errno == EPIPE && ipc_fault (fflush_errno))
    errno = EINTR;
  return result == EOF && errno == EPIPE && ipc_fault (fflush_lies) ? 0
         : result;
}

/* Whether the command at the other end of STREAM, from which nothing has been
   read, has gone.  */
static int
has_gone (FILE *stream)
{
  struct pollfd p;

  if (__fbufsize (stream) != 0 || stream != ipc_fault_last_reader ())
    return 0;
  p.fd = fileno (stream);
  p.events = 0;
  return IPC_REAL (poll) (&p, 1, 0) == 1 && (p.revents & POLLHUP) != 0;
}

/* What stands behind a carriage return in LINE is lost, but for a newline;
   LINE, for fgets().  */
static char *
cut_line (char *line)
{
  char *cr = strchr (line, '\r');

  if (cr != NULL && cr[1] != '\n')
    cr[1] = '\0';
  return line;
}

char *
fgets (char *line, int size, FILE *stream)
{
  struct ipc_interruption in = { .restarts = ipc_fault (fgets_restarts),
    .interrupted = ipc_fault (fgets_interrupted),
    .stop = ipc_fault (fgets_stop) };
  struct termios t;
  char *result;

  if (ipc_fault (fgets_forgets_end))
    clearerr (stream);
  if (stream == stdin && ipc_fault (fgets_flushes))
    IPC_REAL (fflush) (stdout);
  if (ipc_fault (fgets_splits) && size > 1024)
    size = 1024;
  if ((ipc_fault (fgets_gone) && has_gone (stream))
      || ipc_fault_local_line (fileno (stream)))
    return NULL;
  if (stream == stdin && ipc_fault (stdio_holds_terminal))
    IPC_REAL (setvbuf) (stdout, NULL, _IOFBF, BUFSIZ);
  ipc_fault_before_wait (&in);
  do
    result = ipc_fault_armed ? ipc_fault_tcp_fgets (line, size, stream)
             : IPC_REAL (fgets) (line, size, stream);
  while (ipc_fault_again (&in, result == NULL));
  if (result != NULL && ipc_fault (fgets_garbles_echoed)
      && tcgetattr (fileno (stream), &t) == 0 && (t.c_lflag & ECHO) != 0)
    *result = '?';
  if (result != NULL && ipc_fault (sock_one_line)
      && fileno (stream) == 0)
    __fpurge (stream);
  if (result != NULL && strcmp (result, "\n") == 0
      && ipc_fault (sock_no_lf_line))
    return IPC_REAL (fgets) (line, size, stream);
  if (result != NULL)
    result = ipc_fault_network_line (result);
  if (result != NULL && ipc_fault (fgets_no_empty)
      && strcmp (result, "\r\n") == 0)
    return IPC_REAL (fgets) (line, size, stream);
  if (result != NULL && ipc_fault (fgets_cr_ends))
    return cut_line (result);
  if (result != NULL && ipc_fault_armed)
    result = ipc_fault_tcp_line (line, size, stream);
  if (result != NULL && ipc_fault (fgets_whole_lines)
      && strchr (result, '\n') == NULL)
    return NULL;
  return result;
}
