/* expiry.h - a timer that expires, or does not.
   SPDX-License-Identifier: BSD-2-Clause

   It expires in a child, which waits for its signal in sigsuspend().  That
   it does not come is seen in this: the timer is no longer set, and there was
   no signal.  */

#ifndef IPC_EXPIRY_H
#define IPC_EXPIRY_H

/* Functions of the body, called in the child.  */
struct ipc_expiry
{
  /* Install the handler of SIGALRM, which is blocked, and start the timer.
     Returns 0, 1 if ipc_timer_left() shows that timer, or -1 if there is no
     such thing.  */
  int (*begin) (void);
  /* How often the handler has been called; may be more often in the end.  */
  int (*caught) (void);
  /* When it has come: what the timer says then.  */
  long (*left) (void);
  long due;                     /* milliseconds, in which it is to come */
  /* What came of it.  */
  struct ipc_expired
  {
    long took;                  /* microseconds */
    long left;
    int times, pending;
  } seen;
};

/* Let it expire.  NULL, or what is wrong: "absent" for -1; then nothing was
   seen.  Where the timer does not show, waits for the signal for ever.  */
const char *ipc_expire (struct ipc_expiry *e);

#endif
