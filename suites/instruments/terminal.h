/* terminal.h - a private terminal.
   SPDX-License-Identifier: BSD-2-Clause

   Nothing here touches the terminal that the suite was started from.  */

#ifndef IPC_TERMINAL_H
#define IPC_TERMINAL_H

#include <stddef.h>
#include <sys/types.h>

struct ipc_pty
{
  int master;                   /* close-on-exec */
  char name[128];               /* of the slave */
};

/* What ipc_pty_type() sends, once ipc_pty_session() has set up the keys.  */
enum { IPC_KEY_INTR = 003, IPC_KEY_QUIT = 034, IPC_KEY_SUSP = 032 };

/* Open a pseudo-terminal that is nobody's controlling terminal.  Ends the
   case as not exercised ("no pty") where there is none to be had.  */
void ipc_pty_open (struct ipc_pty *pty);

/* For a child of the case that leads no process group: become the leader of
   a new session whose controlling terminal is PTY's slave, in which this
   process is in the foreground.  Keys make signals, and an end of the line
   counts (CLOCAL is off).  Returns a descriptor of the slave.  */
int ipc_pty_session (const struct ipc_pty *pty);

/* The same without a terminal.  */
void ipc_session (void);

/* Do to FD, a slave just opened, what makes it a terminal: nothing, except
   where terminals are built of stream modules.  */
void ipc_pty_build (int fd);

/* Make the terminal pass bytes as they are: no echo, no signals.  */
void ipc_pty_raw (int fd);

/* Whether this process has a controlling terminal: open("/dev/tty") works.
   errno says why not.  */
int ipc_has_ctty (void);

/* Make PID, a child that has not called exec(), the leader of a process
   group of its own, in this session; returns the group.  */
pid_t ipc_pty_group (pid_t pid);

/* Put GROUP in the foreground of FD, this process's terminal, and see that
   it is there.  For any process of the session, also in the background.  */
void ipc_pty_foreground (int fd, pid_t group);

/* Let TEXT, or the one character KEY, come in as if it had been typed.  */
void ipc_pty_type (const struct ipc_pty *pty, const char *text);
void ipc_pty_key (const struct ipc_pty *pty, int key);

/* Wait until the terminal has put out MARK; store all of the output up to
   and without it in BUFFER, of SIZE bytes, as a string.  */
void ipc_pty_read_until (const struct ipc_pty *pty, const char *mark,
                         char *buffer, size_t size);

#endif
