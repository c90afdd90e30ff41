/* share.c - several listeners at one port, and several addresses.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "facilities/facilities.h"
#include "tcp.h"

enum { ROUNDS = 64 };

/* A listener at P with OPTION, and ANOTHER if that is not -1; -1, and what
   failed in WHY.  */
static int
bound_with_both (int option, int another, const struct place *p,
                 const char **why)
{
  int fd = tcp_socket (p);

  *why = NULL;
  if (set_option (fd, option, 1) == -1
      || (another != -1 && set_option (fd, another, 1) == -1))
    *why = ipc_textf ("refused: %s", ipc_errno_name (errno));
  else if (tcp_bind (fd, p) == -1)
    *why = ipc_textf ("%s at bind", ipc_errno_name (errno));
  else if (listen (fd, ROUNDS) == -1)
    *why = ipc_textf ("%s at listen", ipc_errno_name (errno));
  if (*why == NULL)
    return fd;
  close (fd);
  return -1;
}

static int
bound_with (int option, const struct place *p, const char **why)
{
  return bound_with_both (option, -1, p, why);
}

/* How many clients wait at FD, who do so no longer.  */
static int
count_waiting (int fd)
{
  int n = 0, client;

  ipc_nonblocking (fd, 1);
  for (; (client = accept (fd, NULL, NULL)) != -1; n++)
    close (client);
  return n;
}

/* Two listeners at P, which becomes their place, with the option, and with
   ANOTHER: NULL, or what failed.  */
static const char *
share_port (int another, struct place *p, int fd[2])
{
  const char *why;

  if ((fd[0] = bound_with_both (SO_REUSEPORT, another, p, &why)) == -1)
    return why;
  own_place (fd[0], p);
  if ((fd[1] = bound_with_both (SO_REUSEPORT, another, p, &why)) == -1)
    close (fd[0]);
  return why;
}

static const char *
look_reuseport (int family)
{
  struct place p;
  int fd[2], n[2], i;
  const char *why;

  place_here (&p, family, 0);
  if ((why = share_port (-1, &p, fd)) != NULL)
    {
      place_here (&p, family, 0);
      if (strcmp (why, "EADDRINUSE at bind") != 0
          || share_port (SO_REUSEADDR, &p, fd) != NULL)
        return why;
      close (fd[0]);
      close (fd[1]);
      return "needs SO_REUSEADDR, too";
    }
  for (i = 0; i < ROUNDS; i++)
    close (client_of (&p));
  for (i = 0; i < 2; i++)
    {
      n[i] = count_waiting (fd[i]);
      close (fd[i]);
    }
  ipc_detail ("%d, %d", n[0], n[1]);
  return n[0] + n[1] != ROUNDS ? "clients are lost"
         : n[0] == 0 || n[1] == 0 ? "one gets all" : "both get some";
}

IPC_TEST (reuseport)
{
  if (SO_REUSEPORT == -1)
    ipc_observe ("absent");
  else
    ipc_observe_families (look_reuseport);
}

/* A listener at one address, and one at any, of which the latter is the
   FIRST or the second: NULL if there cannot be both, or who is reached.  */
static const char *
beside_any (int family, int first)
{
  struct place here, any;
  int fd[2], n[2];
  const char *why;

  place_here (&here, family, 0);
  place_any (&any, family, 0);
  fd[0] = bound_with (SO_REUSEADDR, first ? &any : &here, &why);
  IPC_SETUP (fd[0] != -1);
  own_place (fd[0], &any);
  place_here (&here, family, place_port (&any));
  place_any (&any, family, place_port (&here));
  fd[1] = bound_with (SO_REUSEADDR, first ? &here : &any, &why);
  if (fd[1] == -1)
    {
      close (fd[0]);
      return strncmp (why, "EADDRINUSE", 10) == 0 ? NULL : why;
    }
  close (client_of (&here));
  n[0] = count_waiting (fd[0]);
  n[1] = count_waiting (fd[1]);
  close (fd[0]);
  close (fd[1]);
  return n[first] == 1 && n[!first] == 0 ? "the one address gets the client"
         : "any address gets the client";
}

static const char *
look_beside_any (int family)
{
  const char *before = beside_any (family, 1);
  const char *after = beside_any (family, 0);

  return before == NULL && after == NULL ? "EADDRINUSE"
         : before != NULL && after != NULL && strcmp (before, after) == 0
         ? before : ipc_textf ("%.20s; %.20s",
                               before != NULL ? before : "EADDRINUSE",
                               after != NULL ? after : "EADDRINUSE");
}

IPC_TEST (reuseaddr_wildcard_specific)
{
  ipc_observe_families (look_beside_any);
}

IPC_TEST (loopback_range)
{
  struct place p, second;
  int fd, client;

  ipc_need_loopback ();
  place_second (&p, 0);
  fd = tcp_socket (&p);
  if (tcp_bind (fd, &p) == -1)
    {
      ipc_observe (ipc_errno_name (errno));
      return;
    }
  IPC_SETUP (listen (fd, 8) == 0);
  own_place (fd, &p);
  place_second (&second, place_port (&p));
  client = tcp_socket (&p);
  ipc_observe (!same_place (&p, &second) ? "bound elsewhere"
               : tcp_connect (client, &p) == 0 ? "bound and reached"
               : ipc_errno_name (errno));
  close (client);
  close (fd);
}
