/* deadlock.c - three pipes, and two that are full.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "facilities/facilities.h"
#include "helper/helper.h"

enum { FLOOD = 200 * 1024, MUCH = 1 << 20 };

static char *
store (size_t size)
{
  char *s = malloc (size);

  IPC_SETUP (s != NULL);
  return s;
}

static char
byte_of (size_t i)
{
  return (char) helper_pattern ((long) i);
}

/* Where the first USED bytes of S begin to be others than those of a flood,
   of its errors if ERRORS is 1; USED if nowhere.  */
static size_t
whole_up_to (const char *s, size_t used, int errors)
{
  size_t i;

  for (i = 0; i < used && s[i] == (char) (errors ? ~byte_of (i) : byte_of (i));
       i++)
    continue;
  return i;
}

/* Collect a flood as a program should: "both whole", or what is wrong.  */
static const char *
collect_both (void)
{
  struct coprocess c;
  struct coproc_pump p;
  size_t whole[2];
  int which, status;

  memset (&p, 0, sizeof p);
  p.limit = FLOOD + 1;
  p.store[0] = store (p.limit);
  p.store[1] = store (p.limit);
  coproc_helper (&c, "flood", "204800", 1);
  coproc_pump (&c, &p);
  status = coproc_end (&c);
  for (which = 0; which < 2; which++)
    whole[which] = whole_up_to (p.store[which], p.used[which], which);
  ipc_detail ("output: %lu bytes of which %lu are right; errors: %lu, %lu",
              (unsigned long) p.used[0], (unsigned long) whole[0],
              (unsigned long) p.used[1], (unsigned long) whole[1]);
  free (p.store[0]);
  free (p.store[1]);
  if (status != 0)
    return "the program fails";
  if (p.used[0] != FLOOD || p.used[1] != FLOOD)
    return "not all arrives";
  return whole[0] == FLOOD && whole[1] == FLOOD ? "both whole"
         : "other bytes arrive";
}

IPC_TEST (open3)
{
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  ipc_observe (collect_both ());
}

static int
waiting (int fd)
{
  int n = 0;

  return ioctl (fd, FIONREAD, &n) == 0 ? n : 0;
}

/* Reads C's output to its end, and would then read the errors.  */
static int
read_in_turn (struct ipc_link *link, void *arg)
{
  struct coprocess *c = arg;
  char block[4096];

  coproc_close_input (c);
  while (read (c->from, block, sizeof block) > 0)
    continue;
  ipc_tell (link, 'e');
  return 0;
}

/* Whether C sleeps in a write of errors and READER waits for output that does
   not come; not if READER gets to the end.  */
static int
deadlocked_in_turn (struct coprocess *c, struct ipc_child *reader)
{
  while (!ipc_listen (&reader->link))
    if (waiting (c->from) == 0 && ipc_still_blocked (reader, "read")
        && ipc_still_blocked (&c->child, "write") && waiting (c->from) == 0
        && waiting (c->errors) > 0)
      return 1;
  return 0;
}

IPC_TEST (open3_sequential_deadlock)
{
  struct coprocess c;
  struct ipc_child reader;
  const char *loop;
  int deadlock;

  coproc_need_oracle ();
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  coproc_helper (&c, "flood", "204800", 1);
  reader = ipc_start (read_in_turn, &c);
  deadlock = deadlocked_in_turn (&c, &reader);
  ipc_end (&reader);
  coproc_kill (&c);
  ipc_uses ("release_oracle");

  loop = collect_both ();
  if (strcmp (loop, "both whole") != 0)
    ipc_observef ("with the loop: %s", loop);
  else
    ipc_observe (deadlock ? "shown" : "not shown");
}

/* Writes all of it to C, and would then read.  */
static int
write_first (struct ipc_link *link, void *arg)
{
  struct coprocess *c = arg;
  char block[4096];
  size_t sent, i;

  for (sent = 0; sent < MUCH; sent += sizeof block)
    {
      const char *from = block;
      size_t left = sizeof block;

      for (i = 0; i < sizeof block; i++)
        block[i] = byte_of (sent + i);
      while (left > 0)
        {
          ssize_t n = write (c->to, from, left);

          IPC_SETUP (n > 0);
          from += n;
          left -= (size_t) n;
        }
    }
  ipc_tell (link, 'e');
  return 0;
}

/* Whether both sleep in a write; not if WRITER gets rid of all.  */
static int
deadlocked_in_writes (struct coprocess *c, struct ipc_child *writer)
{
  while (!ipc_listen (&writer->link))
    if (ipc_still_blocked (&c->child, "write")
        && ipc_still_blocked (writer, "write") && waiting (c->from) > 0
        && waiting (c->request) > 0)
      return 1;
  return 0;
}

/* Send and receive at once, as a program should: "whole", or what is
   wrong.  */
static const char *
pass_through (void)
{
  struct coprocess c;
  struct coproc_pump p;
  char *data = store (MUCH);
  size_t i, whole = 0;
  int status;

  for (i = 0; i < MUCH; i++)
    data[i] = byte_of (i);
  memset (&p, 0, sizeof p);
  p.data = data;
  p.size = MUCH;
  p.limit = MUCH + 1;
  p.store[0] = store (p.limit);
  coproc_helper (&c, "echo", NULL, 0);
  coproc_pump (&c, &p);
  status = coproc_end (&c);
  while (whole < p.used[0] && whole < MUCH && p.store[0][whole] == data[whole])
    whole++;
  ipc_detail ("%lu bytes come back, of which %lu are right",
              (unsigned long) p.used[0], (unsigned long) whole);
  free (p.store[0]);
  free (data);
  return status != 0 ? "the program fails"
         : p.used[0] != MUCH ? "not all comes back"
         : whole != MUCH ? "other bytes come back" : "whole";
}

IPC_TEST (both_write_deadlock)
{
  struct coprocess c;
  struct ipc_child writer;
  const char *loop;
  int deadlock;

  coproc_need_oracle ();
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  coproc_helper (&c, "echo", NULL, 0);
  writer = ipc_start (write_first, &c);
  deadlock = deadlocked_in_writes (&c, &writer);
  ipc_end (&writer);
  coproc_kill (&c);
  ipc_uses ("release_oracle");

  loop = pass_through ();
  if (strcmp (loop, "whole") != 0)
    ipc_observef ("with the loop: %s", loop);
  else
    ipc_observe (deadlock ? "shown" : "not shown");
}
