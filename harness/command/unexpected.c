/* unexpected.c - what was observed that nobody expected.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "unexpected.h"

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/memory.h"
#include "command.h"
#include "read/store.h"

struct unexpected
{
  struct ipc_arena memory;
  int found;
};

static int
look (void *closure, const struct ipc_store_case *c)
{
  struct unexpected *u = closure;
  const char *value[2];

  if (c->behaviour == NULL
      || !ipc_unexpected (&c->record, value, &u->memory))
    return 0;
  if (u->found++ == 0)
    puts ("UNEXPECTED");
  printf (" %s:%s\n     observed %s, expected %s\n",
          ipc_show (&u->memory, c->program, strlen (c->program),
                    IPC_SHOW_VALUE),
          ipc_show (&u->memory, c->name, strlen (c->name), IPC_SHOW_VALUE),
          value[0], value[1]);
  return 0;
}

int
ipc_list_unexpected (char *const *stores)
{
  struct unexpected u = { { NULL }, 0 };
  int good = 1;

  for (; *stores != NULL && good; stores++)
    good = ipc_store_read (*stores, look, &u) != -1;
  if (good && u.found == 0)
    puts ("all as expected");
  ipc_free_arena (&u.memory);
  return !good ? IPC_TROUBLE : u.found > 0 ? IPC_FOUND : IPC_DONE;
}
