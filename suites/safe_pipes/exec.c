/* exec.c - which program is executed, and why none is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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

/* A name that no file system takes.  */
static const char *
long_name (void)
{
  static char name[2000];

  memset (name, 'x', sizeof name - 1);
  return name;
}

/* Whether the pipe ends when the program has begun, and not with it.  */
static int
tells_beginning (void)
{
  char *argv[] = { NULL, "listen", NULL }, byte;
  int report[2], in[2], out[2], ends;
  pid_t pid, parent = getpid ();

  argv[0] = helper ();
  private_pipe (report);
  private_pipe (in);
  private_pipe (out);
  IPC_SETUP (fcntl (report[0], F_SETFL, O_NONBLOCK) == 0);
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      ipc_tie_to_parent (parent);
      IPC_SETUP (dup2 (in[0], 0) == 0 && dup2 (out[1], 1) == 1);
      execv (argv[0], argv);
      _exit (127);
    }
  close (report[1]);
  close (out[1]);
  IPC_SETUP (read (out[0], &byte, 1) == 1);
  ends = strcmp (ipc_got (report[0], 1), "") == 0;
  IPC_SETUP (kill (pid, SIGKILL) == 0);
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  return ends;
}

/* NULL, or what is told in place of an errno.  */
static const char *
other_error (const char *path, char *const argv[], int right)
{
  static char text[80];
  int error = error_of (BY_EXECV, path, argv);

  if (error == right)
    return NULL;
  snprintf (text, sizeof text, "%s, not ",
            error == 0 ? "executes" : ipc_errno_name (error));
  strcat (text, right == 0 ? "a success" : ipc_errno_name (right));
  return text;
}

IPC_TEST (exec_error_visible)
{
  static const struct { const char *path; int error; } errors[] =
    { { "./missing", ENOENT }, { "./text/missing", ENOTDIR },
      { "./closed", EACCES }, { "./directory", EACCES },
      { "./text", ENOEXEC }, { "./loop", ELOOP }, { NULL, 0 } };
  char *argv[] = { NULL, "exit", "0", NULL };
  const char *wrong = NULL;
  int i;

  argv[0] = helper ();
  make_file ("closed", "text\n", 0600);
  make_file ("text", "no magic\n", 0700);
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  IPC_SETUP (symlink ("loop", "loop") == 0);
  for (i = 0; errors[i].path != NULL && wrong == NULL; i++)
    wrong = other_error (errors[i].path, argv, errors[i].error);
  if (wrong == NULL)
    wrong = other_error (long_name (), argv, ENAMETOOLONG);
  if (wrong == NULL)
    wrong = other_error (helper (), too_many (), E2BIG);
  if (wrong == NULL)
    wrong = other_error (helper (), argv, 0);
  if (wrong == NULL && (waitpid (-1, NULL, WNOHANG) != -1 || errno != ECHILD))
    wrong = "leaves a child";
  if (wrong == NULL && !tells_beginning ())
    wrong = "the pipe stays open";
  ipc_observe (wrong != NULL ? wrong : "each errno");
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
  { "inner:b", "prog", "b", 0 },
  { ":b", "prog", "here", 0 },
  { "none::b", "prog", "here", 0 },
  { "none:", "prog", "here", 0 },
  { "b", "a/prog", "a", 0 },
  { "b", "./prog", "here", 0 },
  { "b", "none/prog", NULL, ENOENT },
  { "none", "prog", NULL, ENOENT },
  { "b", "", NULL, ENOENT },
  { "closed", "prog", NULL, EACCES },
  { "closed:none", "prog", NULL, EACCES }
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
  char name[400], text[80];

  IPC_SETUP (mkdir (directory, 0700) == 0 || errno == EEXIST);
  snprintf (name, sizeof name, "%s/prog", directory);
  snprintf (text, sizeof text, "#!/bin/sh\necho %s\n", says);
  make_file (name, text, mode);
}

/* NULL, or what is found in place of a program in a directory with a long
   name.  */
static const char *
trouble_far (void)
{
  enum { PART = 100, PARTS = 3 };
  char path[PARTS * (PART + 1)];
  struct search far = { path, "prog", "far", 0 };
  int i;

  memset (path, 'x', sizeof path);
  for (i = 1; i <= PARTS; i++)
    {
      path[i * (PART + 1) - 1] = '\0';
      IPC_SETUP (mkdir (path, 0700) == 0);
      if (i < PARTS)
        path[i * (PART + 1) - 1] = '/';
    }
  make_program (path, "far", 0700);
  return finds_other (&far);
}

IPC_TEST (path_search)
{
  const char *wrong = NULL, *far;
  size_t i;

  make_program ("a", "a", 0700);
  make_program ("b", "b", 0700);
  make_program (".", "here", 0700);
  make_program ("closed", "closed", 0600);
  IPC_SETUP (mkdir ("inner", 0700) == 0 && mkdir ("inner/prog", 0700) == 0);
  for (i = 0; i < sizeof searches / sizeof *searches && wrong == NULL; i++)
    wrong = finds_other (&searches[i]);
  far = wrong == NULL ? trouble_far () : NULL;
  if (wrong != NULL)
    ipc_observef ("%s in \"%s\": %s", searches[i - 1].name,
                  searches[i - 1].path, wrong);
  else if (far != NULL)
    ipc_observef ("in a long part of PATH: %s", far);
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

  IPC_SETUP (mkdir ("deep", 0700) == 0);
  make_file ("deep/script", "echo $# \"$1\"\n", 0700);
  for (how = 0; how < STARTERS; how++)
    {
      runs[how] = runs_script (how, "deep/script");
      error[how] = runs[how] ? 0 : errno;
    }
  ipc_detail ("posix_spawn(): %s, posix_spawnp(): %s",
              script_word (runs[BY_SPAWN], error[BY_SPAWN]),
              script_word (runs[BY_SPAWNP], error[BY_SPAWNP]));
  if (runs[BY_EXECVP])
    {
      IPC_SETUP (setenv ("PATH", "none:deep", 1) == 0);
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
    IPC_SETUP (ipc_write_all (to, block, (size_t) n) == 0);
  IPC_SETUP (n == 0);
  close (from);
  close (to);
}

static int
hold_open (struct ipc_link *link, void *arg)
{
  int fd = open ("copy", *(const int *) arg);

  IPC_SETUP (fd != -1);
  ipc_tell (link, 'o');
  ipc_hear_end (link);
  return 0;
}

/* The errno of executing a file while a process has it open with FLAGS.  */
static int
error_while_open (char *const argv[], int flags)
{
  struct ipc_child holder = ipc_start (hold_open, &flags);
  int error;

  ipc_expect (&holder.link, 'o');
  error = error_of (BY_EXECV, "./copy", argv);
  IPC_SETUP (ipc_join_exit (&holder) == 0);
  return error;
}

IPC_TEST (exec_text_busy)
{
  char *argv[] = { "copy", "exit", "0", NULL };
  int busy, both, after;

  copy_helper ();
  errno = error_of (BY_EXECV, "./copy", argv);
  IPC_SETUP (errno == 0);
  busy = error_while_open (argv, O_WRONLY);
  both = error_while_open (argv, O_RDWR);
  after = error_of (BY_EXECV, "./copy", argv);
  if (after != 0)
    ipc_observef ("%s for good", ipc_errno_name (after));
  else if (busy != both)
    ipc_observe ("not the same if it is open for reading, too");
  else if (busy != 0)
    ipc_observef ("%s until it is closed", ipc_errno_name (busy));
  else
    ipc_observe ("executes");
}
