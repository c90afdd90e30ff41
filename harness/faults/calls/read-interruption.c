/* read-interruption.c - faults of interrupting read(), by what is read.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "read.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include "descriptors.h"
#include "faults.h"

FAULT (harmless_ends_read, "a signal that does nothing ends read()",
  KILLS ("dispositions.ignore", "dispositions.default_actions",
         "clients.chat_child_sigchld"))
FAULT (read_pipe_restarts, "read() of a pipe restarts without SA_RESTART",
  KILLS ("restart.read_pipe_clear", "restart.read_fifo_clear"))
FAULT (read_pipe_interrupted, "SA_RESTART has no effect on reading a pipe",
  KILLS ("restart.read_pipe_set", "restart.read_fifo_set"))
FAULT (read_pipe_stop, "a stop and a continuation interrupt reading a pipe",
  KILLS ("restart.read_pipe_stopped", "restart.read_fifo_stopped"))
FAULT (read_socket_restarts, "read() of a socket restarts without SA_RESTART",
  KILLS ("restart.read_sock_clear"))
FAULT (read_socket_interrupted, "SA_RESTART has no effect on reading a socket",
  KILLS ("restart.read_sock_set"))
FAULT (read_socket_stop, "a stop and a continuation interrupt reading a socket",
  KILLS ("restart.read_sock_stopped"))
FAULT (read_terminal_restarts,
  "read() of a terminal restarts without SA_RESTART",
  KILLS ("restart.read_tty_clear", "restart.read_ptm_clear"))
FAULT (read_terminal_interrupted,
  "SA_RESTART has no effect on reading a terminal",
  KILLS ("restart.read_tty_set", "restart.read_ptm_set"))
FAULT (read_terminal_stop,
  "a stop and a continuation interrupt reading a terminal",
  KILLS ("restart.read_tty_stopped", "restart.read_ptm_stopped"))
FAULT (read_timeout_restarts,
  "read() of a socket with a timeout restarts without SA_RESTART",
  KILLS ("restart.read_rcvtimeo_clear"))
FAULT (read_timeout_eagain,
  "read() of a socket with a timeout fails with EAGAIN when interrupted",
  KILLS ("restart.read_rcvtimeo_set", "restart.read_rcvtimeo_stopped"),
  KILLS_FALLBACK ("restart.read_rcvtimeo_set", "restart.read_rcvtimeo_stopped"))
FAULT (read_special_restarts,
  "read() of a descriptor of events restarts without SA_RESTART",
  KILLS ("restart.read_inotify_clear", "restart.read_eventfd_clear",
         "restart.read_timerfd_clear", "restart.read_signalfd_clear"))
FAULT (read_special_interrupted,
  "SA_RESTART has no effect on reading a descriptor of events",
  KILLS ("restart.read_inotify_set", "restart.read_eventfd_set",
         "restart.read_timerfd_set", "restart.read_signalfd_set"))
FAULT (read_special_stop,
  "a stop and a continuation interrupt reading a descriptor of events",
  KILLS ("restart.read_inotify_stopped", "restart.read_eventfd_stopped",
         "restart.read_timerfd_stopped", "restart.read_signalfd_stopped"))

enum kind { OTHER, PIPE, SOCKET, TIMEOUT, TERMINAL, SPECIAL };

/* What FD is.  Descriptors of events are of no type at all.  */
static enum kind
kind_of (int fd)
{
  if (ipc_fault_is (fd, S_IFIFO))
    return PIPE;
  if (ipc_fault_is (fd, S_IFSOCK))
    return ipc_fault_has_timeout (fd, SO_RCVTIMEO) ? TIMEOUT : SOCKET;
  if (ipc_fault_is (fd, 0))
    return SPECIAL;
  return ipc_fault_is_terminal (fd) ? TERMINAL : OTHER;
}

static int
is_needed (void)
{
  return ipc_fault (read_pipe_restarts) || ipc_fault (read_pipe_interrupted)
         || ipc_fault (read_pipe_stop) || ipc_fault (read_socket_restarts)
         || ipc_fault (read_socket_interrupted)
         || ipc_fault (read_socket_stop) || ipc_fault (read_terminal_restarts)
         || ipc_fault (read_terminal_interrupted)
         || ipc_fault (read_terminal_stop) || ipc_fault (read_timeout_restarts)
         || ipc_fault (read_timeout_eagain)
         || ipc_fault (read_special_restarts)
         || ipc_fault (read_special_interrupted)
         || ipc_fault (read_special_stop);
}

struct ipc_interruption
ipc_fault_of_read (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  enum kind kind = is_needed () ? kind_of (fd) : OTHER;

  in.restarts = (kind == PIPE && ipc_fault (read_pipe_restarts))
                || (kind == SOCKET && ipc_fault (read_socket_restarts))
                || (kind == TERMINAL && ipc_fault (read_terminal_restarts))
                || (kind == TIMEOUT && ipc_fault (read_timeout_restarts))
                || (kind == SPECIAL && ipc_fault (read_special_restarts));
  in.interrupted = (kind == PIPE && ipc_fault (read_pipe_interrupted))
                   || (kind == SOCKET && ipc_fault (read_socket_interrupted))
                   || (kind == TERMINAL
                       && ipc_fault (read_terminal_interrupted))
                   || (kind == SPECIAL && ipc_fault (read_special_interrupted));
  in.stop = (kind == PIPE && ipc_fault (read_pipe_stop))
            || (kind == SOCKET && ipc_fault (read_socket_stop))
            || (kind == TERMINAL && ipc_fault (read_terminal_stop))
            || (kind == SPECIAL && ipc_fault (read_special_stop));
  in.eagain = kind == TIMEOUT && ipc_fault (read_timeout_eagain);
  in.harmless = ipc_fault (harmless_ends_read);
  return in;
}
