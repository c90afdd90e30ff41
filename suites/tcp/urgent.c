/* urgent.c - data out of band.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "facilities/facilities.h"
#include "tcp.h"

static volatile sig_atomic_t signals;

static void
count (int signo)
{
  (void) signo;
  signals++;
}

/* Whether the byte behind "ab" is urgent to FD.  Where it is not, it or what is
   behind it can be read with what is before; all of that is taken then.  */
static int
is_urgent (int fd)
{
  struct pollfd p;
  char got[16];
  ssize_t n = 0;

  p.fd = fd;
  p.events = POLLPRI;
  p.revents = 0;
  while (poll (&p, 1, 10) <= 0 && n <= 2)
    if (ipc_is_ready (fd, 0))
      n = recv (fd, got, sizeof got, MSG_PEEK);
  if (p.revents != 0)
    return 1;
  do
    n = take (fd, got, sizeof got);
  while (n > 0 && got[n - 1] != 'd');
  return 0;
}

/* What FD, to which "ab", an urgent "!" and "cd" are sent, makes of that.  */
static const char *
receive_urgent (int fd)
{
  char got[16], byte = 0, more;
  int early, before, after;
  ssize_t n;

  if (!is_urgent (fd))
    return "like any other byte";
  if (signals == 0)
    return "no SIGURG";
  early = sockatmark (fd);
  n = read (fd, got, sizeof got);
  if (n != 2 || memcmp (got, "ab", 2) != 0)
    return ipc_textf ("read() to the mark: %s", ipc_gave (n));
  before = sockatmark (fd);
  if (before == -1)
    return ipc_failure_name (errno);
  n = recv (fd, &byte, 1, MSG_OOB);
  if (n != 1 || byte != '!')
    return ipc_textf ("of the byte: %s", ipc_gave (n));
  n = recv (fd, &more, 1, MSG_OOB);
  if (n != -1 || errno != EINVAL)
    return ipc_textf ("of the byte again: %s", ipc_gave (n));
  n = take (fd, got, 2);
  after = sockatmark (fd);
  return n != 2 || memcmp (got, "cd", 2) != 0 ? "other data behind the mark"
         : early != 0 ? "at the mark before that"
         : before != 1 ? "not at the mark" : after != 0 ? "past it at the mark"
         : "SIGURG, apart, a mark";
}

static const char *
pass_urgent (int fd[2])
{
  signals = 0;
  ipc_put (fd[0], "ab");
  if (send (fd[0], "!", 1, MSG_OOB) != 1)
    return ipc_errno_name (errno);
  ipc_put (fd[0], "cd");
  return receive_urgent (fd[1]);
}

static const char *
look_urgent (int family)
{
  const char *word, *again;
  int fd[2];

  connection (family, fd);
  ipc_handle (SIGURG, count, SA_RESTART);
  IPC_SETUP (ipc_signal_me (fd[1]) != -1);
  word = pass_urgent (fd);
  again = strcmp (word, "absent") == 0 ? word : pass_urgent (fd);
  if (strcmp (word, again) != 0)
    word = ipc_textf ("%s, and again %s", word, again);
  close (fd[0]);
  close (fd[1]);
  return word;
}

IPC_TEST (oob)
{
  ipc_observe_families (look_urgent);
}
