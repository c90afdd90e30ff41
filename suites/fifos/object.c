/* object.c - a FIFO as an entry in the file system.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fifos.h"

IPC_TEST (persistent_name)
{
  struct stat st;
  const char *data;
  int ends[2];

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  fifo_write (ends[1], "text");
  close (ends[1]);
  close (ends[0]);
  if (lstat ("fifo", &st) == -1 || !S_ISFIFO (st.st_mode))
    {
      ipc_observe ("the name goes");
      return;
    }
  ends[0] = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  data = fifo_read (ends[0], 100);
  if (*data == '\0')
    ipc_observe ("the name stays, the data go");
  else
    ipc_observef ("reads %s", data);
  close (ends[0]);
}

/* Whether what is written to a pair of ENDS can be read there, and only
   there: OTHER, a non-blocking end to read, gets nothing.  */
static int
talk_apart (int ends[2], int other)
{
  fifo_write (ends[1], "text");
  return strcmp (fifo_read (other, 100), "text") != 0
         && strcmp (fifo_read (ends[0], 100), "text") == 0;
}

IPC_TEST (unlink_while_open)
{
  struct stat was, is;
  int before[2], after[2];

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", before);
  IPC_SETUP (unlink ("fifo") == 0);
  IPC_SETUP (mkfifo ("fifo", 0600) == 0);
  fifo_ends ("fifo", after);
  IPC_SETUP (fstat (before[0], &was) == 0 && fstat (after[0], &is) == 0);
  if (was.st_ino == is.st_ino && was.st_dev == is.st_dev)
    ipc_observe ("the same FIFO");
  else if (was.st_nlink != 0)
    ipc_observef ("%ld links after unlink()", (long) was.st_nlink);
  else if (!talk_apart (before, after[0]))
    ipc_observe ("cuts the old one");
  else if (!talk_apart (after, before[0]))
    ipc_observe ("the new one does not work");
  else
    ipc_observe ("two FIFOs");
  close (before[0]);
  close (before[1]);
  close (after[0]);
  close (after[1]);
}

IPC_TEST (hardlink)
{
  struct stat one, other;
  const char *there, *back;
  int reader, writer;

  if (!fifo_made ("fifo"))
    return;
  IPC_SETUP (link ("fifo", "other") == 0);
  IPC_SETUP (lstat ("fifo", &one) == 0 && lstat ("other", &other) == 0);
  reader = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  /* No reader of "other" that is no reader of "fifo": ENXIO.  */
  writer = open ("other", O_WRONLY | O_NONBLOCK);
  if (writer == -1)
    {
      ipc_observef ("%s for the second name", ipc_errno_name (errno));
      return;
    }
  fifo_write (writer, "text");
  there = fifo_read (reader, 100);
  if (strcmp (there, "text") != 0)
    {
      ipc_observef ("reads %s", *there == '\0' ? "nothing" : there);
      return;
    }
  close (reader);
  close (writer);
  reader = fifo_end ("other", O_RDONLY | O_NONBLOCK);
  writer = fifo_end ("fifo", O_WRONLY);
  fifo_write (writer, "back");
  back = fifo_read (reader, 100);
  if (one.st_ino != other.st_ino || one.st_nlink != 2)
    ipc_observe ("two inodes");
  else
    ipc_observe (strcmp (back, "back") == 0 ? "one channel" : "one way only");
  close (reader);
  close (writer);
}

IPC_TEST (lseek)
{
  static const int whences[] = { SEEK_SET, SEEK_CUR, SEEK_END };
  int ends[2], i, end;

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  fifo_write (ends[1], "text");
  for (end = 0; end < 2; end++)
    for (i = 0; i < 3; i++)
      if (lseek (ends[end], 0, whences[i]) != -1 || errno != ESPIPE)
        {
          ipc_observef ("does not fail with ESPIPE: end %d, whence %d", end,
                        i);
          return;
        }
  ipc_observe (strcmp (fifo_read (ends[0], 100), "text") == 0 ? "ESPIPE"
               : "ESPIPE, and the data are gone");
  close (ends[0]);
  close (ends[1]);
}

IPC_TEST (o_trunc)
{
  const char *data;
  int ends[2], fd;

  if (!fifo_made ("fifo"))
    return;
  fifo_ends ("fifo", ends);
  fifo_write (ends[1], "text");
  fd = open ("fifo", O_WRONLY | O_TRUNC);
  if (fd == -1)
    {
      ipc_observef ("refuses: %s", ipc_errno_name (errno));
      return;
    }
  fifo_write (fd, "more");
  data = fifo_read (ends[0], 100);
  if (strcmp (data, "textmore") == 0)
    ipc_observe ("keeps the data");
  else
    ipc_observef ("reads %s", data);
  close (fd);
  close (ends[0]);
  close (ends[1]);
}
