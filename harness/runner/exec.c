/* exec.c - a process that owes nothing to its caller becomes Kyua.
   SPDX-License-Identifier: BSD-2-Clause

   Kyua hands on the environment, the signal mask, ignored real-time signals
   and descriptors to the cases, and stores the whole environment.  */

#include <config.h>

#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef NSIG
# ifdef _NSIG
#  define NSIG _NSIG
# else
#  define NSIG 65
# endif
#endif

enum { MOST_DESCRIPTORS = 65536 };

extern char **environ;

static void
reset_signals (void)
{
  sigset_t none;
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    signal (signo, SIG_DFL);    /* fails for some; no matter */
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
}

/* 0 at end of file, 1 and 2 to OUTPUT, no others.  */
static void
reset_descriptors (int output)
{
  long most = sysconf (_SC_OPEN_MAX);
  int nothing, fd;

  dup2 (output, 1);
  dup2 (output, 2);
  nothing = open ("/dev/null", O_RDONLY);
  if (nothing != 0)
    dup2 (nothing, 0);
  if (most < 0 || most > MOST_DESCRIPTORS)
    most = MOST_DESCRIPTORS;
  for (fd = 3; fd < most; fd++)
    close (fd);
}

/* "NAME=VALUE", or just NAME, in memory that exec() gives back.  */
static char *
text (const char *name, const char *value)
{
  size_t size = strlen (name) + (value == NULL ? 0 : strlen (value)) + 2;
  char *t = malloc (size);

  if (t == NULL)
    _exit (2);
  snprintf (t, size, "%s%s%s", name, value == NULL ? "" : "=",
            value == NULL ? "" : value);
  return t;
}

/* The whole environment of the cases.  */
static char **
environment (const struct ipc_kyua *k)
{
  static char *variables[9];
  char path[1024];
  size_t n = confstr (_CS_PATH, path, sizeof path - 32);
  char **v = variables;

  if (n == 0 || n > sizeof path - 32)
    strcpy (path, "/usr/bin:/bin");
  *v++ = text ("PATH", strcat (path, ":/usr/sbin:/sbin"));
  *v++ = text ("HOME", k->places->scratch);
  *v++ = text ("TMPDIR", k->places->scratch);
  *v++ = text ("LC_ALL", "C");
  *v++ = text ("TZ", "UTC");
  if (k->fault != NULL)
    {
      *v++ = text ("LD_PRELOAD", k->library);
      *v++ = text ("IPC_FAULT", k->fault);
    }
  return variables;
}

/* Append to the N arguments at A that the suites' variable NAME is VALUE,
   unless that is NULL.  Returns how many there are.  */
static size_t
add_variable (char **a, size_t n, const char *name, const char *value)
{
  char option[80];

  if (value == NULL)
    return n;
  snprintf (option, sizeof option, "--variable=test_suites.ipcompat.%s", name);
  a[n] = text (option, value);
  return n + 1;
}

/* Append the words of COMMAND to the N arguments at A, and a shell: Kyua does
   not survive as a namespace's first process, whose children all orphans
   become.  */
static size_t
add_inside (char **a, size_t n, const char *command)
{
  size_t size;

  for (; *command != '\0'; command += size + (command[size] == ' '))
    {
      size = strcspn (command, " ");
      if (size > 0 && (a[n++] = strndup (command, size)) == NULL)
        _exit (2);
    }
  a[n++] = text ("/bin/sh", NULL);
  a[n++] = text ("-c", NULL);
  a[n++] = text ("\"$@\"; exit $?", NULL);
  a[n++] = text ("sh", NULL);
  return n;
}

/* Kyua's command line.  */
static char **
arguments (const struct ipc_kyua *k)
{
  const struct ipc_selection *s = k->selection;
  size_t n = 0, i, words = k->inside == NULL ? 0 : strlen (k->inside);
  char **a = calloc (s->n_filters + words + 24, sizeof *a);
  char number[16], name[PATH_MAX];

  if (a == NULL)
    _exit (2);
  snprintf (number, sizeof number, "%d", k->parallelism);
  snprintf (name, sizeof name, "%.4000s/kyua.log", k->places->report);
  if (k->inside != NULL)
    n = add_inside (a, n, k->inside);
  a[n++] = text (k->program, NULL);
  a[n++] = text ("--config", "none");
  a[n++] = text ("--logfile", name);
  a[n++] = text ("--variable=parallelism", number);
  n = add_variable (a, n, "evidence", k->fault == NULL ? NULL : "simulated");
  n = add_variable (a, n, "asked", k->asked);
  n = add_variable (a, n, "cut", k->cut);
  n = add_variable (a, n, "environment", k->environment);
  n = add_variable (a, n, "environment_version", k->environment_version);
  n = add_variable (a, n, "implementation", k->implementation);
  n = add_variable (a, n, "simulation", k->simulation);
  n = add_variable (a, n, "leave_out", k->leave_out);
  n = add_variable (a, n, "refused", k->refused);
  n = add_variable (a, n, "expect", k->expect);
  a[n++] = text ("test", NULL);
  snprintf (name, sizeof name, "%.4000s/Kyuafile", k->places->suites);
  a[n++] = text ("--kyuafile", name);
  a[n++] = text ("--results-file", k->places->new_store);
  for (i = 0; i < s->n_filters; i++)
    a[n++] = s->filters[i];
  return a;
}

void
ipc_exec_kyua (const struct ipc_kyua *k, int output)
{
  char **argv = arguments (k);

  environ = environment (k);
  umask (022);
  reset_signals ();
  reset_descriptors (output);
  if (chdir (k->places->scratch) == 0)
    execvp (argv[0], argv);
  dprintf (1, "cannot run %s: %s\n", argv[0], strerror (errno));
  _exit (2);
}
