/* getsockname.c - faults of the names of sockets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"

#include <netinet/in.h>
#include <string.h>

#include "faults.h"
#include "local.h"
#include "network.h"
#include "tcp-claims.h"
#include "udp.h"

CALL (getsockname)
FAULT (unbound_no_family, "getsockname() of what is not bound has no family",
  KILLS ("sockets.pf_equals_af"))
FAULT (sockname_has_length, "getsockname() puts a length before the family",
  KILLS ("sockets.sockaddr_len"))
FAULT (sockname_wide_length, "getsockname() stores 64 bits of a length",
  KILLS ("sockets.socklen"))
FAULT (sockname_short, "the length of a name from getsockname() is one less",
  KILLS ("unix_sockets.addrlen"))
FAULT (sockname_first_port, "getsockname() tells the first port again",
  KILLS ("udp.kernel_port"))
FAULT (sockname_wildcard_unnamed, "getsockname() has no port of a wildcard",
  KILLS ("udp.unbound_send_binds"))

int
getsockname (int fd, ADDRESS address, socklen_t *size)
{
  static in_port_t first;
  struct sockaddr_in *in = (struct sockaddr_in *) POINTER (address);
  unsigned char *bytes = (unsigned char *) in;
  int result = IPC_REAL (getsockname) (fd, address, size);

  if (result == -1 || !ipc_fault_armed)
    return result;
  if (in->sin_family == AF_UNIX && *size > 2 && ipc_fault (sockname_short))
    --*size;
  ipc_fault_local_told (POINTER (address), size);
  ipc_fault_named (POINTER (address), size);
  if (in->sin_family == AF_INET && ipc_fault (sockname_has_length))
    {
      bytes[1] = bytes[0];
      bytes[0] = sizeof *in;
    }
  if (ipc_fault (unbound_no_family) && in->sin_port == 0)
    in->sin_family = AF_UNSPEC;
  if (in->sin_addr.s_addr == 0 && ipc_fault (sockname_wildcard_unnamed))
    in->sin_port = 0;
  if (ipc_fault (sockname_first_port))
    {
      if (first == 0)
        first = in->sin_port;
      in->sin_port = first;
    }
  ipc_fault_tcp_name (fd, POINTER (address));
  ipc_fault_udp_name (fd, POINTER (address));
  if (ipc_fault (sockname_wide_length))
    memset (size + 1, 0, sizeof *size);
  return result;
}
