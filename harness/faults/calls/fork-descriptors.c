/* fork-descriptors.c - faults of the descriptors that a child inherits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "fork.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"
#include "fifo.h"

FAULT (fork_own_input, "a child's standard input has an offset of its own",
  KILLS ("descriptors.std_shared"))
FAULT (fork_own_output, "a child's standard output has an offset of its own",
  KILLS ("descriptors.std_shared"))
FAULT (fork_own_errors, "a child's standard error has an offset of its own",
  KILLS ("descriptors.std_shared"))
FAULT (fork_own_offset, "a child's files have offsets of their own",
  KILLS ("descriptors.offset_shared"))
FAULT (exit_restores, "a child's _exit() restores what offsets it has found",
  KILLS ("descriptors.offset_shared"))
FAULT (fork_clears_cloexec, "nothing closes on exec in a child",
  KILLS ("descriptors.fdflags_private"))
FAULT (fork_closes_pipe, "a child does not inherit the latest writing end",
  KILLS ("descriptors.child_keeps_pipe_open"))
FAULT (fork_dies_along, "a child is hung up when its parent ends",
  KILLS ("descriptors.outlive_parent", "clients.chat_parent_dies"),
  KILLS_FALLBACK ("descriptors.outlive_parent"))

enum { MOST_FDS = 64 };

int ipc_fault_is_child;

/* Open the file of FD anew, at the same offset.  */
static void
reopen (int fd)
{
  off_t at = IPC_REAL (lseek) (fd, 0, SEEK_CUR);
  int new;

  if (!ipc_fault_is (fd, S_IFREG))
    return;
  new = ipc_fault_open_anew (fd, IPC_REAL (fcntl) (fd, F_GETFL));
  IPC_REAL (lseek) (new, at, SEEK_SET);
  IPC_REAL (dup2) (new, fd);
  IPC_REAL (close) (new);
}

static off_t found[MOST_FDS];

void
ipc_fault_restore_offsets (void)
{
  int fd;

  for (fd = 3; fd < MOST_FDS && ipc_fault_is_child
               && ipc_fault (exit_restores); fd++)
    if (ipc_fault_is (fd, S_IFREG))
      IPC_REAL (lseek) (fd, found[fd], SEEK_SET);
}

void
ipc_fault_spoil_descriptors (void)
{
  int fd;

  if (!ipc_fault_armed)
    return;
  ipc_fault_is_child = 1;
  for (fd = 3; fd < MOST_FDS && ipc_fault (exit_restores); fd++)
    found[fd] = IPC_REAL (lseek) (fd, 0, SEEK_CUR);
  if (ipc_fault (fork_own_input))
    reopen (STDIN_FILENO);
  if (ipc_fault (fork_own_output))
    reopen (STDOUT_FILENO);
  if (ipc_fault (fork_own_errors))
    reopen (STDERR_FILENO);
  for (fd = 3; fd < MOST_FDS && ipc_fault (fork_own_offset); fd++)
    reopen (fd);
  for (fd = 3; fd < MOST_FDS && ipc_fault (fork_clears_cloexec); fd++)
    IPC_REAL (fcntl) (fd, F_SETFD, 0);
  if (ipc_fault (fork_closes_pipe) && ipc_fault_pipe_end != -1)
    IPC_REAL (close) (ipc_fault_pipe_end);
  if (ipc_fault (fork_dies_along))
    prctl (PR_SET_PDEATHSIG, SIGHUP);
}
