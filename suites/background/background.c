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

/* So that the next one is not the first.  */
static void
have_another (void)
{
  IPC_SETUP (job_system (": &") != -1);
}

/* Who waits is the shell: of that it can be seen whether it does.  */
IPC_TEST (returns_at_once)
{
  struct job j =
    { "\"$HELPER\" act say:$SAY:$$ hold:$HOLD say:$SAY:lives &",
      have_another, { { 0, 0, 0, 0 } }, { 0, { 0, 0 } }, { 0, 0 } };
  const char *says;
  pid_t shell;
  int status;

  job_start (&j);
  shell = (pid_t) strtol (ipc_lead_line (&j.command), NULL, 10);
  if (shell == 0)
    {
      ipc_observe ("it ends at once");
      job_status (&j);
      job_end (&j);
      return;
    }
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
  job_release (&j);
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

/* In a child, whose standard input is its own: it moves with what the command
   reads.  */
static int
share_input (struct ipc_link *link, void *arg)
{
  struct ipc_link command;
  off_t offset;

  (void) arg;
  ipc_have_file (STDIN_FILENO, "in", O_RDONLY);
  job_run ("{ \"$HELPER\" inherit fd:0 >tells; "
           "\"$HELPER\" act take:3; \"$HELPER\" act pid:$SAY; } &", &command);
  ipc_lead_number (&command);
  offset = lseek (STDIN_FILENO, 0, SEEK_CUR);
  ipc_hear_end (&command);
  ipc_link_close (&command);
  ipc_tell (link, offset == 3 ? 'm' : 's');
  return 0;
}

IPC_TEST (stdin)
{
  struct ipc_child child;
  const char *text;
  char moves;

  ipc_make_file ("in", "text");
  child = ipc_start (share_input, NULL);
  moves = ipc_hear (&child.link);
  ipc_join_exit (&child);
  text = ipc_file_text ("tells");
  if (tells_of (text, "in"))
    ipc_observe (moves == 'm' ? "the caller's" : "the same file, opened anew");
  else
    ipc_observe (tells_of (text, "/dev/null") ? "/dev/null"
                 : "another one, or none");
}

/* The words of the file PATH, each between blanks.  */
static void
read_words (const char *path, char *words, size_t size)
{
  char *w;

  snprintf (words, size, " %s", ipc_file_text (path));
  IPC_SETUP (strncmp (words, " ignored: ", 10) == 0);
  for (w = words; *w != '\0'; w++)
    if (*w == '/')
      *w = ' ';
}

/* Those that FRONT has not.  Static storage.  */
static const char *
besides (const char *path, const char *front)
{
  static char result[200];
  char words[200], wanted[40], *word;

  *result = '\0';
  read_words (path, words, sizeof words);
  for (word = strtok (words, " "); word != NULL; word = strtok (NULL, " "))
    {
      snprintf (wanted, sizeof wanted, " %s ", word);
      if (strstr (front, wanted) == NULL)
        snprintf (result + strlen (result), sizeof result - strlen (result),
                  "%s%s", *result == '\0' ? "" : " ", word);
    }
  return *result == '\0' ? "nothing" : result;
}

IPC_TEST (int_quit_ignored)
{
  char front[200];
  const char *back;

  ipc_command_prepare ();
  IPC_SETUP (job_system ("\"$HELPER\" inherit ignored >back & "
                         "\"$HELPER\" inherit ignored | "
                         "\"$HELPER\" act copy >pipeline & "
                         "\"$HELPER\" inherit ignored >front; wait") == 0);
  read_words ("front", front, sizeof front);
  ipc_detail ("%s", ipc_file_text ("back"));
  back = besides ("back", front);
  if (strcmp (back, "SIGINT SIGQUIT") != 0)
    {
      ipc_observef ("%.60s", back);
      return;
    }
  back = besides ("pipeline", front);
  if (strcmp (back, "SIGINT SIGQUIT") != 0)
    ipc_observef ("in a pipeline %.60s", back);
  else
    ipc_observe ("SIGINT and SIGQUIT");
}

IPC_TEST (status_unavailable)
{
  static const struct { const char *text, *status; } rows[] =
    { { "./missing 2>/dev/null", "exit 127" }, { "exit 3", "exit 3" },
      { "./missing 2>/dev/null &", "exit 0" }, { "exit 3 &", "exit 0" },
      { "sh -c 'kill -KILL $$' &", "exit 0" },
      { "kill -KILL $$ & wait; exit 4", "SIGKILL" } };
  size_t i;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      int status = job_system (rows[i].text);
      const char *says = ipc_status_text (status, errno);

      if (strcmp (says, rows[i].status) != 0)
        {
          ipc_observef ("%s for %s", says, rows[i].text);
          return;
        }
    }
  ipc_observe ("exit 0 in any case");
}
