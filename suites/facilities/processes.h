/* processes.h - what a platform may lack of starting programs.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FACILITIES_PROCESSES_H
#define IPC_FACILITIES_PROCESSES_H

#include <sys/types.h>

#include "probes.h"

#if IPC_PROBE_POSIX_SPAWN == 0
typedef int posix_spawn_file_actions_t;
typedef int posix_spawnattr_t;
#else
# include <spawn.h>
#endif

/* Whether STATUS, with which waitpid() of PID has returned that was asked for
   ends and continuations alone, tells that PID has continued.  Where a libc
   has no WIFCONTINUED that shows in the child, which is still there.  */
int ipc_has_continued (pid_t pid, int status);

/* Whether system() and popen() run commands.  */
int ipc_has_commands (void);

/* The action that changes the directory, whatever it is called; ENOSYS.  */
#if IPC_PROBE_POSIX_SPAWN_ADDCHDIR == 1
# define ipc_spawn_addchdir posix_spawn_file_actions_addchdir
#elif IPC_PROBE_POSIX_SPAWN_ADDCHDIR_NP == 1
# define ipc_spawn_addchdir posix_spawn_file_actions_addchdir_np
#else
# define ipc_spawn_addchdir(actions, path) ipc_absent (ENOSYS, actions, path)
#endif

/* vfork(), which POSIX has dropped: a child that sets *WHERE to VALUE and
   ends; one that executes ARGV; one that writes 'v' to OUT, and ends when a
   byte or the end comes on IN.  The child's pid, or -1 with errno, when
   vfork() has returned.  */
pid_t ipc_vfork_sets (volatile int *where, int value);
pid_t ipc_vfork_executes (char *const argv[]);
pid_t ipc_vfork_reads (int in, int out);

#endif
