/* restart.h - the SA_RESTART matrix: what a call is made of.
   SPDX-License-Identifier: BSD-2-Clause

   One entry per call; three cases each.  A child blocks in the call, is
   known to be blocked, and is then signalled: with a handler without
   SA_RESTART (clear), with one (set), or stopped and continued without any
   (stopped).  Whatever happens, the call must finish correctly once the
   resource that it waits for is released: data whole and exactly once.  */

#ifndef IPC_RESTART_SUITE_H
#define IPC_RESTART_SUITE_H

#include <sys/types.h>

#include "frame/suite.h"

/* What the functions of an entry share.  The parent fills it before the
   fork; the child then has its own copy.  */
struct restart
{
  int fd[2];                    /* where the child blocks; the other end */
  int extra;                    /* one more descriptor */
  int id;                       /* of a System V object */
  int kind;                     /* of it, for ipc_remove_sysv(); 0: none */
  pid_t child;                  /* for release() */
  void *shared;                 /* memory that both see */
  char path[32];
  size_t filled;                /* bytes that fill fd */
  int unblock;                  /* signal that release() sends */
  char data[256];
  char wrong[32];               /* about a call that came back; "": nothing */
};

struct restart_call
{
  const char *call;             /* the oracle's name; "" for any */
  long wanted;                  /* result of a full transfer, else 0 */
  /* Make the resource.  Parent.  0: this platform lacks the call.  */
  int (*prepare) (struct restart *);
  /* Before the first call.  Child.  May be NULL.  */
  void (*enter) (struct restart *);
  /* Make the call; as its result, -1 with errno.  Child.  */
  long (*block) (struct restart *);
  /* After EINTR, make it again; NULL: block() once more.  */
  long (*again) (struct restart *);
  /* Whether the finished call did its work.  Child.  NULL: result >= 0.  */
  int (*whole) (struct restart *, long value);
  /* Give it what it waits for.  Parent.  NULL: nothing can be given.  */
  void (*release) (struct restart *);
  /* That comes a while after release() has returned: by a network, a
     terminal, a timer, the end of a process.  That it does not come at all
     is then left to the timeout.  */
  int later;
  /* So many milliseconds must have passed in the call before the signal, for
     it will tell how long that was; what R->shared points to, a volatile long,
     gets how many have, in microseconds.  */
  long pass;
  /* Whether what the child sent has arrived just once.  Parent.  */
  int (*arrived) (struct restart *, long value);
};

enum restart_mode { RESTART_CLEAR, RESTART_SET, RESTART_STOPPED };

/* The body of all cases.  */
void restart_case (const struct restart_call *call, enum restart_mode mode);

/* The three cases of the entry ID_call.  */
#define RESTART_CASES(id)                                            \
  IPC_TEST (id##_clear) { restart_case (&id##_call, RESTART_CLEAR); } \
  IPC_TEST (id##_set) { restart_case (&id##_call, RESTART_SET); }    \
  IPC_TEST (id##_stopped) { restart_case (&id##_call, RESTART_STOPPED); }

/* Parts that several entries use.  */
int restart_pipe (struct restart *r);
int restart_socketpair (struct restart *r, int type);
long restart_read (struct restart *r);
long restart_write_one (struct restart *r);
int restart_got_hello (struct restart *r, long value);
void restart_say_hello (struct restart *r);
int restart_one_arrived (struct restart *r, long value);
void restart_drain (struct restart *r);
void restart_send_unblock (struct restart *r);
void restart_timeout (int fd, int option);

/* Listen on the loopback network, through R's fd[0]; connect FD to that.  */
int restart_listen_tcp (struct restart *r);
int restart_connect_tcp (int fd);

/* For calls with a signal mask of their own: block SIGUSR1, the signal of
   these cases, which then comes in by that mask alone; and see whether the
   old mask is back after the call, whose result VALUE is returned.  */
void restart_block_usr1 (struct restart *r);
long restart_mask_kept (struct restart *r, long value);

#endif
