/* path.c - finding one's own program again.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hangup.h"
#include "frame/suite.h"

/* The helper's directory, without its name.  */
static const char *
helper_directory (void)
{
  static char path[1100];

  ipc_helper_path ("ipc_helper", path, sizeof path);
  *strrchr (path, '/') = '\0';
  return path;
}

/* Whether a daemon that is launched like L, and is in / since, executes
   itself by the way WITH.  */
static int
finds_itself (const struct launch *l, const char *with)
{
  struct daemon d;
  int finds;

  daemon_start (&d, l, with);
  IPC_SETUP (strcmp (d.cwd, "/") == 0);
  daemon_hang_up (&d);
  finds = daemon_hear_either (&d) && d.generation == 1;
  daemon_kill (&d);
  return finds;
}

/* Started by a relative path, through PATH, and through a link.  */
static int
always_finds_itself (const char *with)
{
  struct launch relative, search, link;
  char helper[1100];

  memset (&relative, 0, sizeof relative);
  memset (&search, 0, sizeof search);
  memset (&link, 0, sizeof link);
  relative.path = relative.argv0 = "./ipc_helper";
  relative.directory = search.directory = helper_directory ();
  search.path = search.argv0 = "ipc_helper";
  search.search = 1;
  link.path = link.argv0 = "./link";
  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  unlink ("link");
  IPC_SETUP (symlink (helper, "link") == 0);
  return finds_itself (&relative, with) && finds_itself (&search, with)
         && finds_itself (&link, with);
}

IPC_TEST (exec_path)
{
  int platform = always_finds_itself ("nodefer root self-platform");
  int argv0 = always_finds_itself ("nodefer root self-argv0");

  if (ipc_takes ("self_path")
      && !always_finds_itself ("nodefer root self-any"))
    ipc_observe ("not found");
  else
    ipc_observe (platform ? "the platform tells"
                 : argv0 ? "only argv[0] tells" : "nothing tells");
}

IPC_TEST (exec_cwd)
{
  struct launch relative;
  struct daemon d;
  int lost, goes_on;

  memset (&relative, 0, sizeof relative);
  relative.path = relative.argv0 = "./ipc_helper";
  relative.directory = helper_directory ();
  daemon_start (&d, &relative, "nodefer root");
  daemon_hang_up (&d);
  lost = !daemon_hear_either (&d) && strcmp (d.error, "ENOENT") == 0;
  goes_on = daemon_ask (&d) && d.generation == 0;
  daemon_kill (&d);
  if (!finds_itself (&relative, ipc_takes ("self_path")
                     ? "nodefer root self-any" : "nodefer root resolve"))
    ipc_observe ("undefended");
  else
    ipc_observe (lost && goes_on ? "shown" : "not shown");
}
