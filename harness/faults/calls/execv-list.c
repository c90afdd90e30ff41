/* execv-list.c - faults of what a program gets of its list of arguments.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "execv.h"

#include <glob.h>
#include <stddef.h>
#include <string.h>

#include "faults.h"

FAULT (exec_globs, "exec() passes the names that an argument is a pattern of",
  KILLS ("safe_pipes.no_shell"))
FAULT (exec_names_program, "exec() gives a program without a name its path",
  KILLS ("safe_pipes.list_empty_arg"))

char *const *
ipc_fault_spoil_list (const char *path, char *const argv[])
{
  static glob_t names;
  int i, flags = GLOB_NOCHECK | GLOB_NOESCAPE;

  if (ipc_fault (exec_names_program) && *argv[0] == '\0')
    {
      static char *named[16];

      named[0] = (char *) path;
      for (i = 1; argv[i] != NULL && i < 15; i++)
        named[i] = argv[i];
      return named;
    }
  if (!ipc_fault (exec_globs))
    return argv;
  for (i = 0; argv[i] != NULL; i++, flags |= GLOB_APPEND)
    if (glob (argv[i], flags, NULL, &names) != 0)
      return argv;
  return names.gl_pathv;
}
