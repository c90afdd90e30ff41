/* daemons.h - what the cases of this suite share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_DAEMONS_H
#define IPC_DAEMONS_H

/* The observation for a call that failed with ERROR: its name, or "absent"
   where the platform lacks the call.  */
const char *daemons_errno (int error);

/* The descriptor of the terminal, in all processes of a private session.  */
extern int daemons_tty;

/* What daemons_acquire() found.  */
enum daemons_way
{
  DAEMONS_HAD,                  /* a controlling terminal before */
  DAEMONS_DESPITE_NOCTTY,
  DAEMONS_BY_OPEN,
  DAEMONS_BY_TIOCSCTTY,
  DAEMONS_NOT
};

#endif
