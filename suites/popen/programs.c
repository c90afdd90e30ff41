/* programs.c - the page's programs, and one that forks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

/* Printers: a good one behind a filter, one that goes away when it has read
   a little, and one that fails at its end.  */
#define GOOD "\"$HELPER\" act copy | \"$HELPER\" act copy >printed"
#define HASTY "\"$HELPER\" act take:2"
#define FAILING "\"$HELPER\" act copy | \"$HELPER\" act copy exit:5 >printed"

IPC_TEST (spooler)
{
  static const struct
  {
    const char *words, *printer, *says;
    int status;
    const char *printed;
  } rows[] =
    {
      { "dies", GOOD, "opened/wrote/status: 0/", 0, "stuff/" },
      { "ignored flush", GOOD, "opened/wrote/status: 0/", 0, "stuff/" },
      { "dies", FAILING, "opened/wrote/status: 5/", 1, "stuff/" },
      { "ignored flush", FAILING, "opened/wrote/status: 5/", 1, "stuff/" },
      { "dies twice", HASTY, "opened/wrote/wrote/spooler pipe broke/", 9,
        "" },
      { "dies bulk", HASTY, "opened/spooler pipe broke/", 9, "" },
      { "ignored twice flush", HASTY,
        "opened/wrote/wrote/flush: EPIPE/status: 0/", 1, "" },
      { "ignored bulk", HASTY, "opened/write: EPIPE/status: 0/", 1, "" }
    };
  size_t i;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      struct popen_program p;

      unlink ("printed");
      popen_run_spooler (&p, rows[i].words, rows[i].printer);
      if (!WIFEXITED (p.status) || WEXITSTATUS (p.status) != rows[i].status
          || strcmp (p.text, rows[i].says) != 0
          || strcmp (ipc_file_text ("printed"), rows[i].printed) != 0)
        {
          ipc_observef ("%s: %.50s", rows[i].words, p.text);
          ipc_detail ("%s, printed %s", rows[i].printer,
                      ipc_file_text ("printed"));
          return;
        }
    }
  ipc_observe ("learns of each failure");
}

/* "%0*d" makes a line that is longer than a small buffer.  */
#define STATUS                                                            \
  "\"$HELPER\" act 'print:Active connections' 'print:tcp4 0 0 *.22' "     \
  "print:tcp6%0*d "                                                       \
  "'print:udp4 0 0 *.53' flush 'error:netstat: odd' print: 'print: tcp' " \
  "'print:tc' put:unix"

IPC_TEST (status_filter)
{
  static const char lines[] =
    "Active connections/netstat: odd// tcp/tc/unix/status: ";
  char succeeds[1500], fails[1500];
  const char *good[] = { succeeds, NULL }, *bad[] = { fails, NULL };
  struct popen_program p, q;
  size_t n = sizeof lines - 1;

  snprintf (succeeds, sizeof succeeds, STATUS " 2>&1", 1100, 0);
  snprintf (fails, sizeof fails, STATUS " exit:1 2>&1", 1100, 0);
  popen_run (&p, "status", "", good, STDIN_FILENO);
  popen_run (&q, "status", "", bad, STDIN_FILENO);
  if (strncmp (p.text, lines, n) != 0)
    ipc_observef ("%.70s", p.text);
  else if (strncmp (q.text, lines, n) != 0)
    ipc_observef ("%.70s", q.text);
  else if (strcmp (p.text + n, "0/") != 0 || strcmp (q.text + n, "1/") != 0)
    ipc_observef ("lines, then %.20s and %.20s", p.text + n, q.text + n);
  else
    ipc_observe ("lines and status");
}

IPC_TEST (magic_argv)
{
  const char *files[] = { "f1", "\"$HELPER\" act print:cmd1|", "-", "f2",
                          "\"$HELPER\" act print:cmd2 |", "f3", NULL };
  struct popen_program p;
  int in;

  ipc_make_file ("f1", "f1\n");
  ipc_make_file ("f2", "f2\n");
  ipc_make_file ("f3", "f3\n");
  ipc_make_file ("tmpfile", "stdin\n");
  in = open ("tmpfile", O_RDONLY);
  IPC_SETUP (in != -1);
  popen_run (&p, "magic", "", files, in);
  close (in);
  if (strcmp (p.text, "f1/cmd1/stdin/f2/cmd2/f3/") != 0)
    ipc_observef ("%.70s", p.text);
  else
    ipc_observe (p.status == 0 ? "in order" : "in order, and fails");
}

/* How often a text arrives that was in the buffer at a fork() whose child
   ends as WORDS say.  */
static int
arrivals (const char *words)
{
  const char *rest[] = { "\"$HELPER\" act copy >out", NULL };
  struct popen_program p;
  const char *text, *t;
  int n = 0;

  unlink ("out");
  popen_run (&p, "forks", words, rest, STDIN_FILENO);
  IPC_SETUP (p.status == 0);
  text = ipc_file_text ("out");
  for (t = text; strncmp (t, "stuff/", 6) == 0; t += 6)
    n++;
  return *t == '\0' ? n : -1;
}

IPC_TEST (fork_buffer_dup)
{
  int careless = arrivals ("exit"), careful = arrivals ("_exit"),
      flushed = arrivals (ipc_takes ("fork_flush") ? "exit flushed"
                          : "exit first");

  ipc_detail ("%d by exit(), %d by _exit(), %d flushed before", careless,
              careful, flushed);
  if (careful != 1 || flushed != 1)
    ipc_observe ("undefended");
  else if (careless == 1 || careless == 2)
    ipc_observe (careless == 2 ? "shown" : "not shown");
  else
    ipc_observef ("arrives %d times", careless);
}
