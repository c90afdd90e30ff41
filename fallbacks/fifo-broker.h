/* fifo-broker.h - between a FIFO's broker and its users.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FIFO_BROKER_H
#define IPC_FIFO_BROKER_H

#include <errno.h>
#include <sys/stat.h>

/* What a user says first, and what it is told: one byte each.  */
enum
{
  FIFO_READS = 'r', FIFO_READS_NOW = 'R', FIFO_WRITES = 'w',
  FIFO_WRITES_NOW = 'W', FIFO_ENDS = 'e',
  FIFO_GO = 'g', FIFO_NO_READER = 'n', FIFO_FORBIDDEN = 'f'
};

/* The most users, the bytes that are on their way, and in milliseconds how
   long a user may be silent, and how often the name is looked at.  */
enum { MOST = 128, BLOCK = 65536, PATIENCE = 2000, LOOK = 1000 };

enum fifo_kind { NEW, TO_READ, TO_WRITE, READER, WRITER };

struct fifo_user
{
  int fd;
  enum fifo_kind kind;
  long long since;
};

/* Whether the last call on a socket, which has returned N, is to be made
   again.  */
static inline int
fifo_is_passing (ssize_t n)
{
  return n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK
                     || errno == EINTR);
}

/* Serve who comes to LISTENER, which is not to block and whose name is NAME,
   with the entry ENTRY.  Returns when that is over.  SIGPIPE is ignored by
   then.  Async-signal-safe, once in a process.  */
void ipc_fifo_serve (int listener, const char *name,
                     const struct stat *entry);

#endif
