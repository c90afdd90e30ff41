/* exec.c - which program is executed, and why none is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

/* The errno of starting PATH, 0 if it starts.  */
static int
error_of (enum starter how, const char *path, char *const argv[])
{
  char text[200];
  int status = run_list (how, path, argv, text, sizeof text);

  return status == -1 ? errno : 0;
}

/* More bytes than any platform takes, of one string.  */
static char **
too_many (void)
{
  enum { LENGTH = 64 * 1024, COUNT = 1024 };
  static char string[LENGTH], *argv[COUNT + 1];
  int i;

  memset (string, 'x', sizeof string - 1);
  argv[0] = helper ();
  for (i = 1; i < COUNT; i++)
    argv[i] = string;
  return argv;
}

IPC_TEST (exec_error_visible)
{
  static const int right[] = { ENOENT, EACCES, EACCES, ENOEXEC, E2BIG, 0 };
  char *argv[] = { NULL, "exit", "0", NULL };
  int error[6], i;

  argv[0] = helper ();
  make_file ("closed", "text\n", 0600);
  make_file ("text", "no magic\n", 0700);
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  error[0] = error_of (BY_EXECV, "./missing", argv);
  error[1] = error_of (BY_EXECV, "./closed", argv);
  error[2] = error_of (BY_EXECV, "./directory", argv);
  error[3] = error_of (BY_EXECV, "./text", argv);
  error[4] = error_of (BY_EXECV, helper (), too_many ());
  error[5] = error_of (BY_EXECV, helper (), argv);
  for (i = 0; i < 6; i++)
    if (error[i] != right[i])
      break;
  if (i < 6)
    ipc_observef ("%s, not %s", error[i] == 0 ? "executes"
                  : ipc_errno_name (error[i]),
                  right[i] == 0 ? "a success" : ipc_errno_name (right[i]));
  else
    ipc_observe (waitpid (-1, NULL, WNOHANG) == -1 && errno == ECHILD
                 ? "each errno" : "leaves a child");
}

/* What is run when PATH is PATH and the program is called NAME.  */
static const struct search
{
  const char *path, *name;
  const char *says;             /* or else */
  int error;
} searches[] =
{
  { "a:b", "prog", "a", 0 },
  { "b:a", "prog", "b", 0 },
  { "none:b:a", "prog", "b", 0 },
  { "a/prog:b", "prog", "b", 0 },
  { "closed:b", "prog", "b", 0 },
  { ":b", "prog", "here", 0 },
  { "none::b", "prog", "here", 0 },
  { "none:", "prog", "here", 0 },
  { "b", "a/prog", "a", 0 },
  { "b", "./prog", "here", 0 },
  { "b", "none/prog", NULL, ENOENT },
  { "none", "prog", NULL, ENOENT },
  { "closed", "prog", NULL, EACCES }
};

/* NULL, or what is found in place of what S wants.  Static storage.  */
static const char *
finds_other (const struct search *s)
{
  static char text[80];
  char *argv[2];
  int status;

  argv[0] = (char *) s->name;
  argv[1] = NULL;
  IPC_SETUP (setenv ("PATH", s->path, 1) == 0);
  status = run_list (BY_EXECVP, s->name, argv, text, sizeof text);
  if (status == -1)
    return errno == s->error ? NULL : ipc_errno_name (errno);
  text[strcspn (text, "\n")] = '\0';
  return s->says != NULL && exited_with (status, 0)
         && strcmp (text, s->says) == 0 ? NULL : text;
}

static void
make_program (const char *directory, const char *says, mode_t mode)
{
  char name[40], text[80];

  IPC_SETUP (mkdir (directory, 0700) == 0 || errno == EEXIST);
  snprintf (name, sizeof name, "%s/prog", directory);
  snprintf (text, sizeof text, "#!/bin/sh\necho %s\n", says);
  make_file (name, text, mode);
}

IPC_TEST (path_search)
{
  const char *wrong = NULL;
  size_t i;

  make_program ("a", "a", 0700);
  make_program ("b", "b", 0700);
  make_program (".", "here", 0700);
  make_program ("closed", "closed", 0600);
  for (i = 0; i < sizeof searches / sizeof *searches && wrong == NULL; i++)
    wrong = finds_other (&searches[i]);
  if (wrong != NULL)
    ipc_observef ("%s in \"%s\": %s", searches[i - 1].name,
                  searches[i - 1].path, wrong);
  else
    ipc_observe ("the first that can be executed");
}

/* Whether a file without magic is run HOW, with all of its arguments: 1, or
   0 with errno.  */
static int
runs_script (enum starter how, const char *name)
{
  char *argv[] = { "script", "b c", "d", NULL }, text[200];
  int status = run_list (how, name, argv, text, sizeof text);

  if (status == -1)
    return 0;
  errno = 0;
  return exited_with (status, 0) && strcmp (text, "2 b c\n") == 0;
}

static const char *
script_word (int runs, int error)
{
  return runs ? "by the shell" : error == 0 ? "loses arguments"
         : ipc_errno_name (error);
}

IPC_TEST (script_enoexec)
{
  int runs[4], error[4], how;

  make_file ("script", "echo $# \"$1\"\n", 0700);
  for (how = 0; how < STARTERS; how++)
    {
      runs[how] = runs_script (how, "./script");
      error[how] = runs[how] ? 0 : errno;
    }
  ipc_detail ("posix_spawn(): %s, posix_spawnp(): %s",
              script_word (runs[BY_SPAWN], error[BY_SPAWN]),
              script_word (runs[BY_SPAWNP], error[BY_SPAWNP]));
  if (runs[BY_EXECVP])
    {
      IPC_SETUP (setenv ("PATH", "none:.", 1) == 0);
      if (!runs_script (BY_EXECVP, "script"))
        runs[BY_EXECVP] = 0, error[BY_EXECVP] = errno;
    }
  ipc_observef ("execvp(): %s, execv(): %s",
                script_word (runs[BY_EXECVP], error[BY_EXECVP]),
                script_word (runs[BY_EXECV], error[BY_EXECV]));
}

static void
copy_helper (void)
{
  char block[4096];
  int from = open (helper (), O_RDONLY), to;
  ssize_t n;

  to = open ("copy", O_WRONLY | O_CREAT | O_EXCL, 0700);
  IPC_SETUP (from != -1 && to != -1);
  while ((n = read (from, block, sizeof block)) > 0)
    IPC_SETUP (write_all (to, block, (size_t) n) == 0);
  IPC_SETUP (n == 0);
  close (from);
  close (to);
}

static int
hold_open (struct ipc_link *link, void *arg)
{
  int fd = open (arg, O_WRONLY);

  IPC_SETUP (fd != -1);
  ipc_tell (link, 'o');
  ipc_hear_end (link);
  return 0;
}

IPC_TEST (exec_text_busy)
{
  char *argv[] = { "copy", "exit", "0", NULL };
  struct ipc_child holder;
  int before, busy, after;

  copy_helper ();
  before = error_of (BY_EXECV, "./copy", argv);
  errno = before;
  IPC_SETUP (before == 0);
  holder = ipc_start (hold_open, "copy");
  ipc_expect (&holder.link, 'o');
  busy = error_of (BY_EXECV, "./copy", argv);
  IPC_SETUP (ipc_join_exit (&holder) == 0);
  after = error_of (BY_EXECV, "./copy", argv);
  if (after != 0)
    ipc_observef ("%s for good", ipc_errno_name (after));
  else if (busy != 0)
    ipc_observef ("%s until it is closed", ipc_errno_name (busy));
  else
    ipc_observe ("executes");
}
