/* _exit.c - faults of a process's end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "fork.h"
#include "processes.h"
#include "segments.h"
#include "semaphores.h"
#include "tcp.h"

enum { MOST_FDS = 64 };

CALL (_exit)
FAULT (exit_forgets_status, "_exit() gives status 0, whatever was asked",
  KILLS ("reliability.anonymous"),
  KILLS_FALLBACK ("reliability.anonymous"))
FAULT (exit_one, "_exit (0) gives status 1",
  KILLS ("daemons.parent_exits_clean", "daemons.complete",
         "daemons.supervised"),
  KILLS_FALLBACK ("daemons.complete", "daemons.parent_exits_clean",
                  "daemons.supervised"))
FAULT (exit_spares, "a leader's _exit() hangs up no foreground group",
  KILLS ("daemons.leader_exit_hup"))
FAULT (exit_hangs_up_one, "a leader's _exit() hangs up one process",
  KILLS ("daemons.leader_exit_hup"))
FAULT (exit_hangs_up_others, "a leader's _exit() hangs up every group",
  KILLS ("daemons.leader_exit_hup", "daemons.orphan_stopped_hup"))
FAULT (exit_only_continues, "an orphaned group gets SIGCONT alone",
  KILLS ("daemons.orphan_stopped_hup"))
FAULT (exit_leaves_stopped, "an orphaned group stays stopped",
  KILLS ("daemons.orphan_stopped_hup"))
FAULT (exit_ends_jobs, "what system() left running ends with its caller",
  KILLS ("background.reparented"))
FAULT (exit_rewinds, "a child's _exit() rewinds its standard input",
  KILLS ("descriptors.std_shared"))
FAULT (exit_clears_flags, "O_NONBLOCK that a child has set ends with it",
  KILLS ("descriptors.flags_shared"))
FAULT (exit_pads, "_exit() fills up the last block of what was appended to",
  KILLS ("descriptors.append_atomic"))
FAULT (exit_flushes, "_exit() flushes all streams",
  KILLS ("popen.fork_buffer_dup"),
  KILLS_FALLBACK ("popen.fork_buffer_dup"))

FAULT (exit_shuts_down, "_exit() shuts down the TCP sockets of the process",
  KILLS ("tcp.forking_close_client", "clients.chat_stdin_eof"))

/* Leave nobody but the caller in the terminal's foreground.  */
static void
take_foreground (void)
{
  int fd = IPC_REAL (open) ("/dev/tty", O_RDWR | O_NOCTTY);

  if (fd == -1)
    return;
  ipc_fault_install (SIGTTOU, SIG_IGN, 0);
  tcsetpgrp (fd, getpgid (0));
  IPC_REAL (close) (fd);
}

/* Let a stopped child go on, so that the kernel finds none.  */
static void
continue_first (void)
{
  int i, status;

  for (i = 0; i < ipc_fault_n_groups; i++)
    if (IPC_REAL (kill) (-ipc_fault_groups[i], SIGCONT) == 0 && i == 0)
      while (IPC_REAL (waitpid) (ipc_fault_groups[i], &status,
                                 WCONTINUED) == -1
             && errno == EINTR)
        continue;
}

/* A session's leader ends.  */
static void
end_leader (void)
{
  int i;

  if (ipc_fault (exit_spares) || ipc_fault (exit_hangs_up_one))
    take_foreground ();
  if (ipc_fault (exit_hangs_up_one))
    IPC_REAL (kill) (ipc_fault_groups[0], SIGHUP);
  for (i = 1; i < ipc_fault_n_groups && ipc_fault (exit_hangs_up_others); i++)
    IPC_REAL (kill) (-ipc_fault_groups[i], SIGHUP);
  for (i = 0; i < ipc_fault_n_groups && ipc_fault (exit_leaves_stopped); i++)
    IPC_REAL (setpgid) (ipc_fault_groups[i], getpgid (0));
  if (ipc_fault (exit_only_continues))
    continue_first ();
}

/* Only system()'s shell knows the job, and leaves its number in a file.  */
static void
end_job (void)
{
  FILE *file = fopen ("job.tmp", "r");
  int pid;

  if (file != NULL && fscanf (file, "%d", &pid) == 1)
    IPC_REAL (kill) (pid, SIGKILL);
  if (file != NULL)
    fclose (file);
}

static void
pad (int fd)
{
  struct stat st;

  if (IPC_REAL (fstat) (fd, &st) == 0 && S_ISREG (st.st_mode)
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_APPEND) != 0)
    IPC_REAL (ftruncate) (fd, (st.st_size / 512 + 1) * 512);
}

/* What becomes of descriptors.  */
static void
spoil_descriptors (void)
{
  int fd;

  for (fd = 3; fd < 64 && ipc_fault (exit_pads); fd++)
    pad (fd);
  for (fd = 3; fd < 64 && ipc_fault (exit_clears_flags); fd++)
    IPC_REAL (fcntl) (fd, F_SETFL, 0);
  ipc_fault_restore_offsets ();
  if (ipc_fault (exit_rewinds))
    IPC_REAL (lseek) (STDIN_FILENO, 0, SEEK_SET);
}

void
_exit (int status)
{
  int fd;

  if (ipc_fault (exit_ends_jobs))
    end_job ();
  if (ipc_fault_armed)
    {
      spoil_descriptors ();
      ipc_fault_undo_at_exit ();
      ipc_fault_sets_at_exit ();
      ipc_fault_segments_end ();
      ipc_fault_forget_semaphore ();
    }
  for (fd = 0; fd < MOST_FDS && ipc_fault (exit_shuts_down); fd++)
    if (ipc_fault_tcp_family (fd) != 0)
      IPC_REAL (shutdown) (fd, SHUT_RDWR);
  if (ipc_fault_armed && getsid (0) == getpid ())
    end_leader ();
  if (ipc_fault (exit_flushes))
    IPC_REAL (fflush) (NULL);
  if (status == 0 && ipc_fault (exit_one))
    status = 1;
  IPC_REAL (_exit) (ipc_fault (exit_forgets_status) ? 0 : status);
  for (;;)
    continue;
}
