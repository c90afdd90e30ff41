/* mapped-spawn.c - in the fallback build: posix_spawn() with types of both.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "mapped-spawn.h"

#include <errno.h>
#include <string.h>

#include "run.h"

const int ipc_native_setsid = POSIX_SPAWN_SETSID;

int
ipc_native_spawn (pid_t *pid, const char *path,
                  const struct ipc_mapped_actions *actions,
                  const struct ipc_mapped_attr *attr, char *const argv[],
                  char *const envp[])
{
  return posix_spawn (pid, path, actions != NULL ? &actions->native : NULL,
                      attr != NULL ? &attr->native : NULL, argv, envp);
}

int
ipc_native_spawnp (pid_t *pid, const char *file,
                   const struct ipc_mapped_actions *actions,
                   const struct ipc_mapped_attr *attr, char *const argv[],
                   char *const envp[])
{
  return posix_spawnp (pid, file, actions != NULL ? &actions->native : NULL,
                       attr != NULL ? &attr->native : NULL, argv, envp);
}

int
ipc_other_spawn (pid_t *pid, const char *path,
                 const struct ipc_mapped_actions *actions,
                 const struct ipc_mapped_attr *attr, char *const argv[],
                 char *const envp[])
{
  return ipc_fb_posix_spawn (pid, path,
                             actions != NULL ? &actions->other : NULL,
                             attr != NULL ? &attr->other : NULL, argv, envp);
}

int
ipc_other_spawnp (pid_t *pid, const char *file,
                  const struct ipc_mapped_actions *actions,
                  const struct ipc_mapped_attr *attr, char *const argv[],
                  char *const envp[])
{
  return ipc_fb_posix_spawnp (pid, file,
                              actions != NULL ? &actions->other : NULL,
                              attr != NULL ? &attr->other : NULL, argv, envp);
}

int
ipc_actions_init (struct ipc_mapped_actions *a)
{
  a->other = NULL;
  return ipc_mapped ("spawn") ? 0
         : posix_spawn_file_actions_init (&a->native);
}

int
ipc_actions_adddup2 (struct ipc_mapped_actions *a, int from, int to)
{
  return ipc_mapped ("spawn") ? ipc_fb_spawn_adddup2 (&a->other, from, to)
         : posix_spawn_file_actions_adddup2 (&a->native, from, to);
}

int
ipc_actions_addclose (struct ipc_mapped_actions *a, int fd)
{
  return ipc_mapped ("spawn") ? ipc_fb_spawn_addclose (&a->other, fd)
         : posix_spawn_file_actions_addclose (&a->native, fd);
}

/* The fallback has no such action.  */
int
ipc_actions_addchdir (struct ipc_mapped_actions *a, const char *path)
{
  return ipc_mapped ("spawn") ? ENOSYS
         : ipc_spawn_addchdir (&a->native, path);
}

int
ipc_actions_destroy (struct ipc_mapped_actions *a)
{
  ipc_fb_spawn_free (&a->other);
  return ipc_mapped ("spawn") ? 0
         : posix_spawn_file_actions_destroy (&a->native);
}

int
ipc_attr_init (struct ipc_mapped_attr *attr)
{
  memset (&attr->other, 0, sizeof attr->other);
  return ipc_mapped ("spawn") ? 0 : posix_spawnattr_init (&attr->native);
}

int
ipc_attr_setflags (struct ipc_mapped_attr *attr, int flags)
{
  if (!ipc_mapped ("spawn"))
    return posix_spawnattr_setflags (&attr->native, (short) flags);
  attr->other.flags = flags;
  return 0;
}

int
ipc_attr_destroy (struct ipc_mapped_attr *attr)
{
  return ipc_mapped ("spawn") ? 0 : posix_spawnattr_destroy (&attr->native);
}
