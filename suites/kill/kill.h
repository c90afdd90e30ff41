/* kill.h - processes to be signalled, for the suite's bodies.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_KILL_H
#define IPC_KILL_H

#include <signal.h>
#include <sys/types.h>

#include "instruments/child.h"
#include "ipcompat-fallbacks.h"
#include "instruments/witness.h"

struct user
{
  uid_t uid;
  gid_t gid;
};

/* What a member is to send, and the errno of that, 0 if it could.  */
struct order
{
  pid_t pid;
  int signo;
  int error;
};

/* A child that counts signals, those of ipc_tally_begin(), and then does as
   it is told.  */
struct member
{
  struct ipc_child child;
  struct ipc_tally *tally;
  struct order *order;
};

/* How it starts.  All zero: in its parent's group, with its parent's ids,
   and to obey member_kill().  */
struct start
{
  pid_t group;                  /* to be in; OWN_GROUP: to lead */
  const struct user *user;      /* to become, or NULL */
  ipc_act act;                  /* for ipc_serve(), or NULL */
  void *arg;
};

enum { OWN_GROUP = -1 };

/* The body of a child that says that it is ready and does nothing, until the
   other side closes its link.  */
int wait_for_end (struct ipc_link *link, void *arg);

/* Start M; it is ready on return.  S may be NULL: all zero.  Whoever is put
   into a group is registered with the fallback.  */
void member_start (struct member *m, const struct start *s);

/* Start N members in a new group, which the first of them leads; returns the
   group's number.  */
pid_t members_start (struct member m[], int n);

/* Whether M has caught SIGNO TIMES times, and nothing else, since it began
   or was last asked so.  All that was sent to it before has come by then.  */
int member_caught (struct member *m, int signo, int times);

/* How many of the N have caught SIGNO once and nothing else.  */
int members_caught (struct member m[], int n, int signo);

/* Stop M; whether it still is.  */
void member_stop (struct member *m);
int member_is_stopped (const struct member *m);

/* Let M end, which must be able to.  */
void member_end (struct member *m);
void members_end (struct member m[], int n);

/* Let M call kill (PID, SIGNO); returns the errno, 0 if it succeeded.  */
int member_kill (struct member *m, pid_t pid, int signo);

/* The same in this process; and what to call such a result: "0".  */
int kill_error (pid_t pid, int signo);
const char *error_word (int error);

/* A user other than root, and one more; end the case as not exercised where
   they cannot be had.  */
struct user second_user (void);
struct user third_user (void);

/* Not calls of their own, but what the fallback build has the fallback's
   functions for: this one registers nobody.  */
int (killpg_watch) (pid_t pid);

/* Who PID is, told by a pipe that it holds the other end of: opened before
   the fork(), and closed by who watches after that.  */
void lifeline_open (void);
void lifeline_let_go (void);
int (identity_take) (pid_t pid, struct ipc_identity *who);
int (identity_kill) (const struct ipc_identity *who, int signo);
void (identity_drop) (struct ipc_identity *who);

#endif
