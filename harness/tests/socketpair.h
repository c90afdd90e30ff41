/* socketpair.h - what the parts of socketpair_test share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SOCKETPAIR_H
#define IPC_SOCKETPAIR_H

#include <sys/types.h>

/* A way to a pair of TYPE: the fallback, that by the loopback network, and
   both as on a platform that has neither accept4() nor flags of types nor
   names from the kernel.  */
struct form
{
  const char *name;
  int (*make) (int domain, int type, int protocol, int fd[2]);
  int flags, datagrams;         /* whether it has these */
};
extern const struct form forms[];
enum { FORMS = 4 };

/* Make a pair of TYPE by FORM; 0 if it cannot be had for want of a network
   or of that kind.  */
int pair_by (const struct form *form, int type, int fd[2]);

/* The twins, as prototype says; socketpair-plain.c.  */
int plain_socketpair (int domain, int type, int protocol, int fd[2]);
int plain_socketpair_inet (int type, int fd[2]);

/* How many strangers come before each connect(), or after each bind().  */
extern int strangers;

/* Which of the calls that are made next fails, 1 being the first, and with
   what; 0 is none.  It has failed when this is 0 again.  */
extern int fails_at, fails_with;

/* How the next connect() is interrupted.  */
extern enum interruption { NOT, WITHOUT_EFFECT, IN_PROGRESS } interrupted;

/* Directories made and not removed.  */
extern int directories;

/* How many descriptors below 1,000 are open.  */
int open_fds (void);

/* Whether FD is a pair that carries bytes, or messages, both ways.  */
int talks (const int fd[2]);

/* Datagrams are sent faster than they are received, and none is lost.  */
void send_more_than_fits (const struct form *form);

/* Send a byte and the descriptor 0 through FD, as sendmsg() does; the number
   of descriptors that come with the next byte of FD.  */
ssize_t pass_descriptor (int fd);
int passed_descriptors (int fd);

/* The cases with many pairs at a time.  */
void hold_many (const struct form *form);
void make_in_threads (const struct form *form);
void make_in_processes (const struct form *form);

#endif
