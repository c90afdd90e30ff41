/* restart.c - faults of interruption: the calls that wait.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "restart.h"

#include <mqueue.h>
#include <poll.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

WAITING (ssize_t, read,
  (int fd, void *data, size_t size),
  (fd, data, size))
WAITING (ssize_t, recv,
  (int fd, void *data, size_t size, int flags),
  (fd, data, size, flags))
WAITING (ssize_t, recvmsg,
  (int fd, struct msghdr *message, int flags),
  (fd, message, flags))
WAITING (ssize_t, send,
  (int fd, const void *data, size_t size, int flags),
  (fd, data, size, flags))
WAITING (pid_t, wait,
  (int *status),
  (status))
WAITING (pid_t, waitpid,
  (pid_t pid, int *status, int options),
  (pid, status, options))
WAITING (int, waitid,
  (idtype_t type, id_t id, siginfo_t *info, int options),
  (type, id, info, options))
WAITING (int, flock,
  (int fd, int operation),
  (fd, operation))
WAITING (int, lockf,
  (int fd, int command, off_t size),
  (fd, command, size))
WAITING (int, poll,
  (struct pollfd *fds, nfds_t count, int timeout),
  (fds, count, timeout))
WAITING (int, ppoll,
  (struct pollfd *fds, nfds_t count, const struct timespec *t,
   const sigset_t *mask),
  (fds, count, t, mask))
WAITING (int, select,
  (int n, fd_set *in, fd_set *out, fd_set *ex, struct timeval *t),
  (n, in, out, ex, t))
WAITING (int, pselect,
  (int n, fd_set *in, fd_set *out, fd_set *ex,
   const struct timespec *t, const sigset_t *mask),
  (n, in, out, ex, t, mask))
WAITING (int, pause,
  (void),
  ())
WAITING (int, sigsuspend,
  (const sigset_t *mask),
  (mask))
WAITING (int, sigwaitinfo,
  (const sigset_t *set, siginfo_t *info),
  (set, info))
WAITING (int, sigtimedwait,
  (const sigset_t *set, siginfo_t *info,
   const struct timespec *t),
  (set, info, t))
WAITING (int, nanosleep,
  (const struct timespec *t, struct timespec *left),
  (t, left))
WAITING (int, usleep,
  (useconds_t t),
  (t))
WAITING (ssize_t, msgrcv,
  (int id, void *m, size_t size, long type, int flags),
  (id, m, size, type, flags))
WAITING (int, msgsnd,
  (int id, const void *m, size_t size, int flags),
  (id, m, size, flags))
WAITING (int, semop,
  (int id, struct sembuf *ops, size_t count),
  (id, ops, count))
WAITING (int, semtimedop,
  (int id, struct sembuf *ops, size_t count,
   const struct timespec *t),
  (id, ops, count, t))
WAITING (int, sem_wait,
  (sem_t *sem),
  (sem))
WAITING (int, sem_timedwait,
  (sem_t *sem, const struct timespec *t),
  (sem, t))
WAITING (ssize_t, mq_receive,
  (mqd_t q, char *text, size_t size, unsigned *priority),
  (q, text, size, priority))
WAITING (ssize_t, mq_timedreceive,
  (mqd_t q, char *text, size_t size, unsigned *priority,
   const struct timespec *t),
  (q, text, size, priority, t))
WAITING (int, mq_send,
  (mqd_t q, const char *text, size_t size, unsigned priority),
  (q, text, size, priority))
