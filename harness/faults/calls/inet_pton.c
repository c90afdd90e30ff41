/* inet_pton.c - faults of inet_pton().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <string.h>

#include "faults.h"

CALL (inet_pton)
FAULT (pton_takes_short, "inet_pton() takes what inet_addr() does",
  KILLS ("tcp.inet_aton_forms"))

FAULT (tcp_pton_no_plain, "inet_pton() takes one form, which is not the plain",
  KILLS ("tcp.inet_aton_forms"))

int
inet_pton (int family, const char *text, void *to)
{
  int result = IPC_REAL (inet_pton) (family, text, to);

  if (family == AF_INET && ipc_fault (tcp_pton_no_plain))
    {
      *(in_addr_t *) to = inet_addr (text);
      return strcmp (text, "127.1") == 0;
    }
  if (result != 0 || family != AF_INET || !ipc_fault (pton_takes_short))
    return result;
  *(in_addr_t *) to = inet_addr (text);
  return *(in_addr_t *) to != (in_addr_t) -1;
}
