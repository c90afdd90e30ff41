/* background.h - what the cases on background commands share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_BACKGROUND_H
#define IPC_BACKGROUND_H

#include <sys/types.h>

#include "kit/command.h"

/* A caller of system(), and the command that it has in the background.  */
struct job
{
  const char *text;             /* may say "$HELPER", $SAY and $HOLD */
  void (*before) (void);        /* system(), or NULL */
  struct ipc_link_pair pair;
  struct ipc_child caller;
  struct ipc_link command;      /* to the command, or what holds its ends */
};

/* system(), where there is one: else the row is absent.  */
int job_system (const char *text);

/* Start a child that calls system() and then tells its status, by
   ipc_send().  Returns at once.  */
void job_start (struct job *j);

/* Wait for that; -1 with errno as system() had it.  */
int job_status (struct job *j);

/* Let the command go on.  Returns 0 if it has ended, else 1.  */
int job_release (struct job *j);

/* End both.  */
void job_end (struct job *j);

/* system() in this process, of such a text; *COMMAND is the link.  */
int job_run (const char *text, struct ipc_link *command);

/* Wait until the process PID, whose child it may be, is a zombie or gone.  */
void job_await_end (pid_t pid);

#endif
