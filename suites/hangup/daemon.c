/* daemon.c - running the daemon that executes itself.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hangup.h"
#include "frame/suite.h"

static char helper[1100];

/* Become the daemon.  */
static void
become (const struct launch *l, const char *words, int input, int output)
{
  char text[128];
  char *argv[8];
  int n = 2;

  argv[0] = (char *) (l->argv0 != NULL ? l->argv0 : helper);
  argv[1] = (char *) "daemon";
  IPC_SETUP (strlen (words) < sizeof text);
  strcpy (text, words);
  for (argv[n] = strtok (text, " "); argv[n] != NULL && n < 7;
       argv[n] = strtok (NULL, " "))
    n++;
  argv[n] = NULL;
  IPC_SETUP (dup2 (input, STDIN_FILENO) == STDIN_FILENO);
  IPC_SETUP (dup2 (output, STDOUT_FILENO) == STDOUT_FILENO);
  if (l->directory != NULL)
    IPC_SETUP (chdir (l->directory) == 0);
  if (l->how != NULL)
    l->how ();
  if (l->search)
    IPC_SETUP (setenv ("PATH", l->directory, 1) == 0);
  if (l->search)
    execvp (l->path, argv);
  else
    execv (l->path != NULL ? l->path : helper, argv);
  ipc_broken ("cannot execute the daemon: %s", ipc_errno_name (errno));
}

void
daemon_start (struct daemon *d, const struct launch *l, const char *words)
{
  static const struct launch usual;
  int input[2], output[2], i;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  memset (d, 0, sizeof *d);
  IPC_SETUP (pipe (input) == 0 && pipe (output) == 0);
  for (i = 0; i < 2; i++)
    IPC_SETUP (fcntl (input[i], F_SETFD, FD_CLOEXEC) == 0
               && fcntl (output[i], F_SETFD, FD_CLOEXEC) == 0);
  d->pid = ipc_fork ();
  if (d->pid == 0)
    {
      close (input[1]);
      become (l != NULL ? l : &usual, words, input[0], output[1]);
    }
  close (output[1]);
  /* Open, so that nobody needs to read what is written.  */
  d->spare = input[0];
  d->input = input[1];
  d->output = output[0];
  if (!daemon_hear (d, "started"))
    {
      if (l != NULL && l->may_end)
        return;
      ipc_broken ("the daemon does not start: %s", d->error);
    }
  if (strstr (words, "window") == NULL && !daemon_hear (d, "ready"))
    ipc_broken ("the daemon does not get ready");
}

/* The next byte of what it says, -1 at the end.  */
static int
hear_byte (struct daemon *d)
{
  if (d->at == d->end)
    {
      ssize_t n = read (d->output, d->heard, sizeof d->heard);

      d->at = 0;
      d->end = n > 0 ? (int) n : 0;
      if (n <= 0)
        return -1;
    }
  return (unsigned char) d->heard[d->at++];
}

static int
read_line (struct daemon *d, char *line, size_t size)
{
  size_t n = 0;
  int c;

  while ((c = hear_byte (d)) != -1 && c != '\n')
    if (n + 1 < size)
      line[n++] = (char) c;
  line[n] = '\0';
  return c == '\n';
}

static int
count_words (const char *text)
{
  int n = *text != '\0';

  for (; *text != '\0'; text++)
    n += *text == ' ';
  return n;
}

static void
copy (char *to, size_t size, const char *from)
{
  snprintf (to, size, "%s", from);
}

/* Take in one line, "KEY: VALUE".  */
static void
take (struct daemon *d, const char *key, const char *value)
{
  if (strcmp (key, "generation") == 0)
    d->generation = atoi (value);
  else if (strcmp (key, "pid") == 0)
    d->said_pid = atol (value);
  else if (strcmp (key, "ppid") == 0)
    d->parent = atol (value);
  else if (strcmp (key, "argv") == 0)
    copy (d->argv, sizeof d->argv, value);
  else if (strcmp (key, "mask") == 0)
    copy (d->mask, sizeof d->mask, value);
  else if (strcmp (key, "pending") == 0)
    copy (d->pending, sizeof d->pending, value);
  else if (strcmp (key, "caught") == 0)
    copy (d->caught, sizeof d->caught, value);
  else if (strcmp (key, "ignored") == 0)
    copy (d->ignored, sizeof d->ignored, value);
  else if (strcmp (key, "cwd") == 0)
    copy (d->cwd, sizeof d->cwd, value);
  else if (strcmp (key, "descriptors") == 0)
    d->descriptors = count_words (value);
  else if (strcmp (key, "exec") == 0)
    copy (d->error, sizeof d->error, value);
  if (strcmp (value, "now") == 0 || strcmp (key, "exec") == 0)
    copy (d->word, sizeof d->word, key);
}

/* Hear one line; its key, or NULL at the end.  */
static const char *
hear_line (struct daemon *d)
{
  static char line[2300];
  char *value;

  do
    if (!read_line (d, line, sizeof line))
      {
        copy (d->word, sizeof d->word, "end");
        return NULL;
      }
  while ((value = strstr (line, ": ")) == NULL);
  *value = '\0';
  take (d, line, value + 2);
  return line;
}

int
daemon_hear (struct daemon *d, const char *word)
{
  const char *key;

  while ((key = hear_line (d)) != NULL)
    if (strcmp (key, word) == 0)
      return 1;
  return 0;
}

int
daemon_hear_either (struct daemon *d)
{
  d->word[0] = '\0';
  while (strcmp (d->word, "started") != 0 && strcmp (d->word, "exec") != 0
         && strcmp (d->word, "ready") != 0)
    if (!hear_line (d))
      return 0;
  return strcmp (d->word, "started") == 0;
}

void
daemon_hang_up (struct daemon *d)
{
  IPC_SETUP (kill (d->pid, SIGHUP) == 0);
}

void
daemon_tell (struct daemon *d, char what)
{
  IPC_SETUP (write (d->input, &what, 1) == 1);
}

int
daemon_ask (struct daemon *d)
{
  daemon_tell (d, 'r');
  return daemon_hear (d, "asked");
}

int
daemon_restarts (struct daemon *d)
{
  int before = d->generation;

  daemon_hang_up (d);
  return daemon_ask (d) && d->generation == before + 1
         && d->said_pid == (long) d->pid;
}

int
daemon_end (struct daemon *d)
{
  int status;

  close (d->input);
  while (hear_line (d) != NULL)
    continue;
  close (d->output);
  close (d->spare);
  status = ipc_join_pid (d->pid);
  return status;
}

void
daemon_kill (struct daemon *d)
{
  kill (d->pid, SIGKILL);
  daemon_end (d);
}
