/* interpose.c - whether a library that stands before exec() sees all of it.
   SPDX-License-Identifier: BSD-2-Clause

   The library is that of the faults, preloaded into a program of its own; it
   writes a byte for each call of the exec family.  */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

/* In the child that is to be the program: have it load LIBRARY, which is to
   write to FD.  */
static void
preload (const char *library, int fd)
{
  char number[16];

  snprintf (number, sizeof number, "%d", fd);
  IPC_SETUP (setenv ("IPC_EXEC_TALLY", number, 1) == 0);
  IPC_SETUP (setenv ("LD_PRELOAD", library, 1) == 0);
  IPC_SETUP (setenv ("DYLD_INSERT_LIBRARIES", library, 1) == 0);
  IPC_SETUP (setenv ("DYLD_FORCE_FLAT_NAMESPACE", "1", 1) == 0);
}

/* What the program and the library write: a letter for each way to start a
   program, and an 'x' behind it where that was seen.  */
static void
run_starters (const char *library, char *text, size_t size)
{
  char *argv[] = { NULL, "starters", NULL, NULL }, number[16];
  int fd[2], status;
  pid_t pid;

  argv[0] = helper ();
  IPC_SETUP (pipe (fd) == 0);
  pid = ipc_fork ();
  if (pid == 0)
    {
      close (fd[0]);
      snprintf (number, sizeof number, "%d", fd[1]);
      argv[2] = number;
      preload (library, fd[1]);
      execv (argv[0], argv);
      ipc_broken ("cannot execute %s", argv[0]);
    }
  close (fd[1]);
  read_text (fd[0], text, size);
  close (fd[0]);
  status = ipc_join_pid (pid);
  IPC_SETUP (exited_with (status, 0));
}

/* Whether an 'x' is behind LETTER.  */
static int
is_seen (const char *text, int letter)
{
  const char *at = strchr (text, letter);

  IPC_SETUP (at != NULL);
  return at[1] == 'x';
}

IPC_TEST (spawn_interpose)
{
  static const struct { int letter; const char *name; } starters[] =
    { { 's', "posix_spawn()" }, { 'p', "popen()" }, { 'y', "system()" } };
  char library[4096], text[80], seen[80] = "";
  int i;

  ipc_need_own_signals ();
  if (ipc_find_beside ("../harness/faults/faults.so", library,
                       sizeof library) == -1)
    ipc_not_exercised ("no fault library beside the suites");
  run_starters (library, text, sizeof text);
  if (!is_seen (text, 'f'))
    ipc_not_exercised ("no library stands before exec()");
  for (i = 0; i < 3; i++)
    if (is_seen (text, starters[i].letter))
      {
        strcat (seen, *seen == '\0' ? "" : ", ");
        strcat (seen, starters[i].name);
      }
  ipc_observe (*seen == '\0' ? "none is seen" : seen);
}
