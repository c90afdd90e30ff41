/* spawn.c - what posix_spawn() says, and where it looks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

extern char **environ;

/* What a call has returned, and the wait status of its child, or -1.  */
struct spawned
{
  int result, status;
};

static struct spawned
spawn (enum starter how, const char *path,
       const posix_spawn_file_actions_t *actions, char *const argv[])
{
  struct spawned s;
  pid_t pid = -1;

  s.result = how == BY_SPAWN
             ? posix_spawn (&pid, path, actions, NULL, argv, environ)
             : posix_spawnp (&pid, path, actions, NULL, argv, environ);
  s.status = -1;
  if (s.result == 0)
    IPC_SETUP (waitpid (pid, &s.status, 0) == pid);
  return s;
}

/* That succeeds, with status 0.  */
static char *const *
exit_zero (void)
{
  static char name[] = "program", verb[] = "exit", status[] = "0";
  static char *argv[] = { name, verb, status, NULL };

  return argv;
}

/* What cannot be executed, as seen from here, where PATH leads, too.  */
static const struct
{
  const char *path;
  int error;
} nothings[] =
  { { "./missing", ENOENT }, { "./directory", EACCES },
    { "./closed", EACCES }, { "./closed/program", ENOTDIR } };
enum { NOTHINGS = sizeof nothings / sizeof *nothings };

/* 'e' if HOW returns the errno, 'c' if it makes a child that says 127, else
   0, and *S is what came of it.  */
static int
kind_of_failure (enum starter how, int i, struct spawned *s)
{
  *s = spawn (how, nothings[i].path + (how == BY_SPAWNP ? 2 : 0), NULL,
              exit_zero ());
  if (s->result == nothings[i].error
      && waitpid (-1, NULL, 0) == -1 && errno == ECHILD)
    return 'e';
  return s->result == 0 && exited_with (s->status, 127) ? 'c' : 0;
}

static void
observe_failure (enum starter how, int i, const struct spawned *s, int kind)
{
  if (s->result == ENOSYS)
    ipc_observe ("absent");
  else
    ipc_observef ("%s of %s: %s", starter_name (how), nothings[i].path,
                  kind != 0 ? "not as the others" : s->result == -1 ? "-1"
                  : s->result == 0 ? "another status"
                  : s->result == nothings[i].error ? "leaves a child"
                  : ipc_errno_name (s->result));
}

IPC_TEST (spawn_exec_error)
{
  struct spawned s;
  int i, how, first = 0, kind;

  make_file ("closed", "text\n", 0600);
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  IPC_SETUP (setenv ("PATH", ".", 1) == 0);
  for (how = BY_SPAWN; how <= BY_SPAWNP; how++)
    for (i = 0; i < NOTHINGS; i++)
      {
        kind = kind_of_failure (how, i, &s);
        first = first == 0 ? kind : first;
        if (kind == 0 || kind != first)
          {
            observe_failure (how, i, &s, kind);
            return;
          }
      }
  ipc_observe (first == 'e' ? "the errno, and no child"
               : "0, and status 127");
}

/* NULL, or what is wrong with how HOW fails and succeeds.  */
static const char *
trouble_spawning (enum starter how)
{
  struct spawned s;

  errno = 0;
  s = spawn (how, "./missing", NULL, exit_zero ());
  ipc_detail ("%s: errno is %s", starter_name (how),
              errno == 0 ? "left alone" : "set");
  if (s.result == ENOSYS)
    return "absent";
  if (s.result < 0)
    return "returns -1";
  if (s.result != ENOENT && !exited_with (s.status, 127))
    return "returns another errno";
  errno = EDOM;
  s = spawn (how, helper (), NULL, exit_zero ());
  return s.result != 0 ? "does not return 0"
         : !exited_with (s.status, 0) ? "gives another exit status" : NULL;
}

/* What calls say of what cannot be, which they need not notice; and of what
   can.  */
struct answers
{
  int dup, close, flags;
};

static struct answers
ask_kin (int fd, short flags)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attr;
  struct answers a;

  IPC_SETUP (posix_spawn_file_actions_init (&actions) == 0);
  IPC_SETUP (posix_spawnattr_init (&attr) == 0);
  errno = EDOM;
  a.dup = posix_spawn_file_actions_adddup2 (&actions, fd, 0);
  a.close = posix_spawn_file_actions_addclose (&actions, fd);
  a.flags = posix_spawnattr_setflags (&attr, flags);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attr);
  return a;
}

static const char *
trouble_of_kin (void)
{
  struct answers good = ask_kin (1, 0), bad = ask_kin (-1, 0x4000);

  ipc_detail ("a bad descriptor: %s; an unknown flag: %s",
              bad.dup == 0 ? "accepted" : ipc_errno_name (bad.dup),
              bad.flags == 0 ? "accepted" : ipc_errno_name (bad.flags));
  if (good.dup != 0 || (bad.dup != 0 && bad.dup != EBADF))
    return "adddup2() returns something else";
  if (good.close != 0 || (bad.close != 0 && bad.close != EBADF))
    return "addclose() returns something else";
  return good.flags != 0 || (bad.flags != 0 && bad.flags != EINVAL)
         ? "setflags() returns something else" : NULL;
}

IPC_TEST (spawn_returns_error)
{
  const char *wrong = NULL;
  int how;

  for (how = BY_SPAWN; how <= BY_SPAWNP && wrong == NULL; how++)
    wrong = trouble_spawning (how);
  if (wrong != NULL && strcmp (wrong, "absent") == 0)
    ipc_observe (wrong);
  else if (wrong != NULL)
    ipc_observef ("%s %s", starter_name (how - 1), wrong);
  else
    {
      wrong = trouble_of_kin ();
      ipc_observe (wrong != NULL ? wrong : "by its value");
    }
  while (waitpid (-1, NULL, 0) > 0)
    continue;
}

/* What ipc_helper says of itself when started with FLAGS: pid, session,
   group.  Returns the error.  */
static int
ids_of_spawned (int flags, long ids[3])
{
  char *argv[] = { NULL, "inherit", "pid", "sid", "pgid", NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attr;
  char text[200];
  int fd[2], error, status;
  pid_t pid;

  argv[0] = helper ();
  private_pipe (fd);
  error = posix_spawn_file_actions_init (&actions);
  if (error != 0)
    return error;
  IPC_SETUP (posix_spawn_file_actions_adddup2 (&actions, fd[1], 1) == 0);
  IPC_SETUP (posix_spawnattr_init (&attr) == 0);
  error = posix_spawnattr_setflags (&attr, (short) flags);
  if (error == 0)
    error = posix_spawn (&pid, argv[0], &actions, &attr, argv, environ);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attr);
  close (fd[1]);
  if (error != 0)
    return error;
  read_text (fd[0], text, sizeof text);
  status = close_kid (pid, fd[0]);
  IPC_SETUP (exited_with (status, 0));
  IPC_SETUP (sscanf (text, "pid: %ld\nsid: %ld\npgid: %ld", &ids[0], &ids[1],
                     &ids[2]) == 3);
  return 0;
}

IPC_TEST (spawn_setsid)
{
  long ids[3], own = (long) getsid (0);
  int error = ids_of_spawned (0, ids);

  if (error == ENOSYS)
    ipc_observe ("absent");
  else if (error != 0)
    ipc_observe (ipc_errno_name (error));
  else if (ids[1] != own)
    ipc_observe ("makes a session without the flag");
  else if (POSIX_SPAWN_SETSID == 0)
    ipc_observe ("no such flag");
  else if ((error = ids_of_spawned (POSIX_SPAWN_SETSID, ids)) != 0)
    ipc_observe (ipc_errno_name (error));
  else if (ids[1] == ids[0] && ids[2] == ids[0])
    ipc_observe ("leads a session");
  else
    ipc_observe (ids[1] != own ? "is in another session"
                 : ids[2] == ids[0] ? "leads just a group"
                 : "stays in its session");
}

/* Whether PATH runs, from a directory that is changed to "new".  */
static int
runs_after_change (enum starter how, const char *path)
{
  posix_spawn_file_actions_t actions;
  struct spawned s;

  IPC_SETUP (posix_spawn_file_actions_init (&actions) == 0);
  errno = ipc_spawn_addchdir (&actions, "new");
  IPC_SETUP (errno == 0);
  s = spawn (how, path, &actions, exit_zero ());
  posix_spawn_file_actions_destroy (&actions);
  return s.result == 0 && exited_with (s.status, 0);
}

/* What HOW finds.  */
static const char *
time_of_search (enum starter how)
{
  static const char inside[] = "./inside", outside[] = "./outside";
  int skip = how == BY_SPAWNP ? 2 : 0;
  int after = runs_after_change (how, inside + skip);
  int before = runs_after_change (how, outside + skip);

  return after ? (before ? "both" : "after") : before ? "before" : "neither";
}

IPC_TEST (spawn_chdir_path)
{
  const char *spawns, *spawnps;

  IPC_SETUP (mkdir ("new", 0700) == 0);
  IPC_SETUP (symlink (helper (), "new/inside") == 0);
  IPC_SETUP (symlink (helper (), "outside") == 0);
  IPC_SETUP (setenv ("PATH", ".", 1) == 0);
  spawns = time_of_search (BY_SPAWN);
  spawnps = time_of_search (BY_SPAWNP);
  if (access ("new", F_OK) == -1)
    ipc_observe ("changes the caller's directory");
  else if (strcmp (spawns, spawnps) == 0)
    ipc_observef ("%s the change", spawns);
  else
    ipc_observef ("posix_spawn(): %s, posix_spawnp(): %s", spawns, spawnps);
}
