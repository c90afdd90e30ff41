/* group.c - datagrams to many, and those that a filter stops.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* To the loopback network's own broadcast address, which leads nowhere
   else.  */
IPC_TEST (broadcast)
{
  struct end client, all;
  struct sockaddr_in *at = (struct sockaddr_in *) &all.at;
  int without, with, on = 1;

  ipc_need_loopback ();
  client = udp_end (AF_INET);
  all = udp_closed_port ();
  at->sin_addr.s_addr = htonl (0x7fffffff);
  without = udp_put (client.fd, "x", 1, &all) == 1 ? 0 : errno;
  IPC_SETUP (setsockopt (client.fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on)
             == 0);
  with = udp_put (client.fd, "x", 1, &all) == 1 ? 0 : errno;
  ipc_detail ("with the option: %s",
              with == 0 ? "sent" : ipc_errno_name (with));
  if (with == EACCES)
    ipc_observe ("EACCES in spite of SO_BROADCAST");
  else if (without == EACCES)
    ipc_observe ("EACCES without SO_BROADCAST");
  else
    ipc_observe (without == 0 ? "needs no SO_BROADCAST"
                 : ipc_errno_name (without));
}

/* A group that is nobody's but a site's own.  */
static struct in_addr
group_address (void)
{
  struct in_addr group;

  group.s_addr = htonl (0xefff4d31);
  return group;
}

/* Join the group, or leave it, on the interface of ADDRESS, INADDR_ANY for
   the platform's choice.  0, or errno.  */
static int
membership (int fd, int option, unsigned long address)
{
  struct ip_mreq request;

  request.imr_multiaddr = group_address ();
  request.imr_interface.s_addr = htonl ((uint32_t) address);
  return setsockopt (fd, IPPROTO_IP, option, &request, sizeof request) == -1
         ? errno : 0;
}

/* A receiver for the group, bound to every address; TO is the group with its
   port.  */
static int
group_receiver (struct end *to)
{
  struct end end = udp_unbound (AF_INET);
  socklen_t size = sizeof end.at;

  IPC_SETUP (bind (end.fd, (struct sockaddr *) &end.at, end.size) == 0);
  IPC_SETUP (getsockname (end.fd, (struct sockaddr *) &end.at, &size) == 0);
  *to = end;
  ((struct sockaddr_in *) &to->at)->sin_addr = group_address ();
  return end.fd;
}

/* A sender to the group by the loopback interface.  */
static struct end
group_sender (void)
{
  struct end sender = udp_end (AF_INET);
  struct in_addr by;

  by.s_addr = htonl (INADDR_LOOPBACK);
  IPC_SETUP (setsockopt (sender.fd, IPPROTO_IP, IP_MULTICAST_IF, &by,
                         sizeof by) == 0);
  return sender;
}

/* Whether what SENDER sends to the group TO arrives at FD.  */
static int
arrives (const struct end *sender, int fd, const struct end *to)
{
  char byte;

  IPC_SETUP (udp_put (sender->fd, "g", 1, to) == 1);
  udp_settle ();
  ipc_nonblocking (fd, 1);
  return recv (fd, &byte, 1, 0) == 1;
}

IPC_TEST (multicast)
{
  struct end sender, to;
  int fd, error, before, joined, left;

  ipc_need_loopback ();
  fd = group_receiver (&to);
  sender = group_sender ();
  before = arrives (&sender, fd, &to);
  error = membership (fd, IP_ADD_MEMBERSHIP, INADDR_LOOPBACK);
  if (error != 0)
    {
      ipc_detail ("%s", ipc_errno_name (error));
      ipc_observe ("refused");
      return;
    }
  joined = arrives (&sender, fd, &to);
  IPC_SETUP (membership (fd, IP_DROP_MEMBERSHIP, INADDR_LOOPBACK) == 0);
  left = arrives (&sender, fd, &to);
  ipc_observe (before ? "arrives before" : !joined ? "does not arrive"
               : left ? "arrives after" : "arrives while joined");
}

/* The statuses of a process in a network of its own, where only the index
   leads to an interface: no route does.  */
enum { BY_ROUTE = 1, BY_DEFAULT = 2, USED = 4, CUT = 8, MISSING = 16 };

static int
join_apart (struct ipc_link *link, void *arg)
{
  struct end sender, to;
  int fd = group_receiver (&to), error, status;

  (void) link;
  (void) arg;
  error = membership (fd, IP_ADD_MEMBERSHIP, INADDR_ANY);
  IPC_SETUP (error == 0 || error == ENODEV || error == EADDRNOTAVAIL);
  status = error == 0 ? BY_DEFAULT : BY_ROUTE;
  if (error == 0)
    IPC_SETUP (membership (fd, IP_DROP_MEMBERSHIP, INADDR_ANY) == 0);
  if (ipc_join_index (fd, group_address (), if_nametoindex ("lo")) == -1)
    return status + (errno == ENOSYS ? MISSING : CUT);
  sender = group_sender ();
  return status + (arrives (&sender, fd, &to) ? USED : CUT);
}

IPC_TEST (multicast_iface)
{
  struct ipc_child child = ipc_isolated_network (join_apart, NULL);
  int status = ipc_join_exit (&child);

  if ((status & MISSING) != 0)
    ipc_observe ("no index");
  else
    ipc_observef ("by %s, index %s", (status & BY_ROUTE) ? "route" : "default",
                  (status & USED) ? "used" : "cut");
}

/* Of a process in a network of its own, whose filter stops one port.  */
enum { NO_FILTER = 1, REFUSED, TAKEN, OTHER_FAILS, OTHER_ERROR };

/* Have a filter stop what goes out to PORT; 0 if there is one.  */
static int
stop_port (int port)
{
  char command[400];

  snprintf (command, sizeof command,
            "{ iptables -A OUTPUT -p udp --dport %d -j DROP"
            " || { nft add table ip t && nft add chain ip t o"
            " '{ type filter hook output priority 0; }'"
            " && nft add rule ip t o udp dport %d drop; }; }"
            " >/dev/null 2>&1", port, port);
  return system (command);
}

static int
send_filtered (struct ipc_link *link, void *arg)
{
  struct end stopped = udp_end (AF_INET), open = udp_end (AF_INET);
  struct end client = udp_end (AF_INET);
  char byte;
  int error;

  (void) link;
  (void) arg;
  if (stop_port (udp_port (&stopped.at)) != 0)
    return NO_FILTER;
  error = udp_put (client.fd, "x", 1, &stopped) == 1 ? 0 : errno;
  if (udp_put (client.fd, "x", 1, &open) != 1)
    return OTHER_FAILS;
  udp_await (open.fd);
  IPC_SETUP (recv (open.fd, &byte, 1, 0) == 1);
  return error == 0 ? TAKEN : error == EPERM ? REFUSED : OTHER_ERROR;
}

IPC_TEST (send_eperm)
{
  struct ipc_child child = ipc_isolated_network (send_filtered, NULL);
  int status = ipc_join_exit (&child);

  if (status == NO_FILTER)
    ipc_not_exercised ("no packet filter");
  ipc_observe (status == REFUSED ? "EPERM"
               : status == TAKEN ? "not at the send"
               : status == OTHER_FAILS ? "stops other ports" : "other error");
}
