/* connect.c - datagram sockets with a peer.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* A socket that was bound to its port by number.  */
static struct end
numbered_end (void)
{
  enum { TRIES = 20 };
  struct end end;
  int i;

  for (i = 0; i < TRIES; i++)
    {
      end = udp_end (AF_INET);
      close (end.fd);
      end.fd = udp_unbound (AF_INET).fd;
      if (bind (end.fd, (struct sockaddr *) &end.at, end.size) == 0)
        return end;
      IPC_SETUP (errno == EADDRINUSE);
      close (end.fd);
    }
  ipc_broken ("every port is taken by somebody else");
}

/* Whether FD has no peer to be told of, or to send to.  */
static int
is_alone (int fd)
{
  struct sockaddr_storage name;
  socklen_t size = sizeof name;

  return getpeername (fd, (struct sockaddr *) &name, &size) == -1
         && errno == ENOTCONN && send (fd, "x", 1, 0) == -1;
}

/* End an association with an address of SIZE bytes: 0, or errno; -1 if it is
   there after that.  Linux takes the port away, too, if the kernel had picked
   it: that is no part of this.  */
static int
dissolve (socklen_t size)
{
  struct end me = numbered_end (), peer = udp_end (AF_INET);
  struct end stranger = udp_end (AF_INET);
  struct sockaddr_storage none;
  int error, gone;

  udp_connect (&me, &peer);
  IPC_SETUP (!udp_reaches (&stranger, me.fd, &me, 'b', 0));
  memset (&none, 0, sizeof none);
  none.ss_family = AF_UNSPEC;
  error = connect (me.fd, (struct sockaddr *) &none, size) == -1 ? errno : 0;
  gone = is_alone (me.fd) && udp_reaches (&stranger, me.fd, &me, 'a', 1);
  close (me.fd);
  close (peer.fd);
  close (stranger.fd);
  return gone ? error : -1;
}

IPC_TEST (dissolve)
{
  static const socklen_t sizes[] = {
    sizeof (struct sockaddr_in), offsetof (struct sockaddr, sa_data),
    sizeof (struct sockaddr_storage)
  };
  int i, results[3], same = 1;

  ipc_need_loopback ();
  for (i = 0; i < 3; i++)
    {
      results[i] = dissolve (sizes[i]);
      same &= results[i] == results[0];
    }
  if (results[0] == -1)
    ipc_observe ("is not done");
  else if (!same)
    ipc_observe ("by its length");
  else if (results[0] == 0)
    ipc_observe ("succeeds");
  else
    ipc_observef ("%s, and done", ipc_errno_name (results[0]));
}

/* Send to TO by sendto(), or by sendmsg().  0, or errno.  */
static int
send_by (int message, int fd, const struct end *to)
{
  struct end copy = *to;
  struct iovec part = { "c", 1 };
  struct msghdr header;
  ssize_t n;

  memset (&header, 0, sizeof header);
  header.msg_name = &copy.at;
  header.msg_namelen = copy.size;
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  n = message ? sendmsg (fd, &header, 0) : udp_put (fd, "c", 1, to);
  return n == 1 ? 0 : errno;
}

IPC_TEST (sendto_connected)
{
  struct end me, peer, third;
  int to_peer[2], to_third[2], i, got_peer, got_third;

  ipc_need_loopback ();
  me = udp_end (AF_INET);
  peer = udp_end (AF_INET);
  third = udp_end (AF_INET);
  udp_connect (&me, &peer);
  for (i = 0; i < 2; i++)
    {
      to_peer[i] = send_by (i, me.fd, &peer);
      to_third[i] = send_by (i, me.fd, &third);
    }
  /* The peer is the same after that.  */
  IPC_SETUP (send (me.fd, "c", 1, 0) == 1);
  got_peer = udp_count (peer.fd, 'c', to_peer[0] == 0 ? 3 : 1);
  got_third = udp_count (third.fd, 'c', to_third[0] == 0 ? 2 : 0);
  ipc_detail ("peer got %d, third got %d", got_peer, got_third);
  if (to_peer[0] != to_peer[1] || to_third[0] != to_third[1])
    ipc_observe ("sendto() and sendmsg() differ");
  else if (to_peer[0] == 0 && to_third[0] == 0)
    ipc_observe (got_peer == 3 && got_third == 2 ? "overrides"
                 : "is sent elsewhere");
  else if (got_third != 0 || to_third[0] != EISCONN)
    ipc_observe (ipc_errno_name (to_third[0]));
  else if (to_peer[0] == EISCONN)
    ipc_observe (got_peer == 1 ? "EISCONN" : "EISCONN, and sent");
  else
    ipc_observe (to_peer[0] == 0 && got_peer == 3 ? "EISCONN but for the peer"
                 : "is not sent to the peer");
}
