/* fifos.c - making FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

IPC_TEST (create)
{
  struct stat st;

  if (!fifo_made ("fifo"))
    return;
  if (lstat ("fifo", &st) == -1)
    ipc_observef ("makes nothing: %s", ipc_errno_name (errno));
  else if (!S_ISFIFO (st.st_mode))
    ipc_observe ("makes something else");
  else if (st.st_size != 0 || st.st_nlink != 1)
    ipc_observef ("size %ld, %ld links", (long) st.st_size,
                  (long) st.st_nlink);
  else
    ipc_observe ("creates a FIFO");
}

/* Whether "fifo", just made, has MODE and belongs to the effective user; if
   not observes that.  Removes it.  */
static int
mode_and_owner (mode_t mode)
{
  struct stat st;

  IPC_SETUP (lstat ("fifo", &st) == 0);
  IPC_SETUP (unlink ("fifo") == 0);
  if ((st.st_mode & 07777) == mode && st.st_uid == geteuid ())
    return 1;
  ipc_observef ("mode %03o for %03o, owner %s", (unsigned) st.st_mode & 07777,
                (unsigned) mode, st.st_uid == geteuid () ? "right" : "wrong");
  return 0;
}

IPC_TEST (mode_umask)
{
  static const struct { mode_t umask, mode; } rows[] =
    { { 0, 0777 }, { 027, 0777 }, { 077, 0604 }, { 0, 0222 }, { 02, 0666 } };
  int root = geteuid () == 0;
  size_t i;

  IPC_SETUP (chmod (".", 0777) == 0 || !root);
  /* Not to take the real user for the effective one; where no such change
     is possible, the same user has to do.  */
  if (root && seteuid (1) == -1)
    root = 0;
  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      umask (rows[i].umask);
      if (mkfifo ("fifo", rows[i].mode) == -1)
        {
          IPC_SETUP (errno == ENOSYS);
          ipc_observe ("absent");
          break;
        }
      if (!mode_and_owner (rows[i].mode & ~rows[i].umask))
        break;
    }
  /* ATF writes the result as the user that it began as.  */
  if (root)
    IPC_SETUP (seteuid (0) == 0);
  if (i == sizeof rows / sizeof *rows)
    ipc_observe ("mode less umask");
}

/* In a child, as a plain user: whether a directory without write permission
   refuses.  Exits with 0 for EACCES.  */
static int
make_in_locked (struct ipc_link *link, void *arg)
{
  int error = 0;

  (void) arg;
  fifo_plain_user ();
  if (mkfifo ("locked/fifo", 0600) == -1)
    error = errno;
  ipc_send (link, &error, sizeof error);
  return 0;
}

static int
locked_error (void)
{
  struct ipc_child child = ipc_start (make_in_locked, NULL);
  int error;

  ipc_receive (&child.link, &error, sizeof error);
  ipc_join_exit (&child);
  return error;
}

/* Observe and return 1 if ERROR, the outcome of making WHAT, is not that
   WANTED.  */
static int
misreported (const char *what, int error, int wanted)
{
  if (error == wanted)
    return 0;
  ipc_observef ("%s for %s", error == 0 ? "success" : ipc_errno_name (error),
                what);
  return 1;
}

IPC_TEST (errors)
{
  char long_name[1100];
  long name_max = pathconf (".", _PC_NAME_MAX);
  const struct { const char *what, *path; int wanted; } rows[] =
  {
    { "a missing directory", "missing/fifo", ENOENT },
    { "an empty name", "", ENOENT },
    { "a directory that is a file", "file/fifo", ENOTDIR },
    { "a long name", long_name, ENAMETOOLONG }
  };
  size_t i;

  fifo_need_plain_user ();
  if (!fifo_made ("fifo"))
    return;
  IPC_SETUP (name_max > 0 && name_max < 1024);
  memset (long_name, 'x', sizeof long_name);
  long_name[name_max + 1] = '\0';
  fifo_plain_file ("file", "text");
  IPC_SETUP (mkdir ("locked", 0755) == 0 && chmod ("locked", 0555) == 0);
  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      int error = mkfifo (rows[i].path, 0600) == 0 ? 0 : errno;

      if (misreported (rows[i].what, error, rows[i].wanted))
        return;
    }
  if (!misreported ("a locked directory", locked_error (), EACCES))
    ipc_observe ("reports each");
}

/* Why mkfifo() refuses PATH; 0 if it takes it, and NAME then is a FIFO.  */
static int
refusal (const char *path, const char *name)
{
  struct stat st;

  if (mkfifo (path, 0600) == -1)
    return errno;
  IPC_SETUP (stat (name, &st) == 0 && S_ISFIFO (st.st_mode));
  return 0;
}

IPC_TEST (trailing_slash)
{
  int new_name, dangling;

  if (!fifo_made ("fifo"))
    return;
  IPC_SETUP (symlink ("target", "dangling") == 0);
  fifo_plain_file ("file", "text");
  dangling = refusal ("dangling/", "target");
  new_name = refusal ("new/", "new");
  ipc_detail ("new name: %s, dangling symbolic link: %s",
              ipc_errno_name (new_name), ipc_errno_name (dangling));
  if (refusal ("file/", "file") == 0 || refusal ("fifo/", "fifo") == 0)
    ipc_observe ("accepts what exists");
  else if (new_name == 0)
    ipc_observe (dangling == 0 ? "accepts both" : "accepts a new name");
  else
    ipc_observe (dangling == 0 ? "accepts a dangling symbolic link"
                 : "refuses");
}

/* In a child: make a FIFO by mknod() as whoever ARG says, and tell the
   error.  */
static int
make_by_mknod (struct ipc_link *link, void *arg)
{
  const char *who = arg;
  struct stat st;
  int error = 0;

  if (*who == 'p')
    fifo_plain_user ();
  if (mknod (who, S_IFIFO | 0600, 0) == -1)
    error = errno;
  else
    IPC_SETUP (lstat (who, &st) == 0 && S_ISFIFO (st.st_mode));
  ipc_send (link, &error, sizeof error);
  return 0;
}

static int
mknod_error (const char *who)
{
  char name[16];
  struct ipc_child child;
  int error;

  strcpy (name, who);
  child = ipc_start (make_by_mknod, name);
  ipc_receive (&child.link, &error, sizeof error);
  ipc_join_exit (&child);
  return error;
}

IPC_TEST (mknod)
{
  int plain, root;

  fifo_need_plain_user ();
  IPC_SETUP (chmod (".", 0777) == 0);
  plain = mknod_error ("plain");
  if (plain == ENOSYS)
    ipc_observe ("absent");
  else if (plain == 0)
    ipc_observe ("for plain users");
  else if (geteuid () != 0)
    ipc_not_exercised ("not root");
  else
    {
      root = mknod_error ("root");
      ipc_detail ("plain user: %s, root: %s", ipc_errno_name (plain),
                  root == 0 ? "works" : ipc_errno_name (root));
      ipc_observe (root == 0 ? "only for root" : "never");
    }
}
