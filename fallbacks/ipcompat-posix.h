/* ipcompat-posix.h - fallbacks: semaphores and shared memory of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_POSIX_H
#define IPCOMPAT_POSIX_H

#include <semaphore.h>
#include <sys/types.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* sem_timedwait(), for any semaphore that sem_wait() can wait for: that alone
   takes from it.  If there is nothing to take a thread is started, which ends
   the wait when CLOCK_REALTIME, however it is set meanwhile, has come to
   UNTIL.  Returns 0; or -1 with errno ETIMEDOUT, EINTR (as sem_wait() has it),
   EINVAL (nothing to take, and no such time), EAGAIN or ENOMEM (nothing to
   take, and no thread to be had), others of sem_wait(), or ENOSYS (the
   compiler has no variables of threads).

   The thread sends SIGURG to the one that waits, which has that unblocked
   meanwhile, with a handler that the program's own action stands behind, as
   sigaction() sees.  The program's handler has all signals blocked then; one
   that it sets meanwhile and that calls what it was set over calls what does
   nothing.  A SIGURG that comes from elsewhere just when the time is over
   may be taken for that of the thread; and one that nobody handles, or a
   handler with SA_RESTART, may end other threads' calls with EINTR
   meanwhile.  A handler that jumps out of the wait leaves both, and SIGURG
   may interrupt this thread, up to ten times a second once the time is over,
   until it waits here again or ends; in a child that a handler forks the
   wait goes on without a time.  It is a point of cancellation.
   Threads: any.  Handlers: no.  POSIX: sem_timedwait.  */
struct timespec;
int ipc_fb_sem_timedwait (sem_t *sem, const struct timespec *until);

/* Semaphores without a name, which sem_init() makes elsewhere: a pipe that
   holds as many bytes as the semaphore counts.  So nothing is lost or left
   locked when who uses it is killed.

   ipc_semaphore_init() makes SEM, of VALUE; if SHARED is not 0, for all
   processes that share the memory in which SEM is: those that have it by
   fork() use the maker's descriptors, others open a FIFO, s.PID.NUMBER, in
   the directory that the variable IPCOMPAT_SEM_DIR of the environment names,
   else in /tmp/ipcompat-sem-UID, which only this user can enter.  A program
   that runs with another user's rights uses that one, whatever the variable
   says.  The semaphore is gone (EINVAL) when the maker and all who have it by
   fork() have ended, executed a program or closed its descriptors; the FIFO
   stays if none of them has destroyed it.  If SHARED is 0 it is for this
   process alone, and EINVAL to a child.  Who closes its descriptors while
   another thread of the process is in one of these calls has that thread take
   from, or write to, whatever gets the number next.  Returns 0; or -1 with
   errno EINVAL (VALUE is more than a pipe holds, which is 4096 at least and
   65536 on most systems), EMFILE, ENFILE, EACCES (also if the umask keeps the
   user from reading or writing it), or what else kept it from making the
   FIFO.

   ipc_semaphore_destroy() closes the caller's two descriptors and removes the
   FIFO; other processes keep theirs until they end.  Nobody may be waiting,
   and SEM is not to be copied.  Returns 0, or -1 with errno EINVAL.
   Threads: any; each its own SEM.  Handlers: no.
   POSIX: sem_init, sem_destroy.  */
struct ipc_semaphore_end
{
  int fd;
  dev_t dev;
  ino_t ino;
};
struct ipc_semaphore
{
  unsigned long magic;
  int shared;
  pid_t pid;
  long number;
  struct ipc_semaphore_end in, out;
};
int ipc_semaphore_init (struct ipc_semaphore *sem, int shared,
                        unsigned value);
int ipc_semaphore_destroy (struct ipc_semaphore *sem);

/* sem_wait(), sem_trywait() and sem_timedwait() of such a one.  A handler ends
   a wait with EINTR in spite of SA_RESTART.  The time is as CLOCK_REALTIME
   has it when the wait begins; a clock that is set meanwhile is looked at when
   that is over.  Errno, beyond theirs: EINVAL (it is gone, or a child's that
   may not have it); and EMFILE, ENFILE, ENOMEM or EACCES in a process that
   has no descriptors of it.  The waits are points of cancellation for who
   has them.
   Threads: any.  Handlers: no.
   POSIX: sem_wait, sem_trywait, sem_timedwait.  */
struct timespec;
int ipc_semaphore_wait (struct ipc_semaphore *sem);
int ipc_semaphore_trywait (struct ipc_semaphore *sem);
int ipc_semaphore_timedwait (struct ipc_semaphore *sem,
                             const struct timespec *until);

/* sem_post(); errno EOVERFLOW when the pipe is full, which some are until 4096
   have been taken, and as above.
   Threads: any.  Handlers: yes, in processes that have its descriptors.
   POSIX: sem_post.  */
int ipc_semaphore_post (struct ipc_semaphore *sem);

/* sem_getvalue(): 0 if somebody waits.  Errno ENOSYS if nothing tells.
   Threads: any.  Handlers: no.  POSIX: sem_getvalue.  */
int ipc_semaphore_getvalue (struct ipc_semaphore *sem, int *value);

/* shm_open() and shm_unlink(), by files in the directory that the variable
   IPCOMPAT_SHM_DIR of the environment names, which is made for this user alone
   if it is not there; else in /tmp/ipcompat-shm-UID, which only this user can
   enter.  A program that runs with another user's rights uses that one,
   whatever the variable says.  All who use one directory see the same objects,
   and nobody else; users who are to share some need a directory that all of
   them can write to.  NAME, up to 255 bytes without its slashes in front, has
   no other slash (EINVAL), and FLAGS no others than POSIX names and
   O_CLOEXEC or O_NOFOLLOW (EINVAL).  What bears the name and is no plain file,
   or has more names, is refused with EACCES, a link as well.  Errno, beyond
   theirs: EPERM if the user's own directory is somebody else's, and others of
   open().
   Threads: any; for a child that is forked meanwhile without O_CLOEXEC the
   descriptor is open after exec().  Handlers: no.
   POSIX: shm_open, shm_unlink.  */
int ipc_fb_shm_open (const char *name, int flags, mode_t mode);
int ipc_fb_shm_unlink (const char *name);

#ifdef __cplusplus
}
#endif

#endif
