/* resolve-thread.c - names that another thread asks for.
   SPDX-License-Identifier: BSD-2-Clause

   In a program with threads the child of resolve.c may find a lock of the
   resolver's taken for ever.  A thread shares these, but nobody can end it:
   when the time is over it is left alone, and frees what it has when its own
   times are over.  Who of both comes first is decided by one exchange; the
   descriptors are the waiting thread's alone.

   Falls short: where a resolver is silent for longer than the caller waits,
   threads add up; and where the compiler has no atomic operation there is
   none of them.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <netdb.h>
# include <pthread.h>
# include <signal.h>
# include <stdlib.h>
# include <string.h>
# include <unistd.h>

# include "cancel.h"
# include "deadline.h"
# include "pipe.h"
# include "process-lock.h"
# include "resolve.h"
# include "sigmask.h"

# if defined IPC_HAS_CANCEL && defined __GNUC__
#  ifdef __ELF__
#   pragma weak pthread_create
#   pragma weak pthread_detach
#   define HAS_THREADS (pthread_create != NULL && pthread_detach != NULL)
#  else
#   define HAS_THREADS 1
#  endif
# else
#  define HAS_THREADS 0
# endif

enum { RUNS, IS_DONE, IS_LEFT };

/* A question, copied, and its answer.  Of the thread while it runs; of the
   asker when it is done; of the thread again if the asker has left.  */
struct job
{
  volatile int state;
  int fd;                       /* gets a byte when it is done */
  struct addrinfo hints, *found;
  int has_hints, result, error;
  char *host, *service;         /* in TEXT, or NULL */
  char text[];
};

static void
drop (struct job *j)
{
  int error = errno;

  if (j->result == 0)
    freeaddrinfo (j->found);
  free (j);
  errno = error;
}

static void *
answer_job (void *arg)
{
  struct job *j = arg;
  int fd = j->fd;
  ssize_t n;

  errno = 0;
  j->result = getaddrinfo (j->host, j->service,
                           j->has_hints ? &j->hints : NULL, &j->found);
  j->error = errno;
  if (IPC_EXCHANGE (&j->state, RUNS, IS_DONE) != RUNS)
    drop (j);
  else
    do
      n = write (fd, "", 1);
    while (n == -1 && errno == EINTR);
  return NULL;
}

/* A copy of TEXT at *ROOM, which moves behind it; NULL of NULL.  */
static char *
put_text (char **room, const char *text)
{
  char *copy = *room;

  if (text == NULL)
    return NULL;
  strcpy (copy, text);
  *room += strlen (text) + 1;
  return copy;
}

static struct job *
make_job (const char *host, const char *service,
          const struct addrinfo *hints, int fd)
{
  struct job *j = calloc (1, sizeof *j
                          + (host != NULL ? strlen (host) + 1 : 0)
                          + (service != NULL ? strlen (service) + 1 : 0));
  char *room;

  if (j == NULL)
    return NULL;
  room = j->text;
  j->host = put_text (&room, host);
  j->service = put_text (&room, service);
  j->has_hints = hints != NULL;
  if (hints != NULL)
    j->hints = *hints;
  j->state = RUNS;
  j->result = EAI_FAIL;
  j->fd = fd;
  return j;
}

/* A thread for J, in which no handler runs.  Returns 0 or an errno.  */
static int
start_job (struct job *j)
{
  sigset_t all, old;
  pthread_t thread;
  int error;

  sigfillset (&all);
  sigmask_change (SIG_SETMASK, &all, &old);
  error = pthread_create (&thread, NULL, answer_job, j);
  sigmask_change (SIG_SETMASK, &old, NULL);
  if (error == 0)
    pthread_detach (thread);
  return error;
}

/* Wait for the byte of J at FD until END.  Returns 0, or an errno: then J is
   no longer the caller's.  */
static int
await_job (struct job *j, int fd, ipc_deadline end)
{
  struct pollfd p = { fd, POLLIN, 0 };
  int result, error;
  char byte;

  result = deadline_poll (&p, 1, end);
  error = result == 0 ? ETIMEDOUT : result == -1 ? errno
          : (p.revents & POLLIN) == 0 ? EBADF : 0;
  if (IPC_EXCHANGE (&j->state, RUNS, IS_LEFT) == RUNS)
    return error;
  /* The byte is there, or on its way if it was done at just that moment.  */
  while (read (fd, &byte, 1) == -1 && errno == EINTR)
    continue;
  return 0;
}

/* Ask in a thread that tells FD[1].  */
static int
ask_thread (const char *host, const char *service,
            const struct addrinfo *hints, ipc_deadline end, const int fd[2],
            struct addrinfo **found)
{
  struct job *j = make_job (host, service, hints, fd[1]);
  int result, error = j == NULL ? ENOMEM : start_job (j);

  if (error != 0)
    {
      free (j);
      errno = error;
      return EAI_SYSTEM;
    }
  error = await_job (j, fd[0], end);
  if (error != 0)
    {
      errno = error;
      return EAI_SYSTEM;
    }
  result = j->result == 0 ? ipc_answer_copy (j->found, found) : j->result;
  errno = j->error;
  drop (j);
  return result;
}

int
ipc_resolve_in_thread (const char *host, const char *service,
                       const struct addrinfo *hints, long limit,
                       struct addrinfo **found)
{
  ipc_deadline end = deadline_in (limit);
  int fd[2], cancelled, result = EAI_SYSTEM, error = ENOSYS;

  if (HAS_THREADS)
    {
      cancelled = cancel_forbid ();
      if (ipc_high_pipe (fd) == 0)
        {
          result = ask_thread (host, service, hints, end, fd, found);
          error = errno;
          close (fd[0]);
          close (fd[1]);
        }
      else
        error = errno;
      cancel_allow (cancelled);
    }
  errno = error;
  return result;
}

#endif
