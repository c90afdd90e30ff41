/* daemons.c - what a daemon does with its descriptors and directory.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

static int
leave_directory (struct ipc_link *link, void *arg)
{
  char where[64];
  struct stat here, root;

  IPC_SETUP (chdir (arg) == 0);
  ipc_tell (link, 'i');
  ipc_expect (link, 'g');
  if (chdir ("/") == -1)
    return 1;
  ipc_tell (link, 'o');
  ipc_expect (link, 'l');
  return getcwd (where, sizeof where) != NULL && strcmp (where, "/") == 0
         && stat (".", &here) == 0 && stat ("/", &root) == 0
         && here.st_dev == root.st_dev && here.st_ino == root.st_ino
         ? 0 : 2;
}

/* Few systems refuse to remove a directory because somebody is in it, so
   the daemon is asked where it is, too.  */
IPC_TEST (chdir_root)
{
  char name[] = "start-here";
  struct ipc_child child;
  int removed, status;

  IPC_SETUP (mkdir (name, 0700) == 0);
  child = ipc_start (leave_directory, name);
  ipc_expect (&child.link, 'i');
  ipc_tell (&child.link, 'g');
  if (ipc_hear_end (&child.link) != 'o')
    {
      IPC_SETUP (ipc_join_exit (&child) == 1);
      ipc_observe ("chdir(\"/\") fails");
      return;
    }
  removed = rmdir (name) == 0;
  ipc_tell (&child.link, 'l');
  status = ipc_join_exit (&child);
  ipc_observe (!removed ? "keeps the directory"
               : status != 0 ? "is not in /" : "frees the directory");
}

IPC_TEST (devnull_read)
{
  char buffer[16];
  ssize_t first, second, third;
  int fd = open ("/dev/null", O_RDWR);

  IPC_SETUP (fd != -1);
  first = read (fd, buffer, sizeof buffer);
  second = read (fd, buffer, 1);
  /* What is written is not there to be read either.  */
  IPC_SETUP (write (fd, "text", 4) == 4);
  IPC_SETUP (lseek (fd, 0, SEEK_SET) != -1);
  third = read (fd, buffer, sizeof buffer);
  if (first == -1 || second == -1 || third == -1)
    ipc_observe (ipc_errno_name (errno));
  else
    ipc_observe (first == 0 && second == 0 && third == 0 ? "end of file"
                 : "gives data");
  close (fd);
}

IPC_TEST (devnull_write)
{
  enum { SIZE = 1 << 20 };
  char *data = malloc (SIZE), byte;
  ssize_t whole, one;
  struct stat st;
  int fd = open ("/dev/null", O_WRONLY), again;

  IPC_SETUP (fd != -1 && data != NULL);
  memset (data, 'x', SIZE);
  whole = write (fd, data, SIZE);
  one = write (fd, data, 1);
  free (data);
  if (whole == -1 || one == -1)
    {
      ipc_observe (ipc_errno_name (errno));
      return;
    }
  IPC_SETUP (fstat (fd, &st) == 0);
  again = open ("/dev/null", O_RDONLY);
  IPC_SETUP (again != -1);
  if (whole != SIZE || one != 1)
    ipc_observe ("takes a part");
  else if (st.st_size != 0 || read (again, &byte, 1) != 0)
    ipc_observe ("keeps something");
  else
    ipc_observe ("takes all, keeps none");
  close (fd);
  close (again);
}

/* Whether FD is the null device, which WANTED describes.  */
static int
is_null (int fd, const struct stat *wanted)
{
  struct stat st;

  return fstat (fd, &st) == 0 && st.st_dev == wanted->st_dev
         && st.st_ino == wanted->st_ino && S_ISCHR (st.st_mode)
         && st.st_rdev == wanted->st_rdev;
}

/* Exit status: 0, or which step went wrong.  */
static int
reopen (struct ipc_link *link, void *arg)
{
  struct stat null;
  int fd, pair[2];

  (void) link;
  (void) arg;
  IPC_SETUP (stat ("/dev/null", &null) == 0);
  /* Into 0 to 2, something that is not the null device.  */
  IPC_SETUP (pipe (pair) == 0);
  for (fd = 0; fd < 3; fd++)
    IPC_SETUP (dup2 (pair[0], fd) == fd && !is_null (fd, &null));
  for (fd = 0; fd < 3; fd++)
    if (close (fd) == -1 || open ("/dev/null", O_RDWR) != fd
        || !is_null (fd, &null))
      return 1;
  for (fd = 0; fd < 3; fd++)
    close (fd);
  for (fd = 0; fd < 3; fd++)
    if (open ("/dev/null", O_RDWR) != fd || !is_null (fd, &null))
      return 1;
  for (fd = 1; fd < 3; fd++)
    {
      close (fd);
      IPC_SETUP (fcntl (pair[0], F_DUPFD, fd) == fd);
      if (dup2 (0, fd) != fd || !is_null (fd, &null))
        return 2;
    }
  return 0;
}

IPC_TEST (reopen_gets_0_1_2)
{
  struct ipc_child child = ipc_start (reopen, NULL);
  int status = ipc_join_exit (&child);

  ipc_observe (status == 1 ? "open() takes another"
               : status == 2 ? "dup2() leaves the old file"
               : "0, 1 and 2");
}
