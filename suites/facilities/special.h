/* special.h - calls that only some systems have.
   SPDX-License-Identifier: BSD-2-Clause

   Each fails with ENOSYS where there is no such thing; else as the call
   that it is named after.  Descriptors are the caller's to close.  */

#ifndef IPC_FACILITIES_SPECIAL_H
#define IPC_FACILITIES_SPECIAL_H

#include <signal.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

/* openpty() with the settings that there are.  Beside it, its header and the
   library that has it, as "util.h -lutil".  */
int ipc_openpty (int *master, int *slave);
extern const char ipc_openpty_home[];

/* A Linux epoll instance that watches FD for input; wait for one event, by
   epoll_wait() or WAIT in its place.  */
struct epoll_event;
int ipc_epoll_open (int fd);
int ipc_epoll_wait (int epoll);
int ipc_epoll_wait_by (int epoll, int (*wait) (int, struct epoll_event *, int,
                                               int));

/* An inotify descriptor that tells of files made in DIRECTORY.  */
int ipc_inotify_open (const char *directory);

/* An eventfd at zero; a timerfd set to an hour, made to expire at once; a
   signalfd for SIGNO.  */
int ipc_eventfd_open (void);
int ipc_timerfd_open (void);
int ipc_timerfd_expire (int fd);
int ipc_signalfd_open (int signo);

/* splice() of up to SIZE bytes from one pipe to another.  */
long ipc_splice (int from, int to, size_t size);

/* closefrom(), which some systems have return nothing.  */
int ipc_closefrom (int fd);

/* Wait while *WORD is 0; wake one waiter, returns how many.  */
int ipc_futex_wait (int *word, const struct timespec *timeout);
int ipc_futex_wake (int *word);

/* ppoll, semtimedop and usleep, and the commands of fcntl() for locks
   of the open file (-1 where there are none), for strict builds, whose
   headers hide them.  */
struct pollfd;
struct sembuf;
int ipc_ppoll (struct pollfd *fds, unsigned long count,
               const struct timespec *timeout, const sigset_t *mask);
int ipc_semtimedop (int id, struct sembuf *ops, size_t count,
                    const struct timespec *timeout);
int ipc_usleep (unsigned microseconds);
extern const int ipc_f_ofd_setlk, ipc_f_ofd_setlkw;

#endif
