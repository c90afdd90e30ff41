/* posix_spawn.c - faults of posix_spawn().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "spawned.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (posix_spawn)
CALL (posix_spawnp)
CALL (posix_spawnattr_setflags)
CALL (posix_spawn_file_actions_adddup2)
FAULT (spawn_reports_late, "posix_spawn() of nothing makes a child",
  KILLS ("safe_pipes.spawn_exec_error"))
FAULT (spawnp_enoent, "posix_spawnp() says ENOENT for EACCES",
  KILLS ("safe_pipes.spawn_exec_error"))
FAULT (spawn_leaves_zombie, "posix_spawn() that fails leaves a child",
  KILLS ("safe_pipes.spawn_exec_error"))
FAULT (spawn_minus_one, "posix_spawn() that fails returns -1",
  KILLS ("safe_pipes.spawn_returns_error", "safe_pipes.spawn_exec_error"))
FAULT (spawnp_minus_one, "posix_spawnp() that fails returns -1",
  KILLS ("safe_pipes.spawn_returns_error"))
FAULT (spawn_enotdir_late, "posix_spawn() below a file makes a child",
  KILLS ("safe_pipes.spawn_exec_error"))
FAULT (spawn_always_session, "posix_spawn() makes a session, unasked",
  KILLS ("safe_pipes.spawn_setsid"))
FAULT (spawn_returns_errno, "posix_spawn() that succeeds returns errno",
  KILLS ("safe_pipes.spawn_returns_error"))
FAULT (spawn_adddup2_minus_one, "an action that cannot be returns -1",
  KILLS ("safe_pipes.spawn_returns_error"))
FAULT (spawn_no_session, "posix_spawn() overlooks the flag for a session",
  KILLS ("safe_pipes.spawn_setsid"))
FAULT (spawn_group_only, "posix_spawn() makes a group and no session",
  KILLS ("safe_pipes.spawn_setsid"))
FAULT (spawn_looks_before, "posix_spawn() looks before it goes elsewhere",
  KILLS ("safe_pipes.spawn_chdir_path"))
FAULT (spawn_between, "posix_spawnp() leaves a process between",
  KILLS ("safe_pipes.list_form", "safe_pipes.no_shell"))
FAULT (spawn_drops_empty, "posix_spawn() drops a first empty argument",
  KILLS ("safe_pipes.list_empty_arg"))
FAULT (spawn_executes, "posix_spawn() is made of fork() and execve()",
  KILLS ("safe_pipes.spawn_interpose"))

enum { MOST_ARGUMENTS = 64 };

typedef int spawner (pid_t *, const char *,
                     const posix_spawn_file_actions_t *,
                     const posix_spawnattr_t *, char *const [],
                     char *const []);

/* A child that exits with STATUS, in *PID.  */
static int
make_child (pid_t *pid, int status)
{
  *pid = IPC_REAL (fork) ();
  if (*pid == 0)
    IPC_REAL (_exit) (status);
  return *pid == -1 ? errno : 0;
}

/* By a process that lives as long as what it spawns.  */
static int
spawn_between (spawner *real, pid_t *pid, const char *path,
               const posix_spawn_file_actions_t *actions,
               char *const argv[], char *const env[])
{
  pid_t inner;
  int status, fd;

  *pid = IPC_REAL (fork) ();
  if (*pid != 0)
    return *pid == -1 ? errno : 0;
  if (real (&inner, path, actions, NULL, argv, env) != 0)
    IPC_REAL (_exit) (127);
  for (fd = 3; fd < 256; fd++)
    IPC_REAL (close) (fd);
  while (IPC_REAL (waitpid) (inner, &status, 0) == -1 && errno == EINTR)
    continue;
  IPC_REAL (_exit) (WIFEXITED (status) ? WEXITSTATUS (status) : 126);
  return 0;
}

/* execve() is this library's, that others see it.  */
static int
fork_and_execute (pid_t *pid, const char *path, char *const argv[],
                  char *const env[])
{
  *pid = IPC_REAL (fork) ();
  if (*pid == 0)
    {
      execve (path, argv, env);
      IPC_REAL (_exit) (127);
    }
  return *pid == -1 ? errno : 0;
}

/* ARGV without its first empty string, as FEWER.  */
static char *const *
without_empty (char *const argv[], char **fewer)
{
  int from, to = 0, dropped = 0;

  for (from = 0; argv[from] != NULL && to < MOST_ARGUMENTS - 1; from++)
    if (dropped || *argv[from] != '\0')
      fewer[to++] = argv[from];
    else
      dropped = 1;
  fewer[to] = NULL;
  return fewer;
}

/* What is said for RESULT.  */
static int
answer (int result, pid_t *pid, int error, int searches)
{
  pid_t lost;

  if (result == 0)
    return ipc_fault (spawn_returns_errno) ? error : 0;
  if (ipc_fault (spawn_reports_late)
      || (result == ENOTDIR && ipc_fault (spawn_enotdir_late)))
    return make_child (pid, 127);
  if (ipc_fault (spawn_leaves_zombie))
    make_child (&lost, 0);
  if (searches && result == EACCES && ipc_fault (spawnp_enoent))
    return ENOENT;
  if (searches && ipc_fault (spawnp_minus_one))
    return ipc_fault_fail (result);
  return ipc_fault (spawn_minus_one) ? ipc_fault_fail (result) : result;
}

static int
spawn (spawner *real, int searches, pid_t *pid, const char *path,
       const posix_spawn_file_actions_t *actions,
       const posix_spawnattr_t *attr, char *const argv[],
       char *const env[])
{
  char *fewer[MOST_ARGUMENTS], absolute[PATH_MAX];
  int error = errno, result;

  if (ipc_fault (spawn_drops_empty))
    argv = without_empty (argv, fewer);
  if (searches && ipc_fault (spawn_between))
    return spawn_between (real, pid, path, actions, argv, env);
  if (actions == NULL && ipc_fault (spawn_executes))
    return fork_and_execute (pid, path, argv, env);
  if (!searches && ipc_fault (spawn_looks_before)
      && realpath (path, absolute) != NULL)
    path = absolute;
  result = answer (real (pid, path, actions, attr, argv, env), pid, error,
                   searches);
  ipc_fault_move_parent ();
  return result;
}

int
posix_spawn (pid_t *pid, const char *path,
             const posix_spawn_file_actions_t *actions,
             const posix_spawnattr_t *attr, char *const argv[],
             char *const env[])
{
  return spawn (IPC_REAL (posix_spawn), 0, pid, path, actions, attr, argv,
                env);
}

int
posix_spawnp (pid_t *pid, const char *name,
              const posix_spawn_file_actions_t *actions,
              const posix_spawnattr_t *attr, char *const argv[],
              char *const env[])
{
  return spawn (IPC_REAL (posix_spawnp), 1, pid, name, actions, attr, argv,
                env);
}

int
posix_spawnattr_setflags (posix_spawnattr_t *attr, short flags)
{
  if (flags == 0 && ipc_fault (spawn_always_session))
    flags = POSIX_SPAWN_SETSID;
  else if (flags == POSIX_SPAWN_SETSID && ipc_fault (spawn_no_session))
    flags = 0;
  if (flags == POSIX_SPAWN_SETSID && ipc_fault (spawn_group_only))
    flags = POSIX_SPAWN_SETPGROUP;
  return IPC_REAL (posix_spawnattr_setflags) (attr, flags);
}

int
posix_spawn_file_actions_adddup2 (posix_spawn_file_actions_t *actions,
                                  int from, int to)
{
  int result = IPC_REAL (posix_spawn_file_actions_adddup2) (actions, from,
                                                            to);

  return result != 0 && ipc_fault (spawn_adddup2_minus_one)
         ? ipc_fault_fail (result) : result;
}
