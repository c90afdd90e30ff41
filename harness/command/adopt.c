/* adopt.c - ipcompat adopt: fallbacks for another project.
   SPDX-License-Identifier: BSD-2-Clause

   All is done by a script, kit/adopt, which comes with what it copies.  */

#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "runner/run.h"

int
ipc_adopt_main (int argc, char **argv)
{
  const char *kit = ipc_find_kit ();
  char script[PATH_MAX + sizeof "/adopt"];
  char **arguments;

  if (kit == NULL)
    return ipc_error ("adopt: nothing to adopt was installed");
  arguments = calloc ((size_t) argc + 3, sizeof *arguments);
  if (arguments == NULL)
    return ipc_error ("adopt: %s", strerror (errno));
  strcat (strcpy (script, kit), "/adopt");
  arguments[0] = (char *) "sh";
  arguments[1] = script;
  arguments[2] = (char *) kit;
  memcpy (arguments + 3, argv + 1, (size_t) (argc - 1) * sizeof *argv);
  execv ("/bin/sh", arguments);
  return ipc_error ("/bin/sh: %s", strerror (errno));
}
