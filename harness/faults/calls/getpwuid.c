/* getpwuid.c - faults of looking users up.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "faults.h"

CALL (getpwuid)
FAULT (getpwuid_aborts, "getpwuid() ends a copy of who has called it",
  KILLS ("safe_pipes.fork_frameworks"))

FAULT (getpwuid_forgets, "getpwuid() finds nobody in a copy",
  KILLS ("safe_pipes.fork_frameworks"))

struct passwd *
getpwuid (uid_t uid)
{
  static pid_t user;

  if (user == 0)
    user = getpid ();
  if (user != getpid () && ipc_fault (getpwuid_aborts))
    abort ();
  if (user != getpid () && ipc_fault (getpwuid_forgets))
    return NULL;
  return IPC_REAL (getpwuid) (uid);
}
