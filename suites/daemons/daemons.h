/* daemons.h - what the cases of this suite share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_DAEMONS_H
#define IPC_DAEMONS_H

/* The descriptor of the terminal, in all processes of a private session.  */
extern int daemons_tty;

/* Become a daemon as the page says, or, where that is mapped, by the
   fallback.  Returns 0 in the daemon, or -1 with errno; the starter ends,
   with status 0.  */
int daemons_start (void);

/* End this program as exit (0) would.  */
void daemons_end_program (void);

#endif
