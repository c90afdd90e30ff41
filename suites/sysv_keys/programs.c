/* programs.c - ipcrm beside the calls.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>

#include "sysv_keys.h"

void
keys_need_program (const char *name)
{
  char command[64];
  int held = ipc_hold ();

  snprintf (command, sizeof command, "command -v %s >/dev/null 2>&1", name);
  if (system (command) != 0)
    ipc_not_exercised (strcmp (name, "ipcs") == 0 ? "no ipcs" : "no ipcrm");
  ipc_release (held);
}

/* Run "ipcrm -LETTER WHAT"; whether ID is then gone.  */
static const char *
removes (const struct family *f, int id, const char *command)
{
  const char *wrong = NULL;

  if (f->stat (id) == -1)
    wrong = "not even there before";
  else if (system (command) != 0)
    wrong = "ipcrm fails";
  else
    wrong = keys_refused ("then stat", f->stat (id), EINVAL);
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

static const char *
remove_both (const struct family *f)
{
  int id = keys_made (ipc_sysv_private (f->kind, 1));
  int other = keys_made (ipc_sysv_private (f->kind, 1));
  char command[64];
  const char *wrong;
  key_t key;

  snprintf (command, sizeof command, "ipcrm -%c %d", f->kind, id);
  wrong = removes (f, id, command);
  if (wrong == NULL && f->stat (other) == 0)
    {
      key = ipc_sysv_key (f->kind);
      id = keys_made (f->get (key, IPC_CREAT | IPC_EXCL | 0600));
      snprintf (command, sizeof command, "ipcrm -%c %#lx",
                f->kind - 'a' + 'A', (unsigned long) key & 0xffffffffUL);
      wrong = removes (f, id, command);
    }
  if (f->stat (other) == -1)
    wrong = "another one is gone, too";
  ipc_remove_sysv (f->kind, other);
  return wrong;
}

IPC_TEST (ipcrm_removes)
{
  const char *wrong;

  keys_need_program ("ipcrm");
  wrong = keys_each (remove_both);
  ipc_observe (wrong == NULL ? "by id and by key" : wrong);
}
