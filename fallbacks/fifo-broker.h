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
  FIFO_GO = 'g', FIFO_NO_READER = 'n', FIFO_FORBIDDEN = 'f', FIFO_FULL = 'x',
  FIFO_GONE = 'd'
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

/* Who of the N has said nothing for the longest time, or -1.  */
static inline int
fifo_most_silent (const struct fifo_user *users, int n)
{
  int i, found = -1;

  for (i = 0; i < n; i++)
    if (users[i].kind == NEW
        && (found == -1 || users[i].since < users[found].since))
      found = i;
  return found;
}

/* Whether the last call on a socket, which has returned N, is to be made
   again.  */
static inline int
fifo_is_passing (ssize_t n)
{
  return n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK
                     || errno == EINTR);
}

/* The name that a broker serves, what it was, and when that was looked at.  */
struct fifo_name
{
  const char *name;
  struct stat entry;
  long long looked;
};

/* Whether it is still that one.  */
static inline int
fifo_is_own (const struct fifo_name *n)
{
  struct stat st;

  return lstat (n->name, &st) == 0 && st.st_dev == n->entry.st_dev
         && st.st_ino == n->entry.st_ino;
}

/* Whether it is gone, or another file's; looked at now and then, NOW being
   the time.  One that cannot be looked at may well be there.  */
static inline int
fifo_is_gone (struct fifo_name *n, long long now)
{
  struct stat st;

  if (now < n->looked + LOOK)
    return 0;
  n->looked = now;
  return lstat (n->name, &st) == 0 ? !fifo_is_own (n)
         : errno == ENOENT || errno == ENOTDIR;
}

/* Serve who comes to LISTENER, which is not to block and whose name is NAME,
   with the entry ENTRY.  Returns when that is over.  SIGPIPE is ignored by
   then.  Async-signal-safe, once in a process.  */
void ipc_fifo_serve (int listener, const char *name,
                     const struct stat *entry);

#endif
