/* relay.c - how what children write down reaches the case.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "relay.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "aside.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "shared.h"

/* Of a size that a pipe takes at once: several children may tell.  */
struct change
{
  size_t at, size;
  char bytes[160];
};

static char *bytes;
static size_t byte_count;
static int from_children = -1, to_case = -1;

void *
ipc_relay_begin (size_t size)
{
  int fd[2];

  bytes = ipc_shared_or_own (size);
  byte_count = size;
  if (ipc_can_share ())
    return bytes;
  IPC_SETUP (pipe (fd) == 0);
  from_children = ipc_set_aside (fd[0]);
  to_case = ipc_set_aside (fd[1]);
  IPC_SETUP (fcntl (from_children, F_SETFL, O_NONBLOCK) != -1);
  return bytes;
}

void
ipc_relay_tell (const volatile void *part, size_t size)
{
  struct change change;
  const volatile char *from = part;
  int error = errno, held;
  size_t i;

  if (to_case == -1 || ipc_in_case () || size > sizeof change.bytes)
    return;
  held = ipc_hold ();
  memset (&change, 0, sizeof change);
  change.at = (size_t) (from - bytes);
  change.size = size;
  for (i = 0; i < size; i++)
    change.bytes[i] = from[i];
  /* Without it the case knows no more than how the child has ended.  */
  if (write (to_case, &change, sizeof change) == -1)
    errno = error;
  ipc_release (held);
}

void
ipc_relay_hear (void)
{
  struct change change;
  int error = errno, held = ipc_hold ();

  while (from_children != -1
         && read (from_children, &change, sizeof change) == sizeof change)
    if (change.size <= sizeof change.bytes && change.at <= byte_count
        && change.size <= byte_count - change.at)
      memcpy (bytes + change.at, change.bytes, change.size);
  errno = error;
  ipc_release (held);
}
