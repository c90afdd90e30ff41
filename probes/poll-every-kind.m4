# poll-every-kind.m4 - does poll() serve every kind of descriptor?
# Behaviour: sockets.poll_exists
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POLL_EVERY_KIND],
[IPC_PROBE([poll_every_kind],
  [whether poll serves pipes, sockets, files and devices],
  [#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>],
  [static const char *const kinds[] =
    { "not pipes", "not sockets", "not files", "not devices" };
  struct pollfd p[4];
  int fd[2], i, pair[2];
  FILE *file = tmpfile ();
  if (file == NULL || pipe (fd) == -1 || write (fd[1], "b", 1) != 1
      || socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == -1
      || write (pair[1], "b", 1) != 1)
    return UNKNOWN;
  p[0].fd = fd[0];
  p[1].fd = pair[0];
  p[2].fd = fileno (file);
  p[3].fd = open ("/dev/null", O_RDONLY);
  for (i = 0; i < 4; i++)
    p[i].events = POLLIN;
  if (poll (p, 4, 0) == -1)
    return UNKNOWN;
  for (i = 0; i < 4; i++)
    if (p[i].revents != POLLIN)
      ipc_word = kinds[i];
  return *ipc_word ? NO : YES;])])
