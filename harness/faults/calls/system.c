/* system.c - faults of system().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "actions.h"
#include "commands.h"
#include "faults.h"
#include "sysv-keys.h"

CALL (system)
FAULT (system_success, "system() loses the exit status",
  KILLS ("fifos.cmd_fallback",
         "overview.similar_mkfifo"))
FAULT (system_keeps_keyed, "ipcrm -M removes nothing",
  KILLS ("sysv_keys.ipcrm_removes"))
FAULT (system_defends, "system() has SIGCHLD at its default meanwhile",
  KILLS ("dispositions.chld_ign_system"))
FAULT (system_takes_sigchld, "system() takes its child's SIGCHLD with it",
  KILLS ("reaper.blocking_wait_after_system"),
  KILLS_FALLBACK ("reaper.blocking_wait_after_system"))
FAULT (system_waits, "system() waits for a command in the background",
  KILLS ("background.returns_at_once"))
FAULT (system_waits_again, "it does so at the second call",
  KILLS ("background.returns_at_once"))
FAULT (system_not_zero, "of one in the background system() gives 1",
  KILLS ("background.returns_at_once"))
FAULT (system_opens_error, "a background command opens its errors anew",
  KILLS ("background.same_output"))
FAULT (system_opens_output, "a background command opens its output anew",
  KILLS ("background.same_output"))
FAULT (system_keeps_input, "a background command has the caller's input",
  KILLS ("background.stdin"))
FAULT (system_opens_input, "it has the same file, opened anew",
  KILLS ("background.stdin"))
FAULT (system_closes_input, "a background command has no standard input",
  KILLS ("background.stdin"))
FAULT (system_starts_child, "a background command is the caller's child",
  KILLS ("background.no_sigchld", "background.no_zombie"))
FAULT (system_leaves_zombie, "system() leaves a zombie",
  KILLS ("background.no_zombie"))
FAULT (system_ends_jobs, "system()'s shell ends what it has in the background",
  KILLS ("background.reparented", "background.returns_at_once"))
FAULT (system_adopts, "the caller of system() adopts the shell's orphans",
  KILLS ("background.reparented", "background.no_sigchld",
         "background.no_zombie"))
FAULT (system_spares_quit, "a background command ignores SIGINT alone",
  KILLS ("background.int_quit_ignored"))
FAULT (system_spares_pipes, "of a background pipeline the last ignores SIGINT",
  KILLS ("background.int_quit_ignored"))
FAULT (system_nohup, "a background command ignores SIGHUP as well",
  KILLS ("background.int_quit_ignored"))
FAULT (system_tells_signal, "of a background command that is killed it is 137",
  KILLS ("background.status_unavailable"))
FAULT (system_looks, "a background command that is missing gives 127",
  KILLS ("background.status_unavailable"))

FAULT (system_open, "system() does not block SIGCHLD while it waits",
  KILLS ("alarms.system_mask"))
FAULT (system_leaves_chld, "system() leaves SIGCHLD blocked",
  KILLS ("alarms.system_mask"))
FAULT (system_leaves_quit, "system() leaves SIGQUIT ignored",
  KILLS ("alarms.system_mask"))
FAULT (system_command_deaf, "the command of system() ignores SIGINT",
  KILLS ("alarms.system_mask"))
FAULT (system_blocks_int, "system() blocks SIGINT, and does not ignore it",
  KILLS ("alarms.system_mask"))
FAULT (system_empties_mask, "system() puts SIGINT back with an empty sa_mask",
  KILLS ("alarms.system_mask"))

/* system() that blocks nothing, or hands on what it ignores.  */
static int
plain_system (const char *command)
{
  ipc_handler former = ipc_fault_install (SIGINT, SIG_IGN, 0), quit;
  int status = -1;
  pid_t pid;

  quit = ipc_fault_install (SIGQUIT, SIG_IGN, 0);
  pid = IPC_REAL (fork) ();
  if (pid == 0)
    {
      if (!ipc_fault (system_command_deaf))
        ipc_fault_install (SIGINT, SIG_DFL, 0);
      ipc_fault_install (SIGQUIT, SIG_DFL, 0);
      execl ("/bin/sh", "sh", "-c", command, (char *) NULL);
      IPC_REAL (_exit) (127);
    }
  while (IPC_REAL (waitpid) (pid, &status, 0) == -1 && errno == EINTR)
    continue;
  ipc_fault_install (SIGINT, former, SA_RESTART);
  ipc_fault_install (SIGQUIT, quit, SA_RESTART);
  return status;
}

static int
without_sigchld (const char *command)
{
  struct timespec now = { 0, 0 };
  sigset_t chld, old;
  int status;

  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  IPC_REAL (sigprocmask) (SIG_BLOCK, &chld, &old);
  status = IPC_REAL (system) (command);
  IPC_REAL (sigtimedwait) (&chld, NULL, &now);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  return status;
}

/* The same, and SIGINT is blocked meanwhile, and not ignored.  */
static int
blocking_system (const char *command)
{
  int status = -1;
  sigset_t set, old;
  pid_t pid;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGQUIT);
  sigaddset (&set, SIGCHLD);
  IPC_REAL (sigprocmask) (SIG_BLOCK, &set, &old);
  pid = IPC_REAL (fork) ();
  if (pid == 0)
    {
      IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
      execl ("/bin/sh", "sh", "-c", command, (char *) NULL);
      IPC_REAL (_exit) (127);
    }
  while (IPC_REAL (waitpid) (pid, &status, 0) == -1 && errno == EINTR)
    continue;
  ipc_fault_discard (SIGQUIT);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  return status;
}

/* Have other text around *COMMAND than its final "&".  */
static void
in_background (char **command, const char *before, const char *after)
{
  (*command)[strlen (*command) - 1] = '\0';
  ipc_fault_around (command, before, after);
}

/* Start *COMMAND, which ends in "&", without a shell to wait for.  */
static int
start_child (char **command)
{
  pid_t pid = IPC_REAL (fork) ();

  if (pid != 0)
    return pid == -1 ? -1 : 0;
  in_background (command, "exec ", "");
  execl ("/bin/sh", "sh", "-c", *command, (char *) NULL);
  IPC_REAL (_exit) (127);
  return -1;
}

/* Other texts for the shell.  */
static void
spoil (char **command)
{
  static int calls;
  int background = ipc_fault_ends_in (*command, '&');

  if (ipc_fault (system_keeps_keyed))
    ipc_fault_replace (command, "ipcrm -M", "test -n");
  if (background && (ipc_fault (system_waits)
                     || (ipc_fault (system_waits_again) && calls++ > 0)))
    ipc_fault_around (command, "", "\nwait");
  if (background && ipc_fault (system_opens_output))
    ipc_fault_around (command, "exec 1<>/dev/fd/1\n", "");
  if (background && ipc_fault (system_not_zero))
    ipc_fault_around (command, "", "\nexit 1");
  if (background && ipc_fault (system_opens_error))
    ipc_fault_around (command, "exec 2<>/dev/fd/2\n", "");
  if (background && ipc_fault (system_opens_input))
    in_background (command, "exec 3</dev/fd/0\n{ ", "\n} <&3 3<&- &");
  if (background && ipc_fault (system_tells_signal))
    ipc_fault_around (command, "", "\nwait $!; test $? -le 128 || exit 137");
  if (ipc_fault (system_ends_jobs))
    ipc_fault_around (command, "trap 'kill $!' 0\n", "");
  if (ipc_fault (exit_ends_jobs))
    ipc_fault_replace (command, " & ", " & echo $! >job.tmp; ");
  if (background && ipc_fault (system_closes_input))
    in_background (command, "{ ", "\n} <&- &");
  if (background && ipc_fault (system_keeps_input))
    in_background (command, "exec 3<&0\n{ ", "\n} <&3 3<&- &");
  if (strstr (*command, ">back") != NULL && ipc_fault (system_spares_quit))
    ipc_fault_around (command, "env --default-signal=QUIT ", "");
  if (ipc_fault (system_spares_pipes))
    ipc_fault_replace (command, "\"$HELPER\" inherit ignored |",
                       "env --default-signal=INT,QUIT "
                       "\"$HELPER\" inherit ignored |");
  if (strstr (*command, ">back") != NULL && ipc_fault (system_nohup))
    ipc_fault_around (command, "nohup ", "");
}

static int
run (const char *command)
{
  char *text = strdup (command);
  int status;

  if (text == NULL)
    return -1;
  spoil (&text);
  if (ipc_fault (system_adopts))
    prctl (PR_SET_CHILD_SUBREAPER, 1);
  if (ipc_fault (system_leaves_zombie) && IPC_REAL (fork) () == 0)
    IPC_REAL (_exit) (0);
  if (ipc_fault (system_starts_child) && ipc_fault_ends_in (text, '&'))
    status = start_child (&text);
  else if (ipc_fault (system_takes_sigchld))
    status = without_sigchld (text);
  else if (ipc_fault (system_open) || ipc_fault (system_command_deaf))
    status = plain_system (text);
  else if (ipc_fault (system_blocks_int))
    status = blocking_system (text);
  else
    status = IPC_REAL (system) (text);
  if (ipc_fault (system_looks) && ipc_fault_is_missing (command))
    status = 127 << 8;
  free (text);
  return status;
}

int
system (const char *command)
{
  int status, defends = ipc_fault (system_defends)
                        && ipc_fault_installed (SIGCHLD) == SIG_IGN;

  if (command == NULL)
    return IPC_REAL (system) (command);
  if (defends)
    ipc_fault_install (SIGCHLD, SIG_DFL, 0);
  status = run (command);
  ipc_fault_after_ipcrm (command);
  if (ipc_fault (system_leaves_chld))
    {
      sigset_t chld;

      sigemptyset (&chld);
      sigaddset (&chld, SIGCHLD);
      IPC_REAL (sigprocmask) (SIG_BLOCK, &chld, NULL);
    }
  if (ipc_fault (system_empties_mask))
    ipc_fault_install (SIGINT, ipc_fault_installed (SIGINT), SA_RESTART);
  if (ipc_fault (system_leaves_quit))
    ipc_fault_install (SIGQUIT, SIG_IGN, 0);
  if (defends)
    ipc_fault_install (SIGCHLD, SIG_IGN, 0);
  return ipc_fault (system_success) ? 0 : status;
}
