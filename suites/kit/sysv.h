/* sysv.h - messages and semaphores of System V.
   SPDX-License-Identifier: BSD-2-Clause

   No instruments: what they call is under test while the body runs.  */

#ifndef IPC_KIT_SYSV_H
#define IPC_KIT_SYSV_H

#include <stddef.h>
#include <sys/types.h>

struct msqid_ds;
struct semid_ds;

enum { IPC_MESSAGE_SIZE = 256 };
struct ipc_message
{
  long type;
  char text[IPC_MESSAGE_SIZE];
};

/* What semctl() wants, by whatever name the headers have it, if any.  */
union ipc_semun
{
  int val;
  struct semid_ds *buf;
  unsigned short *array;
};

/* msgsnd() of TEXT, shorter than a message, without the byte that ends it.
   POSIX: msgsnd.  */
int ipc_send_message (int id, long type, const char *text, int flags);

/* msgrcv(): the text, "" if it is empty, or an errno name.  Static storage,
   of which there are four.  POSIX: msgrcv.  */
const char *ipc_got_message (int id, long type, int flags);

/* Fill the queue with messages of TYPE until not one more of the whole
   IPC_MESSAGE_SIZE bytes fits; returns how many those are.  Broken if it
   cannot be filled.  For set-up: faults do not strike in it.  */
int ipc_fill_queue (int id, long type);

/* semop() of one operation, which adds BY to the semaphore NUMBER of ID, or
   waits until it is zero for a BY of 0.  POSIX: semop.  */
int ipc_change_semaphore (int id, int number, int by, int flags);

#endif
