/* options.c - what setsockopt() takes for a number.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "facilities/facilities.h"
#include "tcp.h"

/* SO_REUSEADDR from the SIZE bytes of VALUE: 0, an errno, or -1 if it is not
   set after that.  */
static int
try_size (int family, const void *value, socklen_t size)
{
  struct place p;
  int set = 0, result = 0, fd;
  socklen_t room = sizeof set;

  place_here (&p, family, 0);
  fd = tcp_socket (&p);
  if (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, value, size) == -1)
    result = errno;
  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &set, &room) == 0);
  close (fd);
  return result != 0 ? result : set != 0 && room == sizeof set ? 0 : -1;
}

/* Whether SO_REUSEADDR, once set, is cleared by an int 0.  */
static int
can_clear (int family)
{
  struct place p;
  int set = 1, fd, cleared;
  socklen_t room = sizeof set;

  place_here (&p, family, 0);
  fd = tcp_socket (&p);
  IPC_SETUP (set_option (fd, SO_REUSEADDR, 1) == 0);
  cleared = set_option (fd, SO_REUSEADDR, 0) == 0;
  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &set, &room) == 0);
  close (fd);
  return cleared && set == 0;
}

static const char *
size_word (int result)
{
  return result == 0 ? "set" : result == -1 ? "not set"
         : ipc_errno_name (result);
}

static const char *
look_size (int family)
{
  const int one = 1;
  const char small = 1;
  const long large = 1;
  int by_int = try_size (family, &one, sizeof one);
  int by_long = try_size (family, &large, sizeof large);
  int by_char = try_size (family, &small, sizeof small);

  ipc_detail ("by a long %s, by a char %s", size_word (by_long),
              size_word (by_char));
  return by_int == 0 && !can_clear (family) ? "set, and stays"
         : size_word (by_int);
}

IPC_TEST (sockopt_size)
{
  ipc_observe_families (look_size);
}

/* What a connection is to have: each another number.  */
static const struct keep
{
  const char *name;
  int option, value;
} keeps[] = {
  { "TCP_KEEPIDLE", TCP_KEEPIDLE, 111 },
  { "TCP_KEEPALIVE", TCP_KEEPALIVE, 111 },
  { "TCP_KEEPINTVL", TCP_KEEPINTVL, 13 },
  { "TCP_KEEPCNT", TCP_KEEPCNT, 5 },
  { "TCP_USER_TIMEOUT", TCP_USER_TIMEOUT, 4000 }
};
enum { IDLE, ALIVE, INTERVAL, COUNT, UNACKNOWLEDGED };

/* Set an option of FD at LEVEL, and 0, or the errno.  */
static int
keep (int fd, int level, const struct keep *k)
{
  if (k->option == -1)
    return ENOPROTOOPT;
  return setsockopt (fd, level, k->option, &k->value, sizeof k->value) == 0
         ? 0 : errno;
}

/* Whether FD has what was set.  */
static int
keeps_it (int fd, const struct keep *k)
{
  int value = 0;
  socklen_t size = sizeof value;

  return getsockopt (fd, IPPROTO_TCP, k->option, &value, &size) == 0
         && value == k->value && size == sizeof value;
}

/* Whether SO_KEEPALIVE of FD is on.  */
static int
is_alive (int fd)
{
  int value = 0;
  socklen_t size = sizeof value;

  return getsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &value, &size) == 0
         && value != 0;
}

/* What a socket that has no such protocol says.  */
static const char *
local_says (void)
{
  int fd = socket (AF_LOCAL, SOCK_STREAM, 0), error;

  if (fd == -1)
    return ipc_errno_name (errno);
  error = keep (fd, IPPROTO_TCP, &keeps[COUNT]);
  close (fd);
  return error == 0 ? "0" : ipc_errno_name (error);
}

/* Have FD ask, with the times of KEEPS.  Returns 1, 2 and 4 for those that it
   took: how long it is idle, the interval, the count.  */
static int
(keep_times) (int fd)
{
  int took;

  IPC_SETUP (set_option (fd, SO_KEEPALIVE, 1) == 0);
  /* Some systems have another name for the first of them.  */
  took = keep (fd, IPPROTO_TCP, &keeps[IDLE]) == 0
         || keep (fd, IPPROTO_TCP, &keeps[ALIVE]) == 0 ? 1 : 0;
  took |= keep (fd, SOL_TCP, &keeps[INTERVAL]) == 0 ? 2 : 0;
  return took | (keep (fd, IPPROTO_TCP, &keeps[COUNT]) == 0 ? 4 : 0);
}

/* The options of what FD TOOK, if it has them all.  */
static const char *
name_times (int fd, int took)
{
  static char names[80];
  int which[] = { keeps_it (fd, &keeps[IDLE]) ? IDLE : ALIVE, INTERVAL,
                  COUNT };
  size_t used = 0;
  int i;

  names[0] = '\0';
  for (i = 0; i < 3; i++)
    if ((took & 1 << i) != 0)
      {
        const struct keep *k = &keeps[which[i]];

        if (!keeps_it (fd, k))
          return ipc_textf ("%s reads another number", k->name);
        snprintf (names + used, sizeof names - used, "%s%s",
                  used > 0 ? ", " : "", k->name);
        used = strlen (names);
      }
  return used == 0 ? "SO_KEEPALIVE alone" : names;
}

/* The connection comes after the options, which are for it.  */
static const char *
look_keepalive (int family)
{
  const struct keep *limit = &keeps[UNACKNOWLEDGED];
  const char *names;
  struct place p;
  int server = listener (family, &p), fd = tcp_socket (&p);
  int took = keep_times (fd), is_limited;

  is_limited = keep (fd, IPPROTO_TCP, limit) == 0;
  IPC_SETUP (tcp_connect (fd, &p) == 0);
  names = !is_alive (fd) ? "SO_KEEPALIVE is off" : name_times (fd, took);
  if (is_limited && !keeps_it (fd, limit))
    names = ipc_textf ("%s reads another number", limit->name);
  close (fd);
  close (server);
  ipc_detail ("%s; local: %s", is_limited ? "TCP_USER_TIMEOUT, too"
              : "no limit for what is not acknowledged", local_says ());
  return names;
}

IPC_TEST (keepalive_options)
{
  ipc_observe_families (look_keepalive);
}
