/* mapped-spawn.h - in the fallback build: posix_spawn() with types of both.
   SPDX-License-Identifier: BSD-2-Clause

   Bodies write posix_spawn_file_actions_t, and have what the native calls
   take and what the fallback takes.  */

#ifndef IPC_MAPPED_SPAWN_H
#define IPC_MAPPED_SPAWN_H

#include <sys/types.h>

#include "facilities/facilities.h"
#include "ipcompat-fallbacks.h"

struct ipc_mapped_actions
{
  posix_spawn_file_actions_t native;
  ipc_fb_spawn_actions other;
};

struct ipc_mapped_attr
{
  posix_spawnattr_t native;
  struct ipc_fb_spawn_attributes other;
};

/* The native flag, or 0.  */
extern const int ipc_native_setsid;

/* As the calls for which they stand.  */
int ipc_native_spawn (pid_t *pid, const char *path,
                      const struct ipc_mapped_actions *actions,
                      const struct ipc_mapped_attr *attr, char *const argv[],
                      char *const envp[]);
int ipc_native_spawnp (pid_t *pid, const char *file,
                       const struct ipc_mapped_actions *actions,
                       const struct ipc_mapped_attr *attr, char *const argv[],
                       char *const envp[]);
int ipc_other_spawn (pid_t *pid, const char *path,
                     const struct ipc_mapped_actions *actions,
                     const struct ipc_mapped_attr *attr, char *const argv[],
                     char *const envp[]);
int ipc_other_spawnp (pid_t *pid, const char *file,
                      const struct ipc_mapped_actions *actions,
                      const struct ipc_mapped_attr *attr, char *const argv[],
                      char *const envp[]);

int ipc_actions_init (struct ipc_mapped_actions *a);
int ipc_actions_adddup2 (struct ipc_mapped_actions *a, int from, int to);
int ipc_actions_addclose (struct ipc_mapped_actions *a, int fd);
int ipc_actions_addchdir (struct ipc_mapped_actions *a, const char *path);
int ipc_actions_destroy (struct ipc_mapped_actions *a);
int ipc_attr_init (struct ipc_mapped_attr *attr);
int ipc_attr_setflags (struct ipc_mapped_attr *attr, int flags);
int ipc_attr_destroy (struct ipc_mapped_attr *attr);

#endif
