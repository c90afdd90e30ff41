/* execvp.c - faults of looking for a program.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "execv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "faults.h"

CALL (execvp)
FAULT (execvp_stops, "execvp() looks no further than a file without x",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_skips_empty, "execvp() passes over an empty part of PATH",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_forgets_eacces, "execvp() says ENOENT of a file without x",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_searches_slash, "execvp() searches for a name with a slash",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_no_shell, "execvp() leaves a file without magic alone",
  KILLS ("safe_pipes.script_enoexec"))
FAULT (execvp_drops_arguments, "execvp() gives a script one argument",
  KILLS ("safe_pipes.script_enoexec"))

static void
run_script (const char *path, char *const argv[])
{
  char *script[5];

  script[0] = (char *) "sh";
  script[1] = (char *) path;
  script[2] = argv[1];
  script[3] = NULL;
  IPC_REAL (execv) ("/bin/sh", script);
}

static void
try_one (const char *path, char *const argv[])
{
  IPC_REAL (execv) (path, argv);
  if (errno == ENOEXEC && ipc_fault (execvp_drops_arguments))
    run_script (path, argv);
  if (errno == ENOEXEC && !ipc_fault (execvp_no_shell))
    IPC_REAL (execvp) (path, argv);
}

static int
search (const char *name, char *const argv[])
{
  const char *part = getenv ("PATH");
  char path[1024];
  int error = ENOENT;
  size_t n;

  for (; part != NULL; part = part[n] == ':' ? part + n + 1 : NULL)
    {
      n = strcspn (part, ":");
      if (n == 0 && ipc_fault (execvp_skips_empty))
        continue;
      snprintf (path, sizeof path, "%.*s%s%s", (int) n, part,
                n > 0 ? "/" : "./", name);
      try_one (path, argv);
      if (errno == EACCES && ipc_fault (execvp_stops))
        return -1;
      if (errno == EACCES && !ipc_fault (execvp_forgets_eacces))
        error = EACCES;
      if (errno != EACCES && errno != ENOENT && errno != ENOTDIR)
        return -1;
    }
  errno = error;
  return -1;
}

int
execvp (const char *name, char *const argv[])
{
  ipc_fault_tally_exec ();
  if (!ipc_fault_armed)
    return IPC_REAL (execvp) (name, argv);
  if (strchr (name, '/') != NULL && !ipc_fault (execvp_searches_slash))
    {
      try_one (name, argv);
      return -1;
    }
  if (ipc_fault (execvp_stops) || ipc_fault (execvp_skips_empty)
      || ipc_fault (execvp_forgets_eacces)
      || ipc_fault (execvp_searches_slash) || ipc_fault (execvp_no_shell)
      || ipc_fault (execvp_drops_arguments))
    return search (name, argv);
  return IPC_REAL (execvp) (name, argv);
}
