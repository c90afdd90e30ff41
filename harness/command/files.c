/* files.c - files that a command writes together.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"

/* Write all of it, not yet in its place.  *OPENED is how many OUT are.  */
static int
write_each (const char *directory, const char *const *names,
            int (*write) (const void *closure, int which, FILE *f),
            const void *closure, struct ipc_arena *a, struct ipc_output *out,
            int *opened)
{
  const char *within = ipc_join (a, directory, "/");
  int i;

  for (i = 0; names[i] != NULL; i++)
    {
      if (ipc_output_open (&out[i], ipc_join (a, within, names[i])) != 0)
        return -1;
      *opened = i + 1;
      if (ipc_output_complete (&out[i], write (closure, i, out[i].stream))
          != 0)
        return -1;
    }
  return 0;
}

int
ipc_write_files (const char *directory, const char *const *names,
                 int (*write) (const void *closure, int which, FILE *f),
                 const void *closure)
{
  struct ipc_arena memory = { NULL };
  struct ipc_output *out;
  int i, opened = 0, trouble, count = 0;
  int made = mkdir (directory, 0777) == 0;

  if (!made && errno != EEXIST)
    {
      ipc_error ("%s: cannot be made: %s", directory, strerror (errno));
      return -1;
    }
  while (names[count] != NULL)
    count++;
  out = ipc_take (&memory, (size_t) (count + 1) * sizeof *out);
  trouble = write_each (directory, names, write, closure, &memory, out,
                        &opened) != 0;
  for (i = 0; i < opened; i++)
    if (trouble)
      ipc_output_cancel (&out[i]);
    else
      trouble = ipc_output_close (&out[i], 0) != 0;
  ipc_free_arena (&memory);
  if (trouble && made)
    rmdir (directory);
  return trouble ? -1 : 0;
}
