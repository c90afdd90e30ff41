/* witness.h - processes that stand where signals arrive, and count them.
   SPDX-License-Identifier: BSD-2-Clause

   For cases in which a process's parent, session leader or terminal goes
   away: the case talks to a witness directly, whoever started it, and the
   witness ends as soon as the case closes its link, or ends itself.  */

#ifndef IPC_WITNESS_H
#define IPC_WITNESS_H

#include <stddef.h>
#include <sys/types.h>

#include "child.h"

/* The signals that a process has caught, in the order of delivery; in
   memory that the case shares.  */
struct ipc_tally
{
  volatile long pid;
  volatile int n;
  volatile int signals[64];
};

/* What to do about WHAT, which was asked; the return value is the answer.
   -1 ends the process.  */
typedef int (*ipc_act) (int what, void *arg);

struct ipc_witness
{
  struct ipc_link_pair pair;
  struct ipc_link link;         /* the case's side */
  struct ipc_tally *tally;
  struct ipc_witness *starts;   /* another one that it is to start, or NULL */
};

/* In the case, before any process is made that is to start W.  */
void ipc_witness_prepare (struct ipc_witness *w);

/* In a descendant of the case: start a process that catches signals, says
   that it is ready, and then answers what it is asked, by ACT and ARG, or
   with what was asked if ACT is NULL.  Does not return in that process.
   It outlives its parent, but not the case.  */
pid_t ipc_witness_start (struct ipc_witness *w, ipc_act act, void *arg);

/* The two halves of that: what the new process does, and what its parent
   does, which keeps no end of W's link.  */
void ipc_witness_become (struct ipc_witness *w, ipc_act act, void *arg);
void ipc_witness_drop (struct ipc_witness *w);

/* In the case, after the process is made that starts W: wait until W is
   ready.  Returns 0 if it ended instead.  */
int ipc_witness_meet (struct ipc_witness *w);

/* In the case: let W end, and wait until it has closed its link.  */
void ipc_witness_end (struct ipc_witness *w);

/* Ask the process behind LINK and return its answer.  By then all signals
   that had been sent to it before are in its tally.  */
int ipc_ask (struct ipc_link *link, int what);

/* Answer what comes on LINK until its end, or until ACT returns -1.
   Returns 0, for a child's body to end with.  */
int ipc_serve (struct ipc_link *link, ipc_act act, void *arg);

/* Catch the signals of terminals and sessions in this process, and count
   them in TALLY.  Calls that they interrupt do not restart.  */
void ipc_tally_begin (struct ipc_tally *tally);

/* Wait until this process, which has begun TALLY, has caught SIGNO so many
   TIMES in all.  */
void ipc_tally_await (struct ipc_tally *tally, int signo, int times);

/* How often SIGNO was caught; the names of all that was, in order.  */
int ipc_tally_count (const struct ipc_tally *tally, int signo);
const char *ipc_tally_text (const struct ipc_tally *tally, char *buffer,
                            size_t size);

#endif
