/* surroundings.h - what a case finds around itself.
   SPDX-License-Identifier: BSD-2-Clause

   A container, a sandbox or a shell may give a case less than a platform
   can do.  That is nothing to hold against the platform: the frame puts right
   what it can before the body begins, and what a body needs and has not got
   ends the case as not exercised.  */

#ifndef IPC_SURROUNDINGS_H
#define IPC_SURROUNDINGS_H

/* Before anything else: where this process is the first one of its
   namespace, or an adopter of orphans, or has a parent whom it cannot see,
   it would meet children that are not the body's and no parent.  Then go on
   in a child, for whom this process stands in as init; it ends as the child
   does.  */
void ipc_stand_aside (void);

/* Before the dispositions are put in order: whether some signal is caught
   already.  */
void ipc_note_runtime (void);

/* Before the body: where the work directory is another user's, or hands on
   its group or is sticky, work in one below it that is this user's.  Not
   exercised where there is none to be had.  */
void ipc_own_directory (void);

/* Before the result is written, which may have a relative name: go back, and
   remove that directory.  Of a case that leaves something in it, or is
   killed, it is removed after the end: by Kyua, or else by a process that
   waits for that.  */
void ipc_leave_directory (void);

/* End the case as not exercised ("no loopback network") unless this host
   reaches itself at 127.0.0.1.  */
void ipc_need_loopback (void);

/* Whether it reaches itself at ::1, too.  */
int ipc_has_loopback6 (void);

/* End the case as not exercised ("a runtime of this build catches signals")
   if signals were caught when the program began: so they are in whatever
   program of the same build is executed.  */
void ipc_need_own_signals (void);

/* Whether the platform's own programs count on a /proc that is not there, so
   that it is not for them that they fail.  */
int ipc_lacks_proc (void);

#endif
