/* common.c - commands, streams to them, and programs that have such.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

FILE *
popen_command (const char *text, const char *mode)
{
  FILE *stream;

  ipc_command_prepare ();
  stream = popen (text, mode);
  IPC_SETUP (stream != NULL);
  return stream;
}

const char *
popen_close (FILE *stream)
{
  int status;

  errno = 0;
  status = pclose (stream);
  return ipc_status_text (status, errno);
}

/* The fallback reads the status that its keeper sends.  */
const char *
popen_closes_in (void)
{
  return ipc_mapped ("system") ? "read" : "pclose";
}

void
popen_await_end (long pid)
{
  if (!ipc_mapped ("system"))
    ipc_await_zombie ((pid_t) pid);
}

char *
popen_read_all (FILE *stream, size_t *size)
{
  static char *data;
  size_t room = 0, n;

  free (data);
  data = NULL;
  *size = 0;
  do
    {
      if (*size == room)
        {
          room = 2 * room + 4096;
          data = realloc (data, room);
          IPC_SETUP (data != NULL);
        }
      n = fread (data + *size, 1, room - *size, stream);
      *size += n;
    }
  while (n > 0);
  return data;
}

static int
close_stream (struct ipc_link *link, void *arg)
{
  struct popen_closing *c = arg;
  struct popen_told told;
  char line[80];
  FILE *stream;

  if (c->handler != NULL)
    ipc_handle (SIGUSR1, c->handler, 0);
  stream = popen_command (c->text, c->mode);
  ipc_lead_drop (&c->pair);
  if (c->reads_line)
    IPC_SETUP (fgets (line, sizeof line, stream) != NULL);
  ipc_tell (link, 'c');
  errno = 0;
  told.status = pclose (stream);
  told.error = errno;
  ipc_send (link, &told, sizeof told);
  return 0;
}

struct ipc_child
popen_start_closing (struct popen_closing *c, struct ipc_link *lead)
{
  struct ipc_child child;

  ipc_lead_open (&c->pair, "SAY", "HOLD");
  child = ipc_start (close_stream, c);
  *lead = ipc_link_parent (&c->pair);
  ipc_expect (&child.link, 'c');
  return child;
}

/* In a child: become the helper, with standard output to OUT.  */
static void
become (const char *const argv[], int in, int out)
{
  IPC_SETUP (in == STDIN_FILENO || dup2 (in, STDIN_FILENO) == STDIN_FILENO);
  IPC_SETUP (dup2 (out, STDOUT_FILENO) == STDOUT_FILENO);
  execv (getenv ("HELPER"), (char *const *) argv);
  ipc_broken ("cannot execute the helper");
}

/* Run the helper with ARGV.  */
static void
run (struct popen_program *p, const char *const argv[], int in)
{
  size_t i, size;
  FILE *output;
  char *data;
  pid_t pid;
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  pid = ipc_fork ();
  if (pid == 0)
    become (argv, in, fd[1]);
  close (fd[1]);
  output = fdopen (fd[0], "r");
  IPC_SETUP (output != NULL);
  data = popen_read_all (output, &size);
  fclose (output);
  p->status = ipc_join_pid (pid);
  IPC_SETUP (size < sizeof p->text);
  memcpy (p->text, data, size);
  p->text[size] = '\0';
  for (i = 0; i < size; i++)
    if (p->text[i] == '\n')
      p->text[i] = '/';
}

void
popen_run (struct popen_program *p, const char *verb, const char *words,
           const char *const rest[], int in)
{
  const char *argv[20] = { "ipc_helper", verb };
  char copy[80], *word;
  int n = 2;

  ipc_command_prepare ();
  if (ipc_takes ("system"))
    argv[n++] = "fallback";
  IPC_SETUP (strlen (words) < sizeof copy);
  strcpy (copy, words);
  for (word = strtok (copy, " "); word != NULL; word = strtok (NULL, " "))
    argv[n++] = word;
  argv[n++] = "--";
  for (; *rest != NULL; rest++)
    argv[n++] = *rest;
  argv[n] = NULL;
  run (p, argv, in);
}

void
popen_run_spooler (struct popen_program *p, const char *words,
                   const char *command)
{
  const char *rest[2] = { NULL, NULL };

  rest[0] = command;
  popen_run (p, "spooler", words, rest, STDIN_FILENO);
}
