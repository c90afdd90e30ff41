/* reaper.h - what the cases on reaping share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_REAPER_H
#define IPC_REAPER_H

#include <signal.h>
#include <sys/types.h>

/* The page's second REAPER: a handler that loops on waitpid() with WNOHANG,
   notes each status and puts itself back at the end; here it also keeps
   errno.  The fallback build has the fallback's functions instead.  */
int (reaper_start) (void);
int (reaper_watch) (pid_t pid);

/* 1 and the status of PID, once; 0 if there is none yet.  */
int (reaper_status) (pid_t pid, int *status);

/* Note a child, in a handler; how many there are, and which.  */
struct reaped
{
  pid_t pid;
  int status;
};
void note_reaped (pid_t pid, int status);
int count_reaped (void);
const struct reaped *find_reaped (pid_t pid);

/* Let a SIGCHLD that is blocked and pending be delivered.  */
void admit_sigchld (void);

/* signal (SIGCHLD, HANDLER).  */
void handle_sigchld (void (*handler) (int));

/* Children that wait at a gate, then end: by exit (HOW), or by the signal
   -HOW.  open_gate() lets all of them go, and awaits their zombies.  */
void make_gate (void);
pid_t behind_gate (int how);
void open_gate (void);

/* The parts of this, for a child with another life: let go of the gate's
   other side; wait for the gate and end.  */
void leave_gate (void);
void end_at_gate (int how);

/* Whether STATUS is what a child with HOW has.  */
int is_status (int status, int how);

/* Collect what is left, in any case; returns how many children.  */
int collect_rest (void);

/* Whether reaper_start() and the rest collect two children that end
   together, one of them killed.  */
int reaper_survives (void);

#endif
