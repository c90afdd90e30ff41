/* datagram.c - to which address a datagram came, and what has an index.
   SPDX-License-Identifier: BSD-2-Clause  */

#if defined __APPLE__
# define __APPLE_USE_RFC_3542
#endif

#include "datagram.h"
#include "control.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

/* What asks for it is called otherwise than what comes, on some.  */
#if defined IP_RECVPKTINFO
# define ASK_PKTINFO IP_RECVPKTINFO
#elif defined IP_PKTINFO
# define ASK_PKTINFO IP_PKTINFO
#endif

/* A buffer of control messages, aligned for the first.  */
union control
{
  struct cmsghdr header;
  char room[256];
};

const char *
ipc_own_address_kind (void)
{
#if defined ASK_PKTINFO
  return "IP_PKTINFO";
#elif defined IP_RECVDSTADDR
  return "IP_RECVDSTADDR";
#else
  return "none";
#endif
}

int
ipc_own_address_on (int fd, int family)
{
  int on = 1;

#if defined IPV6_RECVPKTINFO
  if (family == AF_INET6)
    return setsockopt (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
#endif
#if defined ASK_PKTINFO
  if (family == AF_INET)
    return setsockopt (fd, IPPROTO_IP, ASK_PKTINFO, &on, sizeof on);
#elif defined IP_RECVDSTADDR
  if (family == AF_INET)
    return setsockopt (fd, IPPROTO_IP, IP_RECVDSTADDR, &on, sizeof on);
#endif
  (void) on;
  (void) fd;
  errno = ENOSYS;
  return -1;
}

/* Take what the control message C says of the own address.  */
static void
take_own (struct cmsghdr *c, struct sockaddr_storage *own)
{
  struct sockaddr_in *v4 = (struct sockaddr_in *) own;

#if defined IPV6_PKTINFO && defined IPV6_RECVPKTINFO
  if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO)
    {
      struct in6_pktinfo info;

      memcpy (&info, CMSG_DATA (c), sizeof info);
      own->ss_family = AF_INET6;
      ((struct sockaddr_in6 *) own)->sin6_addr = info.ipi6_addr;
    }
#endif
#if defined ASK_PKTINFO
  if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO)
    {
      struct in_pktinfo info;

      memcpy (&info, CMSG_DATA (c), sizeof info);
      own->ss_family = AF_INET;
      v4->sin_addr = info.ipi_addr;
    }
#elif defined IP_RECVDSTADDR
  if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_RECVDSTADDR)
    {
      own->ss_family = AF_INET;
      memcpy (&v4->sin_addr, CMSG_DATA (c), sizeof v4->sin_addr);
    }
#endif
  (void) c;
  (void) v4;
}

ssize_t
ipc_receive_at (int fd, void *data, size_t size,
                struct sockaddr_storage *from, struct sockaddr_storage *own)
{
  struct iovec part = { data, size };
  union control control;
  struct msghdr message;
  struct cmsghdr *c;
  ssize_t n;

  memset (own, 0, sizeof *own);
  memset (&message, 0, sizeof message);
  message.msg_name = from;
  message.msg_namelen = sizeof *from;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = &control;
  message.msg_controllen = sizeof control;
  n = recvmsg (fd, &message, 0);
  if (n != -1)
    for (c = CMSG_FIRSTHDR (&message); c != NULL;
         c = CMSG_NXTHDR (&message, c))
      take_own (c, own);
  return n;
}

/* Make C ask for the source OWN: of a member that is not the one in which it
   came, on Linux and macOS.  Returns how much room that takes.  */
static size_t
give_own (struct cmsghdr *c, const struct sockaddr_storage *own)
{
  const struct sockaddr_in *v4 = (const struct sockaddr_in *) own;

#if defined IPV6_PKTINFO && defined IPV6_RECVPKTINFO
  if (own->ss_family == AF_INET6)
    {
      struct in6_pktinfo info;

      memset (&info, 0, sizeof info);
      info.ipi6_addr = ((const struct sockaddr_in6 *) own)->sin6_addr;
      c->cmsg_level = IPPROTO_IPV6;
      c->cmsg_type = IPV6_PKTINFO;
      c->cmsg_len = CMSG_LEN (sizeof info);
      memcpy (CMSG_DATA (c), &info, sizeof info);
      return CMSG_SPACE (sizeof info);
    }
#endif
#if defined ASK_PKTINFO
  {
    struct in_pktinfo info;

    memset (&info, 0, sizeof info);
# ifdef __NetBSD__
    info.ipi_addr = v4->sin_addr;
# else
    info.ipi_spec_dst = v4->sin_addr;
# endif
    c->cmsg_level = IPPROTO_IP;
    c->cmsg_type = IP_PKTINFO;
    c->cmsg_len = CMSG_LEN (sizeof info);
    memcpy (CMSG_DATA (c), &info, sizeof info);
    return CMSG_SPACE (sizeof info);
  }
#elif defined IP_SENDSRCADDR
  c->cmsg_level = IPPROTO_IP;
  c->cmsg_type = IP_SENDSRCADDR;
  c->cmsg_len = CMSG_LEN (sizeof v4->sin_addr);
  memcpy (CMSG_DATA (c), &v4->sin_addr, sizeof v4->sin_addr);
  return CMSG_SPACE (sizeof v4->sin_addr);
#else
  (void) c;
  (void) v4;
  return 0;
#endif
}

ssize_t
ipc_send_from (int fd, const void *data, size_t size,
               const struct sockaddr_storage *to, socklen_t address_size,
               const struct sockaddr_storage *own)
{
  struct sockaddr_storage copy = *to;
  struct iovec part = { (void *) data, size };
  union control control;
  struct msghdr message;

  memset (&control, 0, sizeof control);
  memset (&message, 0, sizeof message);
  message.msg_name = &copy;
  message.msg_namelen = address_size;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = &control;
  message.msg_controllen = give_own (&control.header, own);
  if (message.msg_controllen == 0)
    {
      errno = ENOSYS;
      return -1;
    }
  return sendmsg (fd, &message, 0);
}

int
ipc_join_index (int fd, struct in_addr group, unsigned index)
{
#if defined __linux__ || defined __FreeBSD__ || defined __APPLE__
  struct ip_mreqn request;

  memset (&request, 0, sizeof request);
  request.imr_multiaddr = group;
  request.imr_ifindex = (int) index;
  return setsockopt (fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request,
                     sizeof request);
#else
  (void) fd;
  (void) group;
  (void) index;
  errno = ENOSYS;
  return -1;
#endif
}
