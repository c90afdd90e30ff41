/* close.c - what pclose() waits for, and what it says.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

/* Shells that are killed by other signals than SIGKILL may exit instead.  */
IPC_TEST (close_status)
{
  static const struct { const char *command; int signo; const char *status; }
    rows[] =
    { { "exit %d", 0, "exit 0" }, { "exit 3", 0, "exit 3" },
      { "exit 128", 0, "exit 128" }, { "exit 130", 0, "exit 130" },
      { "exit 143", 0, "exit 143" }, { "exit 255", 0, "exit 255" },
      { "\"$HELPER\" act exit:4", 0, "exit 4" },
      { "exec \"$HELPER\" raise %d", SIGHUP, "SIGHUP" },
      { "exec \"$HELPER\" raise %d", SIGQUIT, "SIGQUIT" },
      { "exec \"$HELPER\" raise %d", SIGABRT, "SIGABRT" },
      { "exec \"$HELPER\" raise %d", SIGTERM, "SIGTERM" },
      { "exec \"$HELPER\" raise %d", SIGINT, "SIGINT" },
      { "kill -KILL $$", 0, "SIGKILL" } };
  size_t i;
  int writes;

  ipc_limit (RLIMIT_CORE, 0);
  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    for (writes = 0; writes < 2; writes++)
      {
        const char *status;
        char command[60];

        snprintf (command, sizeof command, rows[i].command, rows[i].signo);
        status = popen_close (popen_command (command, writes ? "w" : "r"));
        if (strcmp (status, rows[i].status) != 0)
          {
            ipc_observef ("%s, not %s", status, rows[i].status);
            return;
          }
      }
  ipc_observe ("exit status or signal");
}

/* Who lets a stopped process go on if this one is killed meanwhile: it would
   not notice that nobody holds it any more.  */
struct guard
{
  pid_t pid;
  struct ipc_link link;
};

static struct guard
guard_stopped (pid_t stopped)
{
  struct ipc_link_pair pair;
  struct guard g;

  ipc_link_open (&pair);
  g.pid = ipc_fork_outliving ();
  if (g.pid == 0)
    {
      struct ipc_link link = ipc_link_child (&pair);

      ipc_settle (link.in, link.out);
      if (ipc_hear_end (&link) == -1)
        kill (stopped, SIGCONT);
      _exit (0);
    }
  g.link = ipc_link_parent (&pair);
  return g;
}

static void
end_guard (struct guard *g)
{
  ipc_tell (&g->link, 'e');
  ipc_link_close (&g->link);
  ipc_wait_status (g->pid, 0);
}

/* Whether CHILD goes on closing while COMMAND is stopped, which is no end.  */
static int
waits_for_stopped (struct ipc_child *child, pid_t command)
{
  struct guard g = guard_stopped (command);
  int waits;

  IPC_SETUP (kill (command, SIGSTOP) == 0);
  ipc_await_state (command, IPC_STOPPED);
  waits = ipc_await_released (child, popen_closes_in ()) == IPC_BLOCKS;
  IPC_SETUP (kill (command, SIGCONT) == 0);
  end_guard (&g);
  return waits;
}

/* "" if closing a stream of MODE waits for the command TEXT, which has closed
   its own end.  */
static const char *
closing (const char *text, const char *mode)
{
  struct popen_closing c = { NULL, NULL, 0, NULL, { { 0, 0, 0, 0 } } };
  struct popen_told told;
  struct ipc_link lead;
  struct ipc_child child;
  const char *wrong = "";
  pid_t command;

  c.text = text;
  c.mode = mode;
  child = popen_start_closing (&c, &lead);
  command = (pid_t) ipc_lead_number (&lead);
  if (ipc_await_block_or_tell (&child, popen_closes_in ()) == IPC_TELLS)
    wrong = "does not wait";
  else if (!waits_for_stopped (&child, command))
    wrong = "does not wait for one that stops";
  ipc_tell (&lead, 'g');
  ipc_receive (&child.link, &told, sizeof told);
  ipc_join_exit (&child);
  if (*wrong == '\0'
      && strcmp (ipc_status_text (told.status, told.error), "exit 3") != 0)
    wrong = "waits, and the status is lost";
  /* Also one that pclose() did not wait for.  */
  ipc_hear_end (&lead);
  ipc_link_close (&lead);
  return wrong;
}

IPC_TEST (close_waits)
{
  const char *writer = closing (
    "exec \"$HELPER\" act close:0 pid:$SAY hold:$HOLD exit:3", "w");
  const char *reader = closing (
    "exec \"$HELPER\" act close:1 pid:$SAY hold:$HOLD exit:3", "r");

  if (*writer != '\0')
    ipc_observef ("a writer %s", writer);
  else if (*reader != '\0')
    ipc_observef ("a reader %s", reader);
  else
    ipc_observe ("waits");
}

IPC_TEST (eintr_in_close)
{
  struct popen_closing c = { "exec \"$HELPER\" act hold:$HOLD exit:3", "w", 0,
                             ipc_restart_handler, { { 0, 0, 0, 0 } } };
  struct popen_told told;
  struct ipc_link lead;
  struct ipc_child child;
  enum ipc_restart how;
  const char *status;
  int times = 1;

  ipc_restart_prepare ();
  child = popen_start_closing (&c, &lead);
  how = ipc_restart_once (&child, popen_closes_in (), SIGUSR1);
  for (; how == IPC_RESTARTS && times < 3; times++)
    how = ipc_restart_blocked (&child, popen_closes_in (), SIGUSR1);
  if (how == IPC_RESTARTS)
    ipc_tell (&lead, 'g');
  ipc_receive (&child.link, &told, sizeof told);
  status = ipc_status_text (told.status, told.error);
  if (how == IPC_RESTARTS)
    ipc_observe (strcmp (status, "exit 3") == 0 ? "goes on"
                 : "goes on, and the status is lost");
  else if (times > 1)
    ipc_observef ("goes on, and not at signal %d", times);
  else
    ipc_observe (strcmp (status, "-1 EINTR") == 0 ? "EINTR"
                 : "comes back with something else");
  ipc_join_exit (&child);
  ipc_link_close (&lead);
}

/* Two streams that are open at once, FIRST closed first; whether each has its
   own.  */
static int
each_its_own (int first)
{
  static const char *const commands[2] =
    { "\"$HELPER\" act copy >one; exit 3",
      "\"$HELPER\" act copy >two; exit 4" };
  static const char *const files[2] = { "one", "two" };
  static const char *const statuses[2] = { "exit 3", "exit 4" };
  FILE *stream[2];
  int i, good = 1;

  for (i = 0; i < 2; i++)
    stream[i] = popen_command (commands[i], "w");
  for (i = 0; i < 2; i++)
    IPC_SETUP (fputs (files[i], stream[i]) != EOF);
  for (i = 0; i < 2; i++)
    {
      int which = i == 0 ? first : !first;

      good = strcmp (popen_close (stream[which]), statuses[which]) == 0
             && strcmp (ipc_file_text (files[which]), files[which]) == 0
             && good;
    }
  return good;
}

/* A stream from a command that puts WORD and exits with STATUS, and has
   ended.  */
static FILE *
open_ended (const char *word, int status)
{
  char text[80], line[24];
  FILE *stream;

  snprintf (text, sizeof text,
            "exec \"$HELPER\" act pid:1 print:%s exit:%d", word, status);
  stream = popen_command (text, "r");
  IPC_SETUP (fgets (line, sizeof line, stream) != NULL);
  popen_await_end (strtol (line, NULL, 10));
  return stream;
}

/* The same of two to read.  */
static int
each_reads_its_own (int first)
{
  FILE *stream[2];
  char line[2][16] = { "", "" };
  const char *status;
  int i, good = 1;

  stream[0] = open_ended ("one", 3);
  stream[1] = open_ended ("two", 4);
  for (i = 1; i >= 0; i--)
    if (fgets (line[i], sizeof line[i], stream[i]) == NULL)
      good = 0;
  for (i = 0; i < 2; i++)
    {
      int which = i == 0 ? first : !first;

      status = popen_close (stream[which]);
      good = strcmp (status, which == 0 ? "exit 3" : "exit 4") == 0 && good;
    }
  return good && strcmp (line[0], "one\n") == 0
         && strcmp (line[1], "two\n") == 0;
}

IPC_TEST (two_at_once)
{
  int i;

  for (i = 0; i < 2; i++)
    if (!each_its_own (i) || !each_reads_its_own (i))
      {
        ipc_observef ("mixed up when the %s is closed first",
                      i == 0 ? "older" : "newer");
        return;
      }
  ipc_observe ("each its own");
}
