/* end.c - how a connection ends.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

/* More than one packet of it, and less than any socket holds.  */
enum { ANSWER = 8192 };

/* Whether FD gives the whole answer, and its end.  */
static int
gives_answer (int fd, const char *answer)
{
  char got[ANSWER + 1];
  size_t size = 0;
  ssize_t n;

  while ((n = take (fd, got + size, sizeof got - size)) > 0)
    size += (size_t) n;
  return n == 0 && size == ANSWER && memcmp (got, answer, ANSWER) == 0;
}

static const char *
look_half_close (int family)
{
  char answer[ANSWER];
  int fd[2], whole;
  const char *asked;
  size_t i;

  for (i = 0; i < sizeof answer; i++)
    answer[i] = (char) (i % 251);
  connection (family, fd);
  ipc_put (fd[0], "ask");
  IPC_SETUP (shutdown (fd[0], SHUT_WR) == 0);
  asked = take_all (fd[1]);
  if (strcmp (asked, "ask") != 0)
    return ipc_textf ("the server reads: %.20s", asked);
  if (write (fd[1], answer, sizeof answer) != (ssize_t) sizeof answer)
    return ipc_textf ("cannot answer: %s", ipc_errno_name (errno));
  close (fd[1]);
  whole = gives_answer (fd[0], answer);
  close (fd[0]);
  return whole ? "ends, and is answered" : "the client reads another answer";
}

IPC_TEST (half_close)
{
  signal (SIGPIPE, SIG_IGN);
  ipc_observe_families (look_half_close);
}

static const char *
look_rst_read (int family)
{
  int fd[2];
  char got;
  const char *first;

  connection (family, fd);
  close_with_reset (fd[1]);
  first = ipc_gave (take (fd[0], &got, 1));
  close (fd[0]);
  return first;
}

IPC_TEST (rst_read)
{
  ipc_observe_families (look_rst_read);
}

static const char *
look_linger_zero (int family)
{
  int fd[2];
  char got;
  short events;
  const char *first, *second, *last;

  connection (family, fd);
  close_with_reset (fd[1]);
  events = await_events (fd[0], POLLIN);
  first = ipc_gave (read (fd[0], &got, 1));
  second = ipc_gave (read (fd[0], &got, 1));
  last = ipc_gave (write (fd[0], "x", 1));
  close (fd[0]);
  ipc_detail ("poll: %s%s", (events & POLLERR) != 0 ? "error " : "",
              (events & POLLHUP) != 0 ? "hangup" : "");
  return ipc_textf ("%s, %s, %s", first, second, last);
}

IPC_TEST (linger_zero)
{
  signal (SIGPIPE, SIG_IGN);
  ipc_observe_families (look_linger_zero);
}

static volatile sig_atomic_t pipe_signals;

static void
count_signal (int signo)
{
  (void) signo;
  pipe_signals++;
}

/* One more try to send on FD, by write() or by send().  */
static const char *
sends_on (int fd, int by_write)
{
  ssize_t n;
  int error;

  pipe_signals = 0;
  n = by_write ? write (fd, "x", 1) : send (fd, "x", 1, 0);
  error = errno;
  return n != -1 ? "takes the data"
         : ipc_textf ("%s, %d SIGPIPE", ipc_errno_name (error),
                      (int) pipe_signals);
}

static const char *
look_sigpipe (int family)
{
  int fd[2], i;
  char got;
  const char *first, *next;

  connection (family, fd);
  close_with_reset (fd[1]);
  IPC_SETUP (take (fd[0], &got, 1) == -1);
  first = sends_on (fd[0], 0);
  for (i = 0; i < 2; i++)
    {
      next = sends_on (fd[0], i);
      if (strcmp (first, next) != 0)
        return ipc_textf ("%s, then %s", first, next);
    }
  close (fd[0]);
  return first;
}

IPC_TEST (sigpipe)
{
  ipc_handle (SIGPIPE, count_signal, 0);
  ipc_observe_families (look_sigpipe);
}

/* A server answers, and closes with the request unread.  */
static const char *
look_close_unread (int family)
{
  int fd[2];
  char got[8];
  ssize_t n;
  const char *end, *again;

  connection (family, fd);
  ipc_put (fd[0], "request");
  await_events (fd[1], POLLIN);
  ipc_put (fd[1], "answer");
  close (fd[1]);
  n = take (fd[0], got, sizeof got);
  if (n != 6 || memcmp (got, "answer", 6) != 0)
    return ipc_textf ("instead of the answer: %s", ipc_gave (n));
  end = ipc_gave (take (fd[0], got, 1));
  again = ipc_gave (take (fd[0], got, 1));
  close (fd[0]);
  return ipc_textf ("the answer, %s, %s", end, again);
}

IPC_TEST (close_unread)
{
  ipc_observe_families (look_close_unread);
}

/* A connection of which the other side has ended both ways, and this one
   knows; returns this one's socket.  */
static int
left_alone (int fd[2])
{
  char got;

  IPC_SETUP (shutdown (fd[1], SHUT_RDWR) == 0 && close (fd[1]) == 0);
  IPC_SETUP (take (fd[0], &got, 1) == 0);
  return fd[0];
}

static const char *
look_shutdown_peer_gone (int family)
{
  int fd[2], result, error;

  connection (family, fd);
  result = shutdown (left_alone (fd), SHUT_WR);
  error = errno;
  close (fd[0]);
  return result == 0 ? "0" : ipc_errno_name (error);
}

IPC_TEST (shutdown_peer_gone)
{
  ipc_observe_families (look_shutdown_peer_gone);
}

/* The options that FD, of an ended connection, still takes: "taken", or the
   first failure.  */
static const char *
late_options (int fd)
{
  struct linger linger = { 1, 1 };
  struct timeval time = { 1, 0 };
  int kept = 1;
  socklen_t size = sizeof kept;

  if (setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == -1)
    return ipc_textf ("linger: %s", ipc_errno_name (errno));
  if (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) == -1)
    return ipc_textf ("timeout: %s", ipc_errno_name (errno));
  if (set_option (fd, SO_KEEPALIVE, 1) == -1)
    return ipc_textf ("keepalive: %s", ipc_errno_name (errno));
  if (getsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &kept, &size) == 0 && !kept)
    return "taken, and not kept";
  return "taken";
}

static const char *
look_sockopt_peer_gone (int family)
{
  const char *word;
  int fd[2], on = 1;

  connection (family, fd);
  left_alone (fd);
  shutdown (fd[0], SHUT_WR);
  word = late_options (fd[0]);
  if (strcmp (word, "taken") == 0
      && setsockopt (fd[0], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == -1)
    word = ipc_textf ("nodelay: %s", ipc_errno_name (errno));
  close (fd[0]);
  return strstr (word, ": EINVAL") != NULL ? "EINVAL" : word;
}

IPC_TEST (sockopt_peer_gone)
{
  ipc_observe_families (look_sockopt_peer_gone);
}

/* How a server is ended that waits for its next client.  */
static void
(may_stop) (void)
{
}

static int
(accept_until_stop) (int fd)
{
  return accept (fd, NULL, NULL);
}

static int
(stop_accepting) (int fd)
{
  return shutdown (fd, SHUT_RDWR);
}

static int
accept_and_tell (struct ipc_link *link, void *arg)
{
  int error = accept_until_stop (*(int *) arg) == -1 ? errno : 0;

  ipc_send (link, &error, sizeof error);
  return 0;
}

static const char *
look_shutdown_listener (int family)
{
  struct place p;
  int fd = listener (family, &p);
  const char *waits = ipc_mapped ("wakeup") ? "poll" : "accept";
  struct ipc_child child;
  int error = 0, accepts = -1;

  may_stop ();
  child = ipc_start (accept_and_tell, &fd);
  ipc_await_blocked (child.pid, waits);
  if (stop_accepting (fd) == -1)
    error = errno;
  if (ipc_await_released (&child, waits) == IPC_TELLS)
    {
      ipc_receive (&child.link, &accepts, sizeof accepts);
      ipc_join_exit (&child);
    }
  else
    ipc_end (&child);
  close (fd);
  return ipc_textf ("%s, accept() %s",
                    error == 0 ? "0" : ipc_errno_name (error),
                    accepts == -1 ? "waits on" : ipc_errno_name (accepts));
}

IPC_TEST (shutdown_listener)
{
  ipc_observe_families (look_shutdown_listener);
}
