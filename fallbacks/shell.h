/* shell.h - shells, and processes that wait for them.
   SPDX-License-Identifier: BSD-2-Clause

   What system.c is made of; private.  */

#ifndef IPC_SHELL_H
#define IPC_SHELL_H

#include <signal.h>
#include <sys/types.h>

/* How a shell is started.  */
struct ipc_shell
{
  const char *command;
  int from, to;                 /* TO is made a copy of FROM, if not -1 */
  const sigset_t *mask;         /* NULL: the caller's */
  sigset_t defaults;            /* signals that the caller only ignores now */
  void (*prepare) (void);       /* done before in the keeper, or NULL */
};

/* A process in between, and its pipe.  */
struct ipc_keeper
{
  pid_t pid;
  int status_fd;
};

/* Start S.  Returns its pid, 0 if there is no shell, or -1 with errno.  */
pid_t ipc_shell_start (const struct ipc_shell *s);

/* Wait for PID, of ipc_shell_start().  Returns its status, or -1 with
   errno.  */
int ipc_shell_await (pid_t pid);

/* Start S by a keeper, who waits for it.  Returns 0, or -1 with errno.  */
int ipc_keeper_start (struct ipc_keeper *k, const struct ipc_shell *s);

/* The shell's status, when it has ended; -1 with ECHILD if that is not to be
   had.  */
int ipc_keeper_finish (const struct ipc_keeper *k);

/* signal(), by sigaction().  */
void ipc_shell_action (int signo, void (*handler) (int),
                       struct sigaction *old);

#endif
