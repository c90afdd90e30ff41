/* read.c - faults of read().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "read.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "fifo.h"
#include "faults.h"
#include "interruption.h"

CALL (read)
FAULT (read_orphan_ends, "read() gives the end of file in place of EIO",
  KILLS ("daemons.orphan_read_eio"))
FAULT (deferral_read_takes, "a read() after EINTR spoils its first byte",
  KILLS ("deferral.read_broken_into", "deferral.retry_read_write_close"))
FAULT (read_discards_rest, "read() drops what it did not take",
  KILLS ("fifos.like_pipe", "fifos.two_readers_split"))
FAULT (read_short, "read() returns three bytes at the most",
  KILLS ("fifos.like_pipe"))
FAULT (read_ndelay, "read() returns 0 where it would block",
  KILLS ("fifos.read_nb_writer", "fifos.eof_last_writer",
         "instruments.barrier_eof"))
FAULT (read_eof_is_eagain, "read() fails with EAGAIN at the end of file",
  KILLS ("fifos.read_nowriter", "fifos.eof_last_writer", "fifos.reusable"))
FAULT (read_eof_sticks, "read() returns 0 ever after the end of file",
  KILLS ("fifos.reusable"))
FAULT (read_eof_early, "read() returns 0 as soon as one writer has closed",
  KILLS ("fifos.eof_last_writer"))

enum { MOST_FDS = 1024 };

int ipc_fault_fifo_closed;

static ssize_t
read_and_drain (int fd, void *data, size_t size)
{
  char rest[512];
  ssize_t n = IPC_REAL (read) (fd, data, size);

  while (n > 0 && ipc_fault_readable (fd) > 0)
    if (IPC_REAL (read) (fd, rest, sizeof rest) <= 0)
      break;
  return n;
}

static ssize_t
read_once_to_end (int fd, void *data, size_t size)
{
  static char ended[MOST_FDS];
  ssize_t n;

  if (fd < 0 || fd >= MOST_FDS)
    return IPC_REAL (read) (fd, data, size);
  n = ended[fd] ? 0 : IPC_REAL (read) (fd, data, size);
  ended[fd] = n == 0;
  return n;
}

static ssize_t
read_once (int fd, void *data, size_t size)
{
  if (ipc_fault (read_discards_rest))
    return read_and_drain (fd, data, size);
  if (ipc_fault (read_eof_sticks))
    return read_once_to_end (fd, data, size);
  if (ipc_fault (read_short) && size > 3)
    size = 3;
  if (ipc_fault_socket_fails () && ipc_fault_socket_type (fd) != -1)
    return ipc_fault_recv (fd, data, size, 0);
  return IPC_REAL (read) (fd, data, size);
}

/* What is said for a failure or an end of file.  */
static ssize_t
other_end (int fd, ssize_t n, size_t size)
{
  if (n == -1 && errno == EAGAIN
      && (ipc_fault (read_ndelay)
          || (ipc_fault_fifo_closed && ipc_fault (read_eof_early))))
    return 0;
  if (n == -1 && errno == EIO && ipc_fault (read_orphan_ends))
    return 0;
  if (n == 0 && size > 0 && ipc_fault (read_eof_is_eagain)
      && ipc_fault_is (fd, S_IFIFO))
    return ipc_fault_fail (EAGAIN);
  return n;
}

ssize_t
read (int fd, void *data, size_t size)
{
  static int interrupted;
  struct ipc_interruption in = ipc_fault_of_read (fd);
  ssize_t n;

  ipc_fault_before_wait (&in);
  do
    n = read_once (fd, data, size);
  while (ipc_fault_again (&in, n == -1));
  if (n > 0 && interrupted && ipc_fault (deferral_read_takes))
    *(char *) data = '?';
  if (ipc_fault_armed)
    interrupted = n == -1 && errno == EINTR;
  return n > 0 ? n : other_end (fd, n, size);
}
