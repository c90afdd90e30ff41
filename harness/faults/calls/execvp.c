/* execvp.c - faults of looking for a program.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "execv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faults.h"

CALL (execvp)
FAULT (execvp_stops, "execvp() looks no further than a file without x",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_stops_dir, "execvp() looks no further than a directory",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_short_parts, "execvp() passes over a part of 256 bytes or more",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_no_name, "execvp() of an empty name finds a directory",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_last_errno, "execvp() says what it has met last",
  KILLS ("safe_pipes.path_search"))
FAULT (execvp_names_script, "execvp() gives the shell a script's bare name",
  KILLS ("safe_pipes.script_enoexec"))
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

/* The faults for which it searches itself.  */
static int
is_other (void)
{
  return ipc_fault (execvp_short_parts) || ipc_fault (execvp_no_name)
         || ipc_fault (execvp_stops) || ipc_fault (execvp_skips_empty)
         || ipc_fault (execvp_forgets_eacces)
         || ipc_fault (execvp_searches_slash) || ipc_fault (execvp_no_shell)
         || ipc_fault (execvp_drops_arguments) || ipc_fault (execvp_stops_dir)
         || ipc_fault (execvp_last_errno) || ipc_fault (execvp_names_script);
}

/* Give the shell PATH, with ARGV or with the first of it alone.  */
static void
run_script (const char *path, char *const argv[])
{
  char *script[16];
  int i, most = ipc_fault (execvp_drops_arguments) ? 2 : 14;

  script[0] = (char *) "sh";
  script[1] = (char *) path;
  for (i = 1; i < most && argv[i] != NULL; i++)
    script[i + 1] = argv[i];
  script[i + 1] = NULL;
  IPC_REAL (execv) ("/bin/sh", script);
}

static void
try_one (const char *path, const char *name, char *const argv[])
{
  IPC_REAL (execv) (path, argv);
  if (errno == ENOEXEC && (ipc_fault (execvp_drops_arguments)
                           || ipc_fault (execvp_names_script)))
    run_script (ipc_fault (execvp_names_script) ? name : path, argv);
  if (errno == ENOEXEC && !ipc_fault (execvp_no_shell))
    IPC_REAL (execvp) (path, argv);
}

static int
is_directory (const char *path)
{
  struct stat st;
  int error = errno, is = stat (path, &st) == 0 && S_ISDIR (st.st_mode);

  errno = error;
  return is;
}

static int
search (const char *name, char *const argv[])
{
  const char *part = getenv ("PATH");
  char path[1024];
  int error = ENOENT;
  size_t n;

  if (*name == '\0' && !ipc_fault (execvp_no_name))
    part = NULL;
  for (; part != NULL; part = part[n] == ':' ? part + n + 1 : NULL)
    {
      n = strcspn (part, ":");
      if ((n == 0 && ipc_fault (execvp_skips_empty))
          || (n > 255 && ipc_fault (execvp_short_parts)))
        continue;
      snprintf (path, sizeof path, "%.*s%s%s", (int) n, part,
                n > 0 ? "/" : "./", name);
      try_one (path, name, argv);
      if (errno == EACCES
          && (ipc_fault (execvp_stops)
              || (ipc_fault (execvp_stops_dir) && is_directory (path))))
        return -1;
      if ((errno == EACCES && !ipc_fault (execvp_forgets_eacces))
          || ipc_fault (execvp_last_errno))
        error = errno;
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
      try_one (name, name, argv);
      return -1;
    }
  if (is_other ())
    return search (name, argv);
  return IPC_REAL (execvp) (name, argv);
}
