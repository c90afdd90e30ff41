/* early.c - commands that still run while they are read.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

enum { LINE = 16 };

struct reading
{
  const char *text;
  struct ipc_link_pair pair;
};

/* Read the command's lines and tell each as it comes, then the end.  */
static int
read_lines (struct ipc_link *link, void *arg)
{
  struct reading *r = arg;
  FILE *stream = popen_command (r->text, "r");
  char line[LINE] = "";

  ipc_lead_drop (&r->pair);
  while (fgets (line, sizeof line, stream) != NULL)
    {
      ipc_send (link, line, sizeof line);
      memset (line, 0, sizeof line);
    }
  memset (line, 0, sizeof line);
  ipc_send (link, line, sizeof line);
  return pclose (stream) != 0;
}

/* Whether READER tells LINE.  */
static int
tells (struct ipc_child *reader, const char *line)
{
  char told[LINE];

  ipc_receive (&reader->link, told, sizeof told);
  return strcmp (told, line) == 0;
}

/* How LINE comes, which the command has flushed, as it says on LEAD: "early"
   if READER has it while the command still runs, "late", or what else.  */
static const char *
line_comes (struct ipc_child *reader, struct ipc_link *lead, const char *line)
{
  const char *how;

  ipc_lead_number (lead);
  how = ipc_await_released (reader, "read") == IPC_BLOCKS ? "late"
        : tells (reader, line) ? "early" : "another line";
  return ipc_heard (lead) ? "the command ends" : how;
}

/* How those come of a command that puts one, flushes it, says so, does the
   same with another when it is let go, and puts a last one at its end.  */
static const char *
flushed_lines_come (void)
{
  struct reading r;
  struct ipc_child reader;
  struct ipc_link lead;
  const char *first, *second = "";

  r.text = "\"$HELPER\" act print:early flush pid:$SAY hold:$HOLD "
           "print:next flush pid:$SAY hold:$HOLD print:late";
  ipc_lead_open (&r.pair, "SAY", "HOLD");
  reader = ipc_start (read_lines, &r);
  lead = ipc_link_parent (&r.pair);
  first = line_comes (&reader, &lead, "early\n");
  if (strcmp (first, "early") == 0)
    {
      ipc_tell (&lead, 'g');
      second = line_comes (&reader, &lead, "next\n");
    }
  if (strcmp (second, "early") == 0)
    {
      ipc_tell (&lead, 'g');
      if (!tells (&reader, "late\n") || !tells (&reader, ""))
        second = "other lines";
      ipc_join (&reader);
    }
  else
    ipc_end (&reader);
  ipc_link_close (&lead);
  return strcmp (first, "early") == 0 ? second : first;
}

/* The same without the flush: nothing is in the pipe when the command says
   that it has put its line.  */
static const char *
kept_lines_come (void)
{
  struct ipc_link_pair pair;
  struct ipc_link lead;
  struct pollfd p;
  char first[LINE] = "", second[LINE] = "";
  const char *how;
  FILE *stream;

  ipc_lead_open (&pair, "SAY", "HOLD");
  stream = popen_command (
    "\"$HELPER\" act print:early pid:$SAY hold:$HOLD print:late", "r");
  lead = ipc_link_parent (&pair);
  ipc_lead_number (&lead);
  p.fd = fileno (stream);
  p.events = POLLIN;
  how = poll (&p, 1, 0) == 0 ? "late" : "early";
  ipc_tell (&lead, 'g');
  if (fgets (first, sizeof first, stream) == NULL
      || fgets (second, sizeof second, stream) == NULL
      || strcmp (first, "early\n") != 0 || strcmp (second, "late\n") != 0)
    how = "other lines";
  pclose (stream);
  ipc_link_close (&lead);
  return how;
}

IPC_TEST (streaming)
{
  const char *flushed = flushed_lines_come (), *kept = kept_lines_come ();

  if (strcmp (flushed, "early") == 0 && strcmp (kept, "late") == 0)
    ipc_observe ("as they are flushed");
  else
    ipc_observef ("flushed: %s, not flushed: %s", flushed, kept);
}

IPC_TEST (kill_early)
{
  FILE *stream = popen_command ("exec \"$HELPER\" act pid:1 endless", "r");
  char line[24] = "", more[24] = "";
  const char *status;
  long pid;

  IPC_SETUP (fgets (line, sizeof line, stream) != NULL);
  pid = strtol (line, NULL, 10);
  IPC_SETUP (fgets (more, sizeof more, stream) != NULL);
  IPC_SETUP (pid > 1 && kill ((pid_t) pid, SIGKILL) == 0);
  status = popen_close (stream);
  if (strcmp (more, "more\n") != 0)
    ipc_observe ("other lines");
  else
    ipc_observe (strcmp (status, "SIGKILL") == 0 ? "killed" : status);
}

IPC_TEST (early_close_sigpipe)
{
  struct popen_closing c =
    { "exec \"$HELPER\" act pid:$SAY print:once flush endless", "r", 1, NULL,
      { { 0, 0, 0, 0 } } };
  struct popen_told told;
  struct ipc_link lead;
  struct ipc_child child = popen_start_closing (&c, &lead);
  pid_t command = (pid_t) ipc_lead_number (&lead);

  if (!ipc_comes_back (&child, popen_closes_in (), command, "write"))
    {
      ipc_observe ("neither ends");
      IPC_SETUP (kill (command, SIGKILL) == 0);
      ipc_receive (&child.link, &told, sizeof told);
    }
  else
    {
      ipc_receive (&child.link, &told, sizeof told);
      ipc_observe (ipc_status_text (told.status, told.error));
    }
  ipc_join_exit (&child);
  ipc_link_close (&lead);
}
