/* kill.c - faults of kill(), killpg() and what they rest upon.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int
fail (int error)
{
  errno = error;
  return -1;
}

/* Copy the rest of the line "KEY:" of /proc/PID/status to TEXT.  */
static int
status_line (pid_t pid, const char *key, char *text, int size)
{
  char path[64];
  size_t n = strlen (key);
  FILE *f;
  int found = 0;

  snprintf (path, sizeof path, "/proc/%ld/status", (long) pid);
  f = fopen (path, "re");
  if (f == NULL)
    return 0;
  while (!found && fgets (text, size, f) != NULL)
    found = strncmp (text, key, n) == 0 && text[n] == ':';
  fclose (f);
  if (found)
    memmove (text, text + n + 1, strlen (text + n + 1) + 1);
  return found;
}

static int
is_in_state (pid_t pid, char state)
{
  char text[256];

  return status_line (pid, "State", text, sizeof text)
         && text[1] == state;
}

/* Its real and effective user ids.  */
static int
has_ids (pid_t pid, unsigned id[2])
{
  char text[256];

  return status_line (pid, "Uid", text, sizeof text)
         && sscanf (text, "%u %u", &id[0], &id[1]) == 2;
}

static int
blocks (pid_t pid, int signo)
{
  char text[256];

  return status_line (pid, "SigBlk", text, sizeof text)
         && (strtoull (text, NULL, 16) >> (signo - 1) & 1) != 0;
}

static int
real_kill (pid_t pid, int signo)
{
  return IPC_REAL (kill) (pid, signo);
}

/* Send what came before, and keep SIGNO for the next call.  */
static int
one_late (pid_t pid, int signo)
{
  static int late;
  int now = late;

  late = signo;
  return now == 0 ? 0 : real_kill (pid, now);
}

static int
kill_all (int signo)
{
  int result = real_kill (-1, signo);

  if (ipc_fault ("kill_all_included"))
    real_kill (getpid (), signo);
  return result;
}

static int
kill_own_group (int signo)
{
  struct sigaction ignore, old;
  int result;

  if (ipc_fault ("kill_own_group_late"))
    return one_late (0, signo);
  if (ipc_fault ("kill_pid_zero_self"))
    return real_kill (getpid (), signo);
  if (!ipc_fault ("kill_pid_zero_others"))
    return real_kill (0, signo);
  memset (&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction (signo, &ignore, &old);
  result = real_kill (0, signo);
  sigaction (signo, &old, NULL);
  return result;
}

/* What a failed kill() of GROUP says in the end.  */
static int
group_failed (pid_t group, int signo)
{
  if (errno == ESRCH && ipc_fault ("kill_group_by_member"))
    return real_kill (-getpgid (group), signo);
  if (errno == EPERM && ipc_fault ("kill_group_lenient"))
    return 0;
  if (errno == EPERM && ipc_fault ("kill_hides_others"))
    errno = ESRCH;
  return -1;
}

static int
kill_group (pid_t group, int signo)
{
  if (ipc_fault ("kill_group_leader"))
    return real_kill (group, signo);
  if (ipc_fault ("kill_group_esrch"))
    return fail (ESRCH);
  if (ipc_fault ("kill_zombies_eperm") && is_in_state (group, 'Z')
      && signo == 0)
    return fail (EPERM);
  if (ipc_fault ("kill_group_all_or_none") && geteuid () != 0)
    return fail (EPERM);
  if (ipc_fault ("kill_own_group_late") && group == getpgrp ())
    return one_late (-group, signo);
  if (ipc_fault ("kill_group_sender"))
    real_kill (getpid (), signo);
  if (ipc_fault ("kill_group_own"))
    real_kill (0, signo);
  return real_kill (-group, signo) == 0 ? 0 : group_failed (group, signo);
}

static int
probe (pid_t pid)
{
  int result;

  if (ipc_fault ("kill_0_einval"))
    return fail (EINVAL);
  if (ipc_fault ("kill_0_stopped") && is_in_state (pid, 'T'))
    return fail (ESRCH);
  if (ipc_fault ("kill_0_continues"))
    return real_kill (pid, SIGCONT);
  if (ipc_fault ("kill_0_pends") && blocks (pid, SIGURG))
    return real_kill (pid, SIGURG);
  result = real_kill (pid, 0);
  return result == -1 && errno == EPERM && ipc_fault ("kill_0_permitted")
         ? 0 : result;
}

/* Whether a fault of permission refuses SIGNO to PID.  */
static int
is_refused (pid_t pid, int signo)
{
  unsigned id[2];

  if (geteuid () == 0 || !has_ids (pid, id))
    return 0;
  return (ipc_fault ("kill_real_only") && id[0] != getuid ())
         || (signo == SIGCONT && ipc_fault ("kill_cont_checks")
             && id[0] != getuid ());
}

/* What a kill() of PID that has failed says in the end.  */
static int
one_failed (pid_t pid)
{
  int error = errno;
  unsigned id[2];

  if (error == ESRCH && ipc_fault ("kill_remembers"))
    return 0;
  if (error == EPERM && ipc_fault ("kill_drops_others"))
    return 0;
  if (error == EPERM && ipc_fault ("kill_effective_too")
      && has_ids (pid, id) && id[1] == geteuid ())
    return 0;
  if (error == EPERM && ipc_fault ("kill_hides_others"))
    error = ESRCH;
  return fail (error);
}

/* Whether a fault makes something else of SIGNO to PID, a stopped process;
   *RESULT is of that.  */
static int
is_stopped_differently (pid_t pid, int signo, int *result)
{
  if (signo == 0 || signo == SIGCONT || signo == SIGKILL
      || !is_in_state (pid, 'T'))
    return 0;
  *result = 0;
  if (ipc_fault ("kill_stopped_drops"))
    return 1;
  if (!ipc_fault ("kill_stopped_continues"))
    return 0;
  *result = real_kill (pid, signo);
  real_kill (pid, SIGCONT);
  return 1;
}

static int
kill_one (pid_t pid, int signo)
{
  int result;

  if (pid == getpid () && signo != 0 && ipc_fault ("kill_of_self_late"))
    return one_late (pid, signo);
  if (ipc_fault ("kill_zombie_esrch") && is_in_state (pid, 'Z'))
    return fail (ESRCH);
  if (is_stopped_differently (pid, signo, &result))
    return result;
  if (is_refused (pid, signo))
    return fail (EPERM);
  result = signo == 0 ? probe (pid) : real_kill (pid, signo);
  return result == 0 ? 0 : one_failed (pid);
}

int
kill (pid_t pid, int signo)
{
  if (pid == -1)
    return kill_all (signo);
  if (pid == 0)
    return kill_own_group (signo);
  return pid < 0 ? kill_group (-pid, signo) : kill_one (pid, signo);
}

int
killpg (pid_t group, int signo)
{
  int result;

  if (ipc_fault ("killpg_missing"))
    return fail (ENOSYS);
  if (ipc_fault ("killpg_leader"))
    return real_kill (group, signo);
  result = IPC_REAL (killpg) (group, signo);
  if (result == -1 && errno == EINVAL && ipc_fault ("killpg_no_einval"))
    errno = ESRCH;
  if (result == -1 && errno == ESRCH && ipc_fault ("killpg_no_esrch"))
    return 0;
  return result;
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  if (how == SIG_BLOCK && ipc_fault ("block_forgotten"))
    set = NULL;
  return IPC_REAL (sigprocmask) (how, set, old);
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction changed;
  int result;

  if (act != NULL && act->sa_handler == SIG_IGN
      && ipc_fault ("ignore_forgotten"))
    {
      changed = *act;
      changed.sa_handler = SIG_DFL;
      act = &changed;
    }
  result = IPC_REAL (sigaction) (signo, act, old);
  if (result == 0 && old != NULL && ipc_fault ("old_forgotten"))
    old->sa_handler = SIG_DFL;
  return result;
}
