/* options.c - what setsockopt() takes for a number.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
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
  return size_word (by_int);
}

IPC_TEST (sockopt_size)
{
  observe_families (look_size);
}
