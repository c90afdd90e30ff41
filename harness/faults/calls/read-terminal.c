/* read-terminal.c - faults of what read() gives of a terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "read.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

FAULT (cr_first_only, "a terminal makes CR LF of the first newline alone",
  KILLS ("coprocesses.pty_crlf"))
FAULT (echo_no_newline, "a terminal does not echo a newline",
  KILLS ("coprocesses.pty_echo"))
FAULT (master_cuts_rest, "a master gives 8 bytes of what a closed slave left",
  KILLS ("coprocesses.pty_master_after_slave"))
FAULT (master_ends_first, "a master ends when the first slave is closed",
  KILLS ("coprocesses.pty_master_after_slave"))
FAULT (end_after_line, "VEOF behind a whole line is no end of a terminal",
  KILLS ("coprocesses.pty_eof_char"))
FAULT (end_needs_input, "VEOF is no end of a terminal before any input",
  KILLS ("coprocesses.pty_eof_char"))
FAULT (raw_needs_four, "without ICANON read() wants four bytes",
  KILLS ("coprocesses.termios_helpers"))
FAULT (raw_loses_last, "without ICANON a newline is lost",
  KILLS ("coprocesses.pty_max_canon"))
FAULT (raw_swaps, "without ICANON the first two bytes are exchanged",
  KILLS ("coprocesses.pty_max_canon"))

int ipc_fault_slave_closed;

/* Take WHAT, which is at AT, out of the N bytes of DATA.  */
static ssize_t
without (char *data, ssize_t n, char *at)
{
  memmove (at, at + 1, (size_t) (data + n - at - 1));
  return n - 1;
}

/* N bytes of DATA have come from a master with the settings T.  */
static ssize_t
spoil_output (int fd, char *data, ssize_t n, const struct termios *t)
{
  static int changed;
  char rest[512], *at;

  if (n > 0 && ipc_fault (cr_first_only))
    {
      at = memchr (data, '\r', (size_t) n);
      if (at != NULL && !changed)
        {
          changed = 1;
          at = memchr (at + 1, '\r', (size_t) (data + n - at - 1));
        }
      return at == NULL ? n : without (data, n, at);
    }
  if (n > 0 && (t->c_lflag & ECHO) != 0 && ipc_fault (echo_no_newline))
    {
      at = changed ? NULL : memchr (data, '\n', (size_t) n);
      changed |= at != NULL;
      return at == NULL ? n : without (data, n, at);
    }
  if (n > 8 && ipc_fault (master_cuts_rest) && ipc_fault_has_hung_up (fd))
    {
      while (IPC_REAL (read) (fd, rest, sizeof rest) > 0)
        continue;
      return 8;
    }
  return n == -1 && errno == EAGAIN && ipc_fault_slave_closed
         && ipc_fault (master_ends_first) ? ipc_fault_fail (EIO) : n;
}

/* The same from a slave.  */
static ssize_t
spoil_input (int fd, char *data, size_t size, ssize_t n,
             const struct termios *t)
{
  static int whole, some;
  char byte;

  if (n == 0 && ((whole && ipc_fault_anywhere (end_after_line))
                 || (!some && ipc_fault_anywhere (end_needs_input))))
    n = IPC_REAL (read) (fd, data, size);
  some |= n > 0;
  whole = n > 0 && data[n - 1] == '\n';
  if ((t->c_lflag & ICANON) != 0)
    return n;
  if (n > 0 && n < 4 && ipc_fault (raw_needs_four))
    return ipc_fault_fail (EAGAIN);
  if (n > 1 && ipc_fault (raw_swaps))
    {
      byte = data[0];
      data[0] = data[1];
      data[1] = byte;
    }
  if (whole && ipc_fault (raw_loses_last))
    return n > 1 ? n - 1 : IPC_REAL (read) (fd, data, size);
  return n;
}

ssize_t
ipc_fault_spoil_terminal (int fd, char *data, size_t size, ssize_t n)
{
  int error = errno;
  struct termios t;

  if ((!ipc_fault_armed && !ipc_fault_anywhere (end_after_line)
       && !ipc_fault_anywhere (end_needs_input))
      || tcgetattr (fd, &t) == -1)
    {
      errno = error;
      return n;
    }
  errno = error;
  return ipc_fault_is_master (fd) ? spoil_output (fd, data, n, &t)
         : spoil_input (fd, data, size, n, &t);
}
