/* terminal.h - a private terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TERMINAL_H
#define IPC_TERMINAL_H

#include <sys/types.h>

struct ipc_pty
{
  int master;                   /* close-on-exec */
  char name[128];               /* of the slave */
};

/* Open a pseudo-terminal that is nobody's controlling terminal.  Ends the
   case as not exercised ("no pty") where there is none to be had.  */
void ipc_pty_open (struct ipc_pty *pty);

/* For a child of the case that leads no process group: become the leader of
   a new session whose controlling terminal is PTY's slave, in which this
   process is in the foreground.  Returns a descriptor of the slave.  */
int ipc_pty_session (const struct ipc_pty *pty);

/* Make the terminal pass bytes as they are: no echo, no signals.  */
void ipc_pty_raw (int fd);

/* Whether this process has a controlling terminal: open("/dev/tty") works.
   errno says why not.  */
int ipc_has_ctty (void);

#endif
