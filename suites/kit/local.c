/* local.c - two local sockets that are connected.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "local.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "frame/mapped.h"
#include "frame/report.h"

static const char *const names[] = { "local-pair.0", "local-pair.1" };

/* A socket of TYPE, bound to the name of NUMBER, which is its address A.  */
static int
named_socket (int type, int number, struct sockaddr_un *a)
{
  int fd = socket (AF_UNIX, type, 0);

  IPC_SETUP (fd != -1);
  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  strcpy (a->sun_path, names[number]);
  IPC_SETUP (bind (fd, (struct sockaddr *) a, sizeof *a) == 0);
  return fd;
}

/* A local stream is connected before anybody accepts it.  */
static void
connect_streams (int type, int fd[2])
{
  struct sockaddr_un a;
  int listener = named_socket (type, 0, &a);

  IPC_SETUP (listen (listener, 1) == 0);
  fd[0] = socket (AF_UNIX, type, 0);
  IPC_SETUP (fd[0] != -1);
  IPC_SETUP (connect (fd[0], (struct sockaddr *) &a, sizeof a) == 0);
  fd[1] = accept (listener, NULL, NULL);
  IPC_SETUP (fd[1] != -1);
  close (listener);
  unlink (names[0]);
}

static void
connect_datagrams (int type, int fd[2])
{
  struct sockaddr_un a[2];
  int i;

  for (i = 0; i < 2; i++)
    fd[i] = named_socket (type, i, &a[i]);
  for (i = 0; i < 2; i++)
    IPC_SETUP (connect (fd[i], (struct sockaddr *) &a[!i], sizeof a[!i])
               == 0);
  for (i = 0; i < 2; i++)
    unlink (names[i]);
}

void
ipc_local_pair (int type, int fd[2])
{
  if (socketpair (AF_UNIX, type, 0, fd) == 0)
    return;
  IPC_SETUP (errno == ENOSYS);
  if (type == SOCK_DGRAM)
    connect_datagrams (type, fd);
  else
    connect_streams (type, fd);
}
