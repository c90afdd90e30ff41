/* hang.c - calls that sleep on, whatever comes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "hang.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faults.h"

/* From a pipe whose other end is here, too.  */
ssize_t
ipc_fault_hang_in_read (void)
{
  char byte;
  int fd[2];

  if (IPC_REAL (pipe) (fd) == -1)
    return -1;
  for (;;)
    IPC_REAL (read) (fd[0], &byte, 1);
}

ssize_t
ipc_fault_hang_in_write (void)
{
  static char block[1 << 20];
  int fd[2];

  if (IPC_REAL (pipe) (fd) == -1)
    return -1;
  for (;;)
    IPC_REAL (write) (fd[1], block, sizeof block);
}

int
ipc_fault_hang_in_open (void)
{
  IPC_REAL (mkfifo) ("never", 0600);
  for (;;)
    IPC_REAL (open) ("never", O_RDONLY);
}

int
ipc_fault_hang_in_flock (void)
{
  int fd[2], i;

  for (i = 0; i < 2; i++)
    fd[i] = IPC_REAL (open) ("never", O_RDWR | O_CREAT, 0600);
  IPC_REAL (flock) (fd[0], LOCK_EX);
  return IPC_REAL (flock) (fd[1], LOCK_EX);
}

void
ipc_fault_have_immortal_child (void)
{
  if (IPC_REAL (fork) () != 0)
    return;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  for (;;)
    IPC_REAL (pause) ();
}
