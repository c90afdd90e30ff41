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

/* A receiver that is bound to every address, at a port of its own; *TO is the
   ADDRESS, with that port.  */
static int
receiver (struct end *to, unsigned long address)
{
  struct end end = udp_unbound (AF_INET);
  socklen_t size = sizeof end.at;
  struct in_addr host;

  IPC_SETUP (bind (end.fd, (struct sockaddr *) &end.at, end.size) == 0);
  IPC_SETUP (getsockname (end.fd, (struct sockaddr *) &end.at, &size) == 0);
  host.s_addr = htonl ((uint32_t) address);
  udp_set_host (&end.at, &host);
  *to = end;
  return end.fd;
}

/* To the loopback network's own broadcast address, which leads nowhere
   else.  */
IPC_TEST (broadcast)
{
  struct end client, all;
  int without, with, arrives, on = 1, fd;

  ipc_need_loopback ();
  client = udp_end (AF_INET);
  fd = receiver (&all, 0x7fffffff);
  without = udp_put (client.fd, "b", 1, &all) == 1 ? 0 : errno;
  IPC_SETUP (setsockopt (client.fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on)
             == 0);
  with = udp_put (client.fd, "b", 1, &all) == 1 ? 0 : errno;
  if (without == 0)
    ipc_observe ("needs no SO_BROADCAST");
  else if (without != EACCES)
    ipc_observe (ipc_errno_name (without));
  else if (with != 0)
    ipc_observef ("EACCES, and with SO_BROADCAST %s", ipc_errno_name (with));
  else
    {
      arrives = udp_count (fd, 'b', 1);
      ipc_observe (arrives == 1 ? "EACCES without SO_BROADCAST"
                   : arrives == 0 ? "goes nowhere with SO_BROADCAST"
                   : "arrives more than once");
    }
}

/* Join the group TO, or leave it, on the interface of ADDRESS, INADDR_ANY for
   the platform's choice.  0, or errno.  */
static int
membership (int fd, int option, const struct end *to, unsigned long address)
{
  struct ip_mreq request;

  request.imr_multiaddr = ((const struct sockaddr_in *) &to->at)->sin_addr;
  request.imr_interface.s_addr = htonl ((uint32_t) address);
  return setsockopt (fd, IPPROTO_IP, option, &request, sizeof request) == -1
         ? errno : 0;
}

/* A receiver for a group that is nobody's but a site's own; TO is the group
   with its port.  No other process has that port: a group named for it is
   joined by no other, whose membership would be everybody's on Linux.  */
static int
group_receiver (struct end *to)
{
  int fd = receiver (to, 0);
  struct in_addr host;

  host.s_addr = htonl (0xefff0000 + (uint32_t) udp_port (&to->at));
  udp_set_host (&to->at, &host);
  return fd;
}

/* A sender to the group by the loopback interface.  */
static struct end
group_sender (void)
{
  struct end sender = udp_end (AF_INET);
  struct in_addr by;
  int set;

  by.s_addr = htonl (INADDR_LOOPBACK);
  set = setsockopt (sender.fd, IPPROTO_IP, IP_MULTICAST_IF, &by, sizeof by);
  if (set == -1 && errno == ENOPROTOOPT)
    ipc_not_exercised ("nothing sends to a group by a chosen interface");
  IPC_SETUP (set == 0);
  return sender;
}

IPC_TEST (multicast)
{
  struct end sender, to;
  int fd, error, before, joined, left;

  ipc_need_loopback ();
  fd = group_receiver (&to);
  sender = group_sender ();
  before = udp_reaches (&sender, fd, &to, 'b', 0);
  error = membership (fd, IP_ADD_MEMBERSHIP, &to, INADDR_LOOPBACK);
  if (error != 0)
    {
      ipc_detail ("%s", ipc_errno_name (error));
      ipc_observe ("refused");
      return;
    }
  joined = udp_reaches (&sender, fd, &to, 'j', 1);
  IPC_SETUP (membership (fd, IP_DROP_MEMBERSHIP, &to, INADDR_LOOPBACK) == 0);
  left = udp_reaches (&sender, fd, &to, 'l', 0);
  ipc_observe (before ? "arrives before" : !joined ? "does not arrive"
               : left ? "arrives after" : "arrives while joined");
}

/* The statuses of a process in a network of its own, where only the index
   leads to an interface: no route does.  */
enum { BY_ROUTE = 1, BY_DEFAULT = 2, USED = 4, CUT = 8, MISSING = 16 };

/* Whether FD can join TO by the index of the loopback interface, and by that
   alone: USED, CUT or MISSING.  */
static int
join_by_index (int fd, const struct end *to)
{
  struct in_addr group = ((const struct sockaddr_in *) &to->at)->sin_addr;
  unsigned index = if_nametoindex ("lo");
  struct end sender;

  /* As all that is absent answers.  */
  if (index == (unsigned) -1)
    return MISSING;
  if (ipc_join_index (fd, group, index + 1000) != -1)
    return CUT;
  if (ipc_join_index (fd, group, index) == -1)
    return errno == ENOSYS ? MISSING : CUT;
  sender = group_sender ();
  return udp_reaches (&sender, fd, to, 'i', 1) ? USED : CUT;
}

static int
join_apart (struct ipc_link *link, void *arg)
{
  struct end to;
  int fd = group_receiver (&to), error;

  (void) link;
  (void) arg;
  error = membership (fd, IP_ADD_MEMBERSHIP, &to, INADDR_ANY);
  IPC_SETUP (error == 0 || error == ENODEV || error == EADDRNOTAVAIL);
  if (error == 0)
    IPC_SETUP (membership (fd, IP_DROP_MEMBERSHIP, &to, INADDR_ANY) == 0);
  return (error == 0 ? BY_DEFAULT : BY_ROUTE) + join_by_index (fd, &to);
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
enum { NO_FILTER = 1, REFUSED, TAKEN, OTHER_FAILS, OTHER_ERROR, LEAKS };

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
  int error;

  (void) link;
  (void) arg;
  if (stop_port (udp_port (&stopped.at)) != 0)
    return NO_FILTER;
  error = udp_put (client.fd, "x", 1, &stopped) == 1 ? 0 : errno;
  if (udp_put (client.fd, "x", 1, &open) != 1
      || udp_count (open.fd, 'x', 1) != 1)
    return OTHER_FAILS;
  if (udp_count (stopped.fd, 'x', 0) != 0)
    return LEAKS;
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
               : status == OTHER_FAILS ? "stops other ports"
               : status == LEAKS ? "stops nothing" : "other error");
}
