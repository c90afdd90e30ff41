/* popen.c - faults of popen() and of its end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (popen)
CALL (pclose)
FAULT (popen_defends, "SIGCHLD is at its default from popen() to pclose()",
  KILLS ("dispositions.chld_ign_pclose"))

FAULT (popen_std_closed, "popen() loses the output where 1 was closed",
  KILLS ("descriptors.std_closed"))

static int must_ignore;

FILE *
popen (const char *command, const char *mode)
{
  if (ipc_fault (popen_defends) && ipc_fault_installed (SIGCHLD) == SIG_IGN)
    {
      ipc_fault_install (SIGCHLD, SIG_DFL, 0);
      must_ignore = 1;
    }
  if (ipc_fault (popen_std_closed)
      && IPC_REAL (fcntl) (STDOUT_FILENO, F_GETFD) == -1)
    command = ":";
  return IPC_REAL (popen) (command, mode);
}

int
pclose (FILE *stream)
{
  int status = IPC_REAL (pclose) (stream);
  int error = errno;

  if (must_ignore)
    ipc_fault_install (SIGCHLD, SIG_IGN, 0);
  must_ignore = 0;
  errno = error;
  return status;
}
