# sun-path-full.m4 - may a local name fill sun_path, without a null?
# Behaviour: unix_sockets.path_limit
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SUN_PATH_FULL],
[IPC_PROBE_SCRATCH([sun_path_full],
  [whether a local name may fill sun_path without a null],
  [#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>],
  [struct sockaddr_un a;
  char name[sizeof a.sun_path + 1];
  int fd = socket (AF_UNIX, SOCK_STREAM, 0), bound;
  if (fd == -1)
    return UNKNOWN;
  memset (&a, 0, sizeof a);
  memset (name, 'p', sizeof a.sun_path);
  name[sizeof a.sun_path] = '\0';
  a.sun_family = AF_UNIX;
  memcpy (a.sun_path, name, sizeof a.sun_path);
  bound = bind (fd, (struct sockaddr *) &a, sizeof a) == 0;
  if (!bound)
    ipc_error = errno;
  return bound && unlink (name) == 0 ? YES : NO;])])
