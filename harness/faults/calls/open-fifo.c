/* open-fifo.c - faults of opening FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "open.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "differ.h"
#include "faults.h"
#include "hang.h"

FAULT (open_read_at_once, "open() for reading does not wait for a writer",
  KILLS ("fifos.open_read_blocks", "fifos.open_blocks_not_early"))
FAULT (open_write_at_once, "open() for writing does not wait for a reader",
  KILLS ("fifos.open_write_blocks", "fifos.signature"),
  KILLS_FALLBACK ("fifos.signature"))
FAULT (open_releases_likes, "open() for reading releases other readers",
  KILLS ("fifos.open_blocks_not_early"))
FAULT (open_nonblock_waits, "open() for reading ignores O_NONBLOCK",
  KILLS ("fifos.open_nb_read"))
FAULT (open_forgets_nonblock, "open() forgets O_NONBLOCK when it is done",
  KILLS ("fifos.read_nb_writer", "fifos.like_pipe", "fifos.eof_last_writer"),
  KILLS_FALLBACK ("fifos.like_pipe"))
FAULT (open_never_wakes, "open() for reading does not notice a writer",
  KILLS ("fifos.open_read_blocks", "fifos.open_blocks_not_early",
         "fifos.open_restart", "fifos.open_stop_cont"))
FAULT (open_gives_both_ends,
  "open() of a FIFO gives a descriptor for reading and writing",
  KILLS ("restart.open_fifo_rd_stopped", "restart.open_fifo_wr_stopped",
         "overview.mechanisms_differ"))
FAULT (open_enxio_is_eagain, "open() says EAGAIN for ENXIO",
  KILLS ("fifos.open_nb_write"))
FAULT (open_no_enxio, "open() for writing succeeds without a reader",
  KILLS ("fifos.open_nb_write"))
FAULT (open_no_rdwr, "open() refuses O_RDWR for FIFOs",
  KILLS ("fifos.open_rdwr"))
FAULT (open_eintr_half, "open() that fails with EINTR leaves its end open",
  KILLS ("fifos.open_eintr"))
FAULT (open_misses_writer, "open() overlooks a writer that has gone again",
  KILLS ("fifos.open_close_race"))
FAULT (open_ignores_mode, "open() does not heed the mode of one's own FIFO",
  KILLS ("fifos.perm"))
FAULT (open_group_as_others, "open() grants the group what others may do",
  KILLS ("fifos.perm"))
FAULT (open_none_of_others, "open() grants others nothing",
  KILLS ("fifos.perm"))
FAULT (open_any_class, "open() grants what any class of users may do",
  KILLS ("fifos.perm"))
FAULT (open_truncates, "open() with O_TRUNC empties a FIFO",
  KILLS ("fifos.o_trunc"))

/* Open at once, for a descriptor that blocks.  */
static int
open_at_once (const char *path, int flags)
{
  int fd = IPC_REAL (open) (path, flags | O_NONBLOCK);

  if (fd != -1)
    IPC_REAL (fcntl) (fd, F_SETFL,
                      IPC_REAL (fcntl) (fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

/* Wait again if the writer has gone.  */
static int
open_for_present_writer (const char *path)
{
  struct pollfd p;

  p.fd = IPC_REAL (open) (path, O_RDONLY);
  p.events = 0;
  if (p.fd == -1 || IPC_REAL (poll) (&p, 1, 0) == 0)
    return p.fd;
  IPC_REAL (close) (p.fd);
  return IPC_REAL (open) (path, O_RDONLY);
}

static void
empty (const char *path)
{
  char bytes[512];
  int fd = IPC_REAL (open) (path, O_RDONLY | O_NONBLOCK);

  while (IPC_REAL (read) (fd, bytes, sizeof bytes) > 0)
    continue;
  IPC_REAL (close) (fd);
}

/* Whether open() is to refuse what a class of users may do.  */
static int
is_denied (const char *path, int flags)
{
  mode_t bit = (flags & O_ACCMODE) == O_RDONLY ? S_IROTH : S_IWOTH;
  struct stat st;

  if (!ipc_fault (open_group_as_others) && !ipc_fault (open_none_of_others))
    return 0;
  if (IPC_REAL (stat) (path, &st) == -1 || geteuid () == 0
      || st.st_uid == geteuid ())
    return 0;
  return st.st_gid == getegid ()
         ? ipc_fault (open_group_as_others) && (st.st_mode & bit) == 0
         : ipc_fault (open_none_of_others);
}

/* Open something, if a class of users that is not the caller's may.  */
static int
open_for_others (const char *path, int flags)
{
  mode_t bit = (flags & O_ACCMODE) == O_RDONLY ? S_IROTH : S_IWOTH;
  struct stat st;

  if (IPC_REAL (stat) (path, &st) == 0
      && (st.st_mode & (bit | bit << 3 | bit << 6)) != 0)
    return IPC_REAL (open) ("/dev/null", flags);
  return ipc_fault_fail (EACCES);
}

/* What faults do to a failure of open(), by ERROR.  */
static int
fail (const char *path, int flags, int error)
{
  if (error == ENXIO && ipc_fault (open_no_enxio))
    return IPC_REAL (open) (path, O_RDWR | O_NONBLOCK);
  if (error == EACCES && ipc_fault (open_ignores_mode)
      && chmod (path, 0600) == 0)
    return IPC_REAL (open) (path, flags);
  if (error == EACCES && ipc_fault (open_any_class))
    return open_for_others (path, flags);
  if (error == EINTR && ipc_fault (open_eintr_half))
    IPC_REAL (open) (path, (flags == O_WRONLY ? O_RDWR : O_RDONLY)
                           | O_NONBLOCK);
  return ipc_fault_fail (error == ENXIO && ipc_fault (open_enxio_is_eagain)
                         ? EAGAIN : error);
}

/* FD, just opened with FLAGS, as a fault leaves it.  */
static int
other_descriptor (const char *path, int flags, int fd)
{
  ipc_fault_opened_fifo (fd, flags);
  if ((flags & O_NONBLOCK) != 0 && ipc_fault (open_forgets_nonblock))
    IPC_REAL (fcntl) (fd, F_SETFL, flags & ~O_NONBLOCK);
  if ((flags & O_ACCMODE) != O_RDWR && ipc_fault (open_gives_both_ends))
    {
      IPC_REAL (close) (fd);
      return IPC_REAL (open) (path, (flags & ~O_ACCMODE) | O_RDWR);
    }
  return fd;
}

int
ipc_fault_open_fifo (const char *path, int flags)
{
  int fd;

  if (is_denied (path, flags) || ipc_fault_stranger_opens (flags))
    return ipc_fault_fail (EACCES);
  if (flags == O_RDONLY && ipc_fault (open_read_at_once))
    return open_at_once (path, O_RDONLY);
  if ((flags & ~O_CREAT) == O_WRONLY && ipc_fault (open_write_at_once))
    return open_at_once (path, O_RDWR);
  if (flags == O_RDONLY && ipc_fault (open_releases_likes))
    /* Be a writer for a moment, for those who wait for one.  */
    IPC_REAL (close) (IPC_REAL (open) (path, O_RDWR | O_NONBLOCK));
  /* There for a writer, but asleep.  */
  if (flags == O_RDONLY && ipc_fault (open_never_wakes)
      && IPC_REAL (open) (path, O_RDONLY | O_NONBLOCK) != -1)
    return ipc_fault_hang_in_open ();
  if (flags == O_RDONLY && ipc_fault (open_misses_writer))
    return open_for_present_writer (path);
  if (flags == (O_RDONLY | O_NONBLOCK) && ipc_fault (open_nonblock_waits))
    flags = O_RDONLY;
  if ((flags & O_TRUNC) != 0 && ipc_fault (open_truncates))
    empty (path);
  if ((flags & O_ACCMODE) == O_RDWR && ipc_fault (open_no_rdwr))
    return ipc_fault_fail (EINVAL);
  fd = IPC_REAL (open) (path, flags);
  return fd == -1 ? fail (path, flags, errno)
         : other_descriptor (path, flags, fd);
}
