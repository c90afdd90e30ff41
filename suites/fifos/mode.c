/* mode.c - who may open a FIFO.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

/* To whom a FIFO belongs: the plain user, somebody else but the user's group,
   or others altogether.  */
enum owner { OWN, GROUP, OTHERS };

/* The mode that counts is that of the first class that fits, also where
   another one grants more.  */
static const struct row
{
  enum owner owner;
  mode_t mode;
  int flags;
  const char *outcome;
} rows[] =
{
  { OWN, 0400, O_WRONLY, "EACCES" }, { OWN, 0400, O_RDONLY, "opens" },
  { OWN, 0200, O_RDONLY, "EACCES" }, { OWN, 0200, O_WRONLY, "opens" },
  { OWN, 0, O_RDONLY, "EACCES" }, { OWN, 0077, O_WRONLY, "EACCES" },
  { OWN, 0077, O_RDONLY, "EACCES" },
  { GROUP, 0040, O_WRONLY, "EACCES" }, { GROUP, 0040, O_RDONLY, "opens" },
  { GROUP, 0020, O_RDONLY, "EACCES" }, { GROUP, 0020, O_WRONLY, "opens" },
  { GROUP, 0707, O_WRONLY, "EACCES" }, { GROUP, 0707, O_RDONLY, "EACCES" },
  { OTHERS, 0004, O_WRONLY, "EACCES" }, { OTHERS, 0004, O_RDONLY, "opens" },
  { OTHERS, 0002, O_RDONLY, "EACCES" }, { OTHERS, 0002, O_WRONLY, "opens" },
  { OTHERS, 0770, O_WRONLY, "EACCES" }, { OTHERS, 0770, O_RDONLY, "EACCES" }
};
enum { ROWS = sizeof rows / sizeof *rows };

/* The plain user; without ids where the case is none but itself, and can make
   only its own.  */
struct user
{
  int has_ids;
  uid_t uid;
  gid_t gid;
};

static void
format_name (char *name, size_t size, int row)
{
  snprintf (name, size, "mine/%d", row);
}

/* Make the FIFO of each row; it keeps a reader, so that it is not ENXIO that
   refuses a writer.  */
static void
make_rows (const struct user *u)
{
  char name[40];
  int i;

  for (i = 0; i < ROWS; i++)
    {
      format_name (name, sizeof name, i);
      if (rows[i].owner != OWN && !u->has_ids)
        continue;
      IPC_SETUP (mkfifo (name, 0600) == 0);
      fifo_end (name, O_RDONLY | O_NONBLOCK);
      if (u->has_ids)
        IPC_SETUP (chown (name, rows[i].owner == OWN ? u->uid : 0,
                          rows[i].owner == OTHERS ? 0 : u->gid) == 0);
      IPC_SETUP (chmod (name, rows[i].mode) == 0);
    }
}

/* Open each as a plain user; tell the last one that is not as it should be,
   or "".  */
static int
try_modes (struct ipc_link *link, void *arg)
{
  char wrong[80] = "", name[40];
  const char *outcome;
  const struct user *u = arg;
  int i, fd;

  if (u->has_ids)
    ipc_become (u->uid, u->gid);
  for (i = 0; i < ROWS; i++)
    {
      if (rows[i].owner != OWN && !u->has_ids)
        continue;
      format_name (name, sizeof name, i);
      fd = open (name, rows[i].flags | O_NONBLOCK);
      outcome = fd == -1 ? ipc_errno_name (errno) : "opens";
      close (fd);
      if (strcmp (outcome, rows[i].outcome) != 0)
        snprintf (wrong, sizeof wrong, "%.20s, mode %03o, for %s %s", outcome,
                  (unsigned) rows[i].mode,
                  rows[i].owner == OWN ? "the owner's"
                  : rows[i].owner == GROUP ? "the group's" : "others'",
                  rows[i].flags == O_RDONLY ? "reading" : "writing");
    }
  ipc_send (link, wrong, sizeof wrong);
  return 0;
}

IPC_TEST (perm)
{
  struct ipc_child child;
  struct user u;
  char wrong[80];

  u.has_ids = geteuid () == 0;
  if (u.has_ids)
    ipc_second_uid (&u.uid, &u.gid);
  if (!fifo_made ("fifo"))
    return;
  IPC_SETUP (mkdir ("mine", 0755) == 0 && chmod ("mine", 0777) == 0);
  make_rows (&u);
  child = ipc_start (try_modes, &u);
  ipc_receive (&child.link, wrong, sizeof wrong);
  ipc_join_exit (&child);
  ipc_detail ("for the owner%s", u.has_ids ? ", the group and others"
              : " only");
  ipc_observe (*wrong == '\0' ? "EACCES" : wrong);
}
