/* ports.c - ports that not everybody may have, or that are in use yet.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

enum { TRIES = 16 };

/* The errno of bind() to the first port that nobody has, from FIRST on by
   STEP; 0 if it succeeds.  */
static int
try_bind (int family, int first, int step)
{
  struct place p;
  int i, error = EADDRINUSE;

  for (i = 0; i < TRIES && error == EADDRINUSE; i++)
    {
      int fd;

      place_here (&p, family, first + i * step);
      fd = tcp_socket (&p);
      error = tcp_bind (fd, &p) == 0 ? 0 : errno;
      close (fd);
    }
  return error;
}

/* What a plain user may have: the highest port below 1024, the lowest one,
   any one.  */
struct allowed
{
  int family;
  uid_t uid;
  gid_t gid;
  int error[3];
};

static int
try_as_plain (struct ipc_link *link, void *arg)
{
  struct allowed *a = arg;

  if (geteuid () == 0)
    ipc_become (a->uid, a->gid);
  a->error[0] = try_bind (a->family, 1023, -1);
  a->error[1] = try_bind (a->family, 1, 1);
  a->error[2] = try_bind (a->family, 0, 0);
  ipc_send (link, a, sizeof *a);
  return 0;
}

static struct allowed user;

static const char *
look_privileged (int family)
{
  struct ipc_child child;
  struct allowed a = user;

  a.family = family;
  child = ipc_start (try_as_plain, &a);
  ipc_receive (&child.link, &a, sizeof a);
  ipc_join_exit (&child);
  if (a.error[2] != 0)
    return ipc_textf ("no port at all: %s", ipc_errno_name (a.error[2]));
  if (a.error[0] == EACCES && a.error[1] == EACCES)
    return "EACCES";
  if (a.error[0] == 0)
    return a.error[1] == 0 ? "anybody's" : a.error[1] == EACCES
           ? "EACCES below a lower limit" : ipc_errno_name (a.error[1]);
  return ipc_textf ("%s, and %s below", ipc_errno_name (a.error[0]),
                    a.error[1] == 0 ? "0" : ipc_errno_name (a.error[1]));
}

IPC_TEST (privileged_port)
{
  ipc_need_loopback ();
  if (geteuid () == 0)
    {
      ipc_second_uid (&user.uid, &user.gid);
      ipc_detail ("root: %s", try_bind (AF_INET, 1023, -1) == 0 ? "bound"
                  : "refused");
    }
  ipc_observe_families (look_privileged);
}

enum { ROUNDS = 32 };

/* ROUNDS connections to P, whose listener is FD, from ports that the kernel
   picks for sockets with SO_REUSEADDR or without it; each is ended by this
   side alone, so that it lingers here.  How many of them fail because the port
   has such a connection.  */
static int
count_conflicts (int fd, const struct place *p, int option)
{
  struct place own;
  int server[ROUNDS], i, n = 0, conflicts = 0;

  for (i = 0; i < ROUNDS; i++)
    {
      int client = tcp_socket (p);
      char byte;

      place_here (&own, p->at.ss_family, 0);
      IPC_SETUP (!option || set_option (client, SO_REUSEADDR, 1) == 0);
      IPC_SETUP (tcp_bind (client, &own) == 0);
      if (tcp_connect (client, p) == -1)
        {
          IPC_SETUP (errno == EADDRINUSE || errno == EADDRNOTAVAIL);
          conflicts++;
          close (client);
          continue;
        }
      server[n] = accept (fd, NULL, NULL);
      IPC_SETUP (server[n] != -1 && close (client) == 0);
      IPC_SETUP (take (server[n++], &byte, 1) == 0);
    }
  while (n-- > 0)
    close (server[n]);
  return conflicts;
}

static const char *
look_port_zero (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int with = count_conflicts (fd, &p, 1);
  int without = count_conflicts (fd, &p, 0);

  close (fd);
  ipc_detail ("%d of %d, without the option %d", with, ROUNDS, without);
  return without > 0 ? "without the option, too"
         : with > 0 ? "shown" : "not shown";
}

IPC_TEST (reuseaddr_port_zero)
{
  ipc_observe_families (look_port_zero);
}
