/* write-file.c - faults of writing to files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "write.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "faults.h"

FAULT (write_moves_all, "a write() moves the offset of each open() of a file",
  KILLS ("descriptors.offset_shared"))
FAULT (append_tears_long, "a write() that appends takes a page at a time",
  KILLS ("descriptors.append_atomic"))

enum { PAGE = 4096, MOST_FDS = 64 };

/* Have whatever leads to FD's file be where FD is.  */
static void
move_all (int fd)
{
  off_t at = IPC_REAL (lseek) (fd, 0, SEEK_CUR);
  struct stat st, other;
  int i;

  if (IPC_REAL (fstat) (fd, &st) == -1)
    return;
  for (i = 3; i < MOST_FDS; i++)
    if (IPC_REAL (fstat) (i, &other) == 0 && other.st_ino == st.st_ino
        && other.st_dev == st.st_dev)
      IPC_REAL (lseek) (i, at, SEEK_SET);
}

/* Every tenth time another process has time to append, too.  */
static ssize_t
by_pages (int fd, const char *data, size_t size)
{
  static int times;
  ssize_t n = IPC_REAL (write) (fd, data, PAGE), rest;
  struct stat before, now;
  int i;

  if (n != PAGE || IPC_REAL (fstat) (fd, &before) == -1)
    return n;
  for (i = 0; times % 10 == 9 && i < 50; i++)
    if (IPC_REAL (fstat) (fd, &now) == 0 && now.st_size != before.st_size)
      break;
    else
      IPC_REAL (poll) (NULL, 0, 1);
  times++;
  rest = IPC_REAL (write) (fd, data + n, size - (size_t) n);
  return rest == -1 ? n : n + rest;
}

ssize_t
ipc_fault_write_file (int fd, const char *data, size_t size)
{
  int is_file = ipc_fault_is (fd, S_IFREG);
  ssize_t n;

  n = is_file && size > PAGE && ipc_fault (append_tears_long)
      ? by_pages (fd, data, size) : IPC_REAL (write) (fd, data, size);
  if (n > 0 && is_file && ipc_fault (write_moves_all))
    move_all (fd);
  return n;
}
