/* keeper.h - the process that removes what a killed case has made.
   SPDX-License-Identifier: BSD-2-Clause

   Between sysv.c or posix.c and keeper.c.  */

#ifndef IPC_KEEPER_H
#define IPC_KEEPER_H

#include <stddef.h>
#include <sys/types.h>

#include "posix.h"

enum ipc_keeping
{
  IPC_KEEP_ID,                  /* ID is to be removed in the end */
  IPC_KEEP_NAME,                /* so is what will have NAME, of POSIX */
  IPC_KEEP_NO_MORE,             /* it is not; for an ID of -1, what has KEY,
                                   or NAME */
  IPC_KEEP_KEY,                 /* so is what will have KEY; answers with 0,
                                   or -1 and EEXIST if something has it
                                   already, or another error */
  IPC_KEEP_NEW,                 /* make a private one of SIZE with FLAGS;
                                   answers with its id, or -1 and an error */
  IPC_KEEP_TRIAL                /* make and remove one; answers with 0, with
                                   -1 and an error, or with the signal */
};

/* Below _POSIX_PIPE_BUF bytes, so that what a case and its children ask for at
   the same time does not mix.  */
struct ipc_keeping_request
{
  enum ipc_keeping what;
  int kind;
  int id;
  key_t key;
  size_t size;
  char name[IPC_POSIX_NAME];
  int flags;
  int armed;                    /* faults strike in what it does for it */
};

struct ipc_keeping_answer
{
  int result;
  int error;
};

/* Tell the keeper; it is started where there is none.  */
void ipc_tell_keeper (const struct ipc_keeping_request *r);

/* The same with an answer, of a keeper that is this process's own.  */
struct ipc_keeping_answer ipc_ask_keeper (const struct ipc_keeping_request *r);

/* This process and its children do without: a case that has left what the
   keeper sees must not tell it of ids.  */
void ipc_leave_keeper (void);
int ipc_has_left_keeper (void);

#endif
