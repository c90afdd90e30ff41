/* alarms.h - what the cases of this suite share.
   SPDX-License-Identifier: BSD-2-Clause

   Where it does not matter who sends the SIGALRM, the case does, when what
   it is to interrupt is known to wait.  Where a timer must expire it is the
   shortest there is.  A second passes only where it must be seen in whole
   seconds, and other cases have the processor meanwhile.  */

#ifndef IPC_ALARMS_H
#define IPC_ALARMS_H

#include <sys/types.h>
#include <time.h>

#include "instruments/child.h"

/* A time that no case lives to see.  */
enum { ALARMS_FAR = 100 };

/* Milliseconds: a tick of a slow clock, by which a timer may be early; more
   than a second and such a tick, after which what is left of whole seconds
   cannot be what was set, however it is rounded; the same for timers that
   tell microseconds, with room for a process that is not run for a while.  */
enum { ALARMS_TICK = 20, ALARMS_PASS = 1050, ALARMS_PASS_SHORT = 150 };

/* Whether LEFT seconds, rounded either way, can be what is left of SET, which
   was set at START or later, and PASSED milliseconds ago or longer.  */
int alarms_fits (unsigned left, unsigned set, const struct timespec *start,
                 long passed);

/* The same of MICROSECONDS.  */
int alarms_fits_us (long microseconds, unsigned set,
                    const struct timespec *start, long passed);

/* What is wrong with a timer that expires in a program which was executed
   after it was set, or NULL.  */
const char *alarms_after_exec (void);

/* Install HANDLER for SIGALRM.  */
void alarms_catch (void (*handler) (int), int flags);

/* Have a timer expire as soon as it can: in a microsecond, or where there is
   no such timer in a second.  */
void alarms_expire_soon (void);

/* Limits of a command's time: a timer that expires as soon as it can, and
   one that does not.  */
enum { ERRAND_SOON_MS = 1, ERRAND_FAR_MS = 1000 * ALARMS_FAR };

/* A process that is to run a command, and what connects the case with it.
   The command copies FEED to OUTPUT, so that it can be seen to live.  */
struct errand
{
  char *argv[5];
  long limit;                   /* milliseconds */
  int careless;                 /* kills the command alone */
  int feed[2];
  int output[2];
  int stop[2];
  struct ipc_child runner;
};

/* What became of it.  */
struct end
{
  int result;                   /* 0 in time, 1 not in time, -1 with error */
  int error;
  int status;
  int none_left;                /* no child, living or zombie */
};

/* The program ipc_helper VERB ARGUMENT, with all the time that it wants.  */
struct errand errand_make (const char *verb, const char *argument);

/* Start BODY, with E, in a process; there, make the pipes a command's own.  */
void errand_begin (struct errand *e, int (*body) (struct ipc_link *, void *));
void errand_take_ends (struct errand *e);

/* Whether someone still copies.  */
int errand_lives (struct errand *e);

/* End all that copies; when this returns there is nobody.  */
void errand_finish (struct errand *e);

/* Run E to its own end, or until its timer expires.  */
struct end errand_let_run (struct errand *e);

/* Let E's time be up while it runs; *OUTLIVES: whether anything of it is
   there afterwards.  */
struct end errand_stop (struct errand *e, int *outlives);

#endif
