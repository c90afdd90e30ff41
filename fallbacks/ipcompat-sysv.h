/* ipcompat-sysv.h - fallbacks: keys and objects of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_SYSV_H
#define IPCOMPAT_SYSV_H

#include <stddef.h>
#include <sys/types.h>
#ifdef __has_include
# if __has_include (<sys/ipc.h>)
#  include <sys/ipc.h>
# endif
#else
# include <sys/ipc.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ftok(): the key of the file PATH with the low 8 bits of ID, which should not
   be 0; or -1 with errno that of stat().  Two files may have one key.
   Threads: any.  Handlers: yes.  POSIX: ftok.  */
key_t ipc_fb_ftok (const char *path, int id);

/* The fourth argument of semctl(), which some headers declare as union semun
   and others leave to the program: here under a name that none of them has.
   POSIX: semctl.  */
struct semid_ds;
union ipc_fb_semun
{
  int val;
  struct semid_ds *buf;
  unsigned short *array;
};

/* Objects of System V, in files.  They are in the directory that the variable
   IPCOMPAT_SYSV_DIR of the environment names, which is made for this user
   alone if it is not there; else in /tmp/ipcompat-sysv-UID, which only this
   user can enter.  A program that runs with another user's rights uses that
   one, whatever the variable says.  All who use one directory see the same
   objects; native calls and ipcs do not, and ipcrm takes an id for that of
   another object.  Users who are to share objects need a directory that all
   of them can write to, and whoever can write there can do what the objects'
   modes forbid, and end who uses one by making its file shorter at that very
   moment; so does a full disk, where the file system copies what is written.
   The directory must be on a file system with record locks and shared
   mappings, of this machine, and is not to be moved while a process has its
   objects open, which goes on with them; whether the variable counts is
   settled by the first call.  Only root can give an object away (EPERM).

   What is killed leaves each object as it was before its call, or after it,
   and nobody waits for it; what it leaves in the directory is used again, or
   removed, when somebody meets it, but for a FIFO that had not been used yet,
   w.PID.NUMBER or n.PID.NUMBER, or a list that had not, iq.PID or the like.
   But who is killed by IPC_SET may leave an object that others cannot use,
   although its mode says so, until its owner sets that again.  Who is stopped
   in the middle of a call holds up all others until it goes on.

   All calls: errno is that of the native one, or EMFILE, ENFILE, ENOSPC,
   EFBIG, ENOMEM and others of open(), mmap() and write(), with nothing
   changed, or for what waits or is undone ENOSYS where there are no FIFOs,
   and EACCES under a umask that keeps the user from reading or writing what
   is made; for the time of a call it needs up to three descriptors, while it
   waits two, and one for each whose end would wake it.  The files of up to 16
   objects that it has used stay open and mapped; a process may close those
   descriptors, though not while another thread is in a call.  It is not told
   of memory that it may not use by EFAULT, but ended.  A handler that jumps
   out of a wait leaves all signals blocked, and its descriptors open.  They
   are no points of cancellation.  A wait that a handler interrupts ends with
   EINTR in spite of SA_RESTART.
   Threads: any; without GCC or the like, one at a time (a lock of this
   process).  Handlers: no.  */

/* msgget() and so on.  A queue holds 16384 bytes and 1024 messages, a message
   8192 bytes; msg_qbytes can be made smaller (else EPERM), and what is longer
   than that fails with EINVAL.  Of 128 who wait at one queue the next fails
   with ENOMEM.  COMMAND is IPC_STAT, IPC_SET or IPC_RMID, FLAGS are IPC_NOWAIT
   and MSG_NOERROR; others fail with EINVAL.
   POSIX: msgget, msgctl, msgsnd, msgrcv.  */
struct msqid_ds;
int ipc_fb_msgget (key_t key, int flags);
int ipc_fb_msgctl (int id, int command, struct msqid_ds *ds);
int ipc_fb_msgsnd (int id, const void *message, size_t size, int flags);
ssize_t ipc_fb_msgrcv (int id, void *message, size_t size, long type,
                       int flags);

/* semget() and so on.  A set has up to 256 semaphores, a call up to 500
   operations; 128 may wait for a set (then ENOMEM), and it keeps 1024 undos
   (then ENOSPC).  What a process did with SEM_UNDO is undone when it ends, by
   whatever end: by who comes next, or is woken by that.  But exec() undoes it,
   too, and so does closing all descriptors, of which a process has one for
   this; and it is undone late if a child that was made otherwise than by
   fork(), or without pthread_atfork(), lives on.  Who waits is woken by the
   ends of up to 64 others who have something to undo.  A semaphore that would
   become less than 0 becomes 0.  GETNCNT and GETZCNT count each waiting call
   for the first of its operations that cannot be done.  The fourth argument
   of semctl() is a union ipc_fb_semun or the like.
   POSIX: semget, semctl, semop.  */
struct sembuf;
int ipc_fb_semget (key_t key, int n, int flags);
int ipc_fb_semctl (int id, int number, int command, ...);
int ipc_fb_semop (int id, struct sembuf *ops, size_t n);

/* shmget() and so on, by files that are mapped.  A segment has up to 1 GiB;
   the flags of shmat() are SHM_RDONLY and SHM_RND (others: EINVAL), and an
   address that is not free gives EINVAL.  One that is removed is found by
   nobody, while those who have attached it share it until they detach it or
   end.  shm_nattch counts what living processes have attached by shmat(), and
   not what they have from their parents.  Up to 1024 processes may attach a
   segment (then ENOMEM); each keeps one descriptor open for all of them, and
   is counted no more if it closes that; and on, until it ends, if it detaches
   when it has no descriptor for that, or the variable names another directory.
   POSIX: shmget, shmctl, shmat, shmdt.  */
struct shmid_ds;
int ipc_fb_shmget (key_t key, size_t size, int flags);
int ipc_fb_shmctl (int id, int command, struct shmid_ds *ds);
void *ipc_fb_shmat (int id, const void *address, int flags);
int ipc_fb_shmdt (const void *address);

/* msgsnd(), msgrcv() and semop(), or the fallbacks above where there are none,
   that neither a handler nor a stop ends.  A message is sent or taken, and a
   set changed, just once.  Results and errno are theirs, never EINTR; a signal
   that is meant to end a wait does not, but removing the object does.
   Threads: any.  Handlers: yes, where the native calls are taken.
   POSIX: msgsnd, msgrcv, semop.  */
struct sembuf;
int ipc_fb_retry_msgsnd (int id, const void *message, size_t size, int flags);
ssize_t ipc_fb_retry_msgrcv (int id, void *message, size_t size, long type,
                             int flags);
int ipc_fb_retry_semop (int id, struct sembuf *ops, size_t n);

#ifdef __cplusplus
}
#endif

#endif
