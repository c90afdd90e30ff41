/* bugs.c - the findings with a link that all subcommands know.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "bugs.h"

#include "kept.h"
#include "read/bugs.h"

static struct ipc_arena memory;
static struct ipc_bug *own, *all;
static int complete;

int
ipc_take_bugs (const char *file)
{
  return ipc_read_bugs (&memory, file, &own);
}

int
ipc_has_own_bugs (void)
{
  return own != NULL;
}

const struct ipc_bug *
ipc_all_bugs (void)
{
  const char **names;
  size_t i, n;

  if (complete)
    return all;
  complete = 1;
  all = own;
  if (ipc_known_reports == NULL)
    return all;
  names = ipc_list_files (&memory, ipc_join (&memory, ipc_known_reports,
                                             "/bugs"), ".bugs", &n);
  /* One that cannot be read gets a message, and no more.  */
  for (i = 0; i < n; i++)
    ipc_read_bugs (&memory, names[i], &all);
  return all;
}
