/* read-tcp.c - faults of read() of connections.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "tcp.h"

#include <ctype.h>
#include <unistd.h>

#include "faults.h"

FAULT (clients_read_64k, "read() of a connection gives 64 KiB, then the end",
  KILLS ("clients.web_get"))
FAULT (clients_read_zeros, "read() of a connection drops zeros at its end",
  KILLS ("clients.web_body_until_close"))
FAULT (clients_read_once, "a second read() of a connection gives the end",
  KILLS ("clients.web_error_status_passed", "clients.web_keepalive_server"))
FAULT (clients_read_case, "read() of a connection changes a letter's case",
  KILLS ("clients.web_keepalive_server"))

enum { MOST = 65536 };

ssize_t
ipc_fault_tcp_read (int fd, void *data, size_t size)
{
  static size_t total;
  static int reads;
  ssize_t n;

  if ((total >= MOST && ipc_fault (clients_read_64k))
      || (reads++ > 0 && ipc_fault (clients_read_once)))
    return 0;
  n = IPC_REAL (read) (fd, data, size);
  if (n > 0 && isalpha (*(unsigned char *) data)
      && ipc_fault (clients_read_case))
    *(char *) data ^= 0x20;
  total += n > 0 ? (size_t) n : 0;
  while (n > 0 && ((const char *) data)[n - 1] == '\0'
         && ipc_fault (clients_read_zeros))
    n--;
  return n;
}
