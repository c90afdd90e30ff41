/* socketpairs.h - what the cases on socket pairs share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SOCKETPAIRS_H
#define IPC_SOCKETPAIRS_H

#include <sys/types.h>

/* socketpair (AF_UNIX, TYPE, 0, FD), which ends the case as not exercised
   where the fallback finds no loopback network.  */
int try_pair (int type, int fd[2]);

/* The same for a case that needs the pair: observes "absent" and returns 0
   if this kind of pair is not to be had, else returns 1.  */
int need_pair (int type, int fd[2]);

/* The same, with both ends non-blocking, and that tried.  */
int need_quick_pair (int type, int fd[2]);

/* Make both ends of FD non-blocking, and try it: observes that a read blocks
   all the same, and returns 0, or returns 1.  */
int make_quick (int fd[2]);

/* Two pipes, as two sides of { read, write }; 0, or -1 with errno.  */
int (two_pipes) (int side[2][2]);

/* Wait until something (data, an end, a failure) has reached FD: what the
   fallback's network brings a moment later.  A native pair has it there when
   the call of the peer returns, and a missing end must not become a wait
   without one: does nothing.  */
void settle (int fd);

/* settle(); read().  */
ssize_t take (int fd, void *buffer, size_t size);

/* Wait until the fallback's network has told FD of the end of its peer,
   which the first write to it brought about.  */
void settle_reset (int fd);

/* What read() or the like gave, for an observation: "3 bytes", "end of
   file", "ECONNRESET".  Static storage, of which there are four.  */
const char *gave (ssize_t n);

/* Whether read() has just failed, with N, only because nothing is there.  */
int is_empty (ssize_t n);

/* Whether 3 messages of unlike sizes arrive as they were sent, both ways;
   else observes what came.  */
int keeps_boundaries (int fd[2]);

#endif
