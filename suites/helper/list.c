/* list.c - what a program that is given as a list says of that.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "helper.h"

extern char **environ;

/* ARGUMENTS up to NULL.  */
static int
tell_list (char *const *arguments)
{
  printf ("parent: %ld\n", (long) getppid ());
  for (; *arguments != NULL; arguments++)
    {
      fputs ("argument: ", stdout);
      helper_print_bytes (*arguments);
      putchar ('\n');
    }
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}

int
helper_list (char **argv)
{
  return tell_list (argv + 2);
}

int
helper_list_all (char **argv)
{
  return tell_list (argv);
}

static int
start_by_exec (char **argv)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      execv (argv[0], argv);
      _exit (127);
    }
  return pid != -1 && waitpid (pid, NULL, 0) == pid;
}

static int
start_by_spawn (char **argv)
{
  int error;
  pid_t pid;

  error = posix_spawn (&pid, argv[0], NULL, NULL, argv, environ);
  if (error == ENOSYS)
    return 1;
  return error == 0 && waitpid (pid, NULL, 0) == pid;
}

static int
start_by_popen (void)
{
  FILE *f = popen (":", "r");

  return f != NULL && pclose (f) == 0;
}

/* ipc_helper starters FD: start a program by fork() and execv(), by
   posix_spawn(), by popen() and by system(); before each, write its first
   letter to FD: there a library that stands before exec() writes, too.  */
int
helper_starters (char **argv)
{
  int fd = atoi (argv[2]);
  char *ends[4], exits[] = "exit", zero[] = "0";

  helper_arm_faults ();
  ends[0] = argv[0];
  ends[1] = exits;
  ends[2] = zero;
  ends[3] = NULL;
  return write (fd, "f", 1) == 1 && start_by_exec (ends)
         && write (fd, "s", 1) == 1 && start_by_spawn (ends)
         && write (fd, "p", 1) == 1 && start_by_popen ()
         && write (fd, "y", 1) == 1 && system (":") == 0
         && write (fd, "e", 1) == 1 ? 0 : 1;
}
