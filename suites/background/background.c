/* background.c - commands that outlive system().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "background.h"
#include "frame/suite.h"

/* Who waits is the shell: of that it can be seen whether it does.  */
IPC_TEST (returns_at_once)
{
  struct job j =
    { "\"$HELPER\" act say:$SAY:$$ hold:$HOLD say:$SAY:lives &",
      NULL, { { 0, 0, 0, 0 } }, { 0, { 0, 0 } }, { 0, 0 } };
  const char *says;
  pid_t shell;
  int status;

  job_start (&j);
  shell = (pid_t) ipc_lead_number (&j.command);
  if (!ipc_comes_back (&j.caller, "system", shell, ""))
    {
      ipc_observe ("waits for it");
      ipc_tell (&j.command, 'g');
      job_status (&j);
      job_end (&j);
      return;
    }
  status = job_status (&j);
  says = ipc_status_text (status, errno);
  ipc_tell (&j.command, 'g');
  if (strcmp (says, "exit 0") != 0)
    ipc_observe (says);
  else if (strcmp (ipc_lead_line (&j.command), "lives") != 0)
    ipc_observe ("it has ended");
  else
    ipc_observe ("returns while it runs");
  job_end (&j);
}

/* In a child, whose standard output and error are its own: each moves with
   what the command writes.  */
static int
share (struct ipc_link *link, void *arg)
{
  char answer[40] = "the caller's";
  struct ipc_link command;

  (void) arg;
  ipc_have_file (STDOUT_FILENO, "out", O_WRONLY | O_CREAT | O_TRUNC);
  ipc_have_file (STDERR_FILENO, "err", O_WRONLY | O_CREAT | O_TRUNC);
  job_run ("\"$HELPER\" act print:said flush error:complained pid:$SAY &",
           &command);
  ipc_lead_number (&command);
  if (lseek (STDOUT_FILENO, 0, SEEK_CUR) != 5)
    strcpy (answer, "another standard output");
  else if (lseek (STDERR_FILENO, 0, SEEK_CUR) != 11)
    strcpy (answer, "another standard error");
  ipc_hear_end (&command);
  ipc_link_close (&command);
  ipc_send (link, answer, sizeof answer);
  return 0;
}

IPC_TEST (same_output)
{
  struct ipc_child child = ipc_start (share, NULL);
  char answer[40], out[40];

  ipc_receive (&child.link, answer, sizeof answer);
  ipc_join_exit (&child);
  snprintf (out, sizeof out, "%.30s", ipc_file_text ("out"));
  if (strcmp (answer, "the caller's") == 0
      && (strcmp (out, "said/") != 0
          || strcmp (ipc_file_text ("err"), "complained/") != 0))
    ipc_observe ("the files of the caller's have other data");
  else
    ipc_observe (answer);
}

static void
have_input (void)
{
  ipc_have_file (STDIN_FILENO, "in", O_RDONLY);
}

/* Whether TEXT, "fd:0: DEVICE FILE/", tells of PATH.  */
static int
tells_of (const char *text, const char *path)
{
  char wanted[80];
  struct stat st;

  IPC_SETUP (stat (path, &st) == 0);
  snprintf (wanted, sizeof wanted, "fd:0: %lu %lu/",
            (unsigned long) st.st_dev, (unsigned long) st.st_ino);
  return strcmp (text, wanted) == 0;
}

IPC_TEST (stdin)
{
  struct job j =
    { "{ \"$HELPER\" inherit fd:0 >tells; \"$HELPER\" act pid:$SAY; } &",
      have_input, { { 0, 0, 0, 0 } }, { 0, { 0, 0 } }, { 0, 0 } };
  const char *text;

  ipc_make_file ("in", "text");
  job_start (&j);
  job_status (&j);
  ipc_lead_number (&j.command);
  ipc_hear_end (&j.command);
  job_end (&j);
  text = ipc_file_text ("tells");
  if (tells_of (text, "in"))
    ipc_observe ("the caller's");
  else
    ipc_observe (tells_of (text, "/dev/null") ? "/dev/null"
                 : "another one, or none");
}

IPC_TEST (int_quit_ignored)
{
  const char *word;
  char front[200], back[200];
  int others = 0, ints = 0, quits = 0;

  ipc_command_prepare ();
  IPC_SETUP (system ("\"$HELPER\" inherit ignored >back & "
                     "\"$HELPER\" inherit ignored >front; wait") == 0);
  snprintf (front, sizeof front, " %.190s", ipc_file_text ("front"));
  snprintf (back, sizeof back, "%.190s", ipc_file_text ("back"));
  IPC_SETUP (strncmp (front, " ignored: ", 10) == 0);
  IPC_SETUP (strncmp (back, "ignored: ", 9) == 0);
  for (word = strtok (back + 9, " /"); word != NULL; word = strtok (NULL, " /"))
    {
      int both = strstr (front, word) != NULL;

      ints += strcmp (word, "SIGINT") == 0 && !both;
      quits += strcmp (word, "SIGQUIT") == 0 && !both;
      others += strcmp (word, "SIGINT") != 0 && strcmp (word, "SIGQUIT") != 0
                && !both;
    }
  ipc_detail ("%s", ipc_file_text ("back"));
  if (others != 0)
    ipc_observe ("others");
  else
    ipc_observe (ints && quits ? "SIGINT and SIGQUIT" : ints ? "SIGINT alone"
                 : quits ? "SIGQUIT alone" : "neither");
}

IPC_TEST (status_unavailable)
{
  static const struct { const char *text, *status; } rows[] =
    { { "./missing 2>/dev/null", "exit 127" }, { "exit 3", "exit 3" },
      { "./missing 2>/dev/null &", "exit 0" }, { "exit 3 &", "exit 0" },
      { "kill -KILL $$ & wait; exit 4", "SIGKILL" } };
  size_t i;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      int status = system (rows[i].text);
      const char *says = ipc_status_text (status, errno);

      if (strcmp (says, rows[i].status) != 0)
        {
          ipc_observef ("%s for %s", says, rows[i].text);
          return;
        }
    }
  ipc_observe ("exit 0 in any case");
}
