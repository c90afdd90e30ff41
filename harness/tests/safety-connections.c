/* safety-connections.c - works of listeners, connections and wakes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* What a thread prepares before its handler, or the thread itself, is on.  */
static struct ipc_wakeup wakes[SAFETY_THREADS];
static struct ipc_local_listener listeners[SAFETY_THREADS];

/* A listener with a name of the thread's own.  */
static int
listens (int n, struct sockaddr_un *at)
{
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  memset (at, 0, sizeof *at);
  at->sun_family = AF_UNIX;
  strcpy (at->sun_path, "listener-");
  at->sun_path[9] = (char) ('0' + n % SAFETY_THREADS);
  if (fd != -1 && bind (fd, (struct sockaddr *) at, sizeof *at) == 0
      && listen (fd, 4) == 0)
    return fd;
  return -1;
}

/* Whether N goes from CLIENT to SERVER; both are closed.  */
static int
joined (int client, int server, int n)
{
  int got = -1;
  int right = client != -1 && server != -1
              && write (client, &n, sizeof n) == sizeof n
              && read (server, &got, sizeof got) == sizeof got && got == n;

  close (client);
  close (server);
  return right;
}

static int
plain_accept (int fd)
{
  return ipc_fb_accept (fd, NULL, NULL);
}

static int
accept_with_flags (int fd)
{
  int got = ipc_fb_accept4 (fd, NULL, NULL, IPC_FB_SOCK_CLOEXEC);

  return got != -1 && fcntl (got, F_GETFD) & FD_CLOEXEC ? got : -1;
}

static int
accept_without (int fd)
{
  return ipc_accept_plain (fd, NULL, NULL);
}

static int
accept_alike (int fd)
{
  return ipc_accept_like (fd, NULL, NULL);
}

/* One who connects, by CONNECT, and is accepted, by ACCEPT.  */
static int
meets (int n, int (*take) (int), int within)
{
  struct sockaddr_un at;
  int listener = listens (n, &at), client, right;

  if (listener == -1)
    return 0;
  client = socket (AF_UNIX, SOCK_STREAM, 0);
  right = (within ? ipc_connect_within (client, (struct sockaddr *) &at,
                                        sizeof at, 60000)
           : ipc_fb_connect (client, (struct sockaddr *) &at, sizeof at)) == 0
          && joined (client, take (listener), n);
  close (listener);
  return unlink (at.sun_path) == 0 && right;
}

static int
accepts (int n)
{
  return meets (n, plain_accept, 0) && meets (n, accept_with_flags, 1)
         && meets (n, accept_without, 1) && meets (n, accept_alike, 0);
}

static int
can_wake (int n)
{
  struct ipc_wakeup *w = &wakes[n % SAFETY_THREADS];

  if (w->fd[0] > 2)
    return 1;
  return ipc_wakeup_open (w) == 0;
}

static int
accept_or_wake (int fd)
{
  int i;

  /* The one that is on the listener's name tells whose it is.  */
  for (i = 0; i < SAFETY_THREADS; i++)
    if (wakes[i].fd[0] > 2)
      return ipc_wakeup_accept (&wakes[i], fd, NULL, NULL, -1);
  return -1;
}

static int
wakes_work (int n)
{
  const struct ipc_wakeup *w = &wakes[n % SAFETY_THREADS];

  return ipc_wakeup_wait (w, -1, 0, 0) == 0 && ipc_wakeup_wake (w) == 0
         && ipc_wakeup_wait (w, -1, 0, -1) == IPC_WAKEUP_WOKEN
         && ipc_wakeup_wait (w, -1, 0, 0) == 0;
}

static void
no_more_wakes (void)
{
  int i;

  for (i = 0; i < SAFETY_THREADS; i++)
    if (wakes[i].fd[0] > 2)
      {
        ipc_wakeup_close (&wakes[i]);
        memset (&wakes[i], 0, sizeof wakes[i]);
      }
}

static int
opens_and_closes (int n)
{
  struct ipc_wakeup w;

  (void) n;
  if (ipc_wakeup_open (&w) == -1)
    return 0;
  if (ipc_wakeup_wake (&w) == -1
      || ipc_wakeup_wait (&w, -1, 0, -1) != IPC_WAKEUP_WOKEN)
    return 0;
  ipc_wakeup_close (&w);
  return 1;
}

static int
wakes_accept (int n)
{
  return meets (n, accept_or_wake, 0);
}

static int
listens_locally (int n)
{
  char name[] = "local-0";

  name[6] = (char) ('0' + n % SAFETY_THREADS);
  if (ipc_local_listen (&listeners[n % SAFETY_THREADS], name, 0600, 1) == 0)
    return unlink (name) == 0;
  return errno == ENOSYS || errno == EADDRNOTAVAIL ? -1 : 0;
}

static int
polls_locally (int n)
{
  struct ipc_local_listener *l = &listeners[n % SAFETY_THREADS];
  struct pollfd p[1 + IPC_LOCAL_CALLERS];
  int right = ipc_local_polled (l, p) == 1 && p[0].fd == l->fd;

  ipc_local_close (l);
  return right && fcntl (p[0].fd, F_GETFD) == -1;
}

const struct work connection_works[] =
{
  { "ipc_fb_accept ipc_fb_accept4 ipc_accept_plain ipc_accept_like"
    " ipc_fb_connect ipc_connect_within", 250, BOTH, accepts, NULL, NULL,
    NULL },
  { "ipc_wakeup_wake ipc_wakeup_wait", 1000, BOTH, wakes_work, NULL, can_wake,
    no_more_wakes },
  { "ipc_wakeup_accept", 1000, BOTH, wakes_accept, NULL, can_wake,
    no_more_wakes },
  { "ipc_wakeup_open ipc_wakeup_close", 1000, IN_THREADS, opens_and_closes,
    NULL, NULL, NULL },
  { "ipc_local_polled ipc_local_close", 0, IN_HANDLERS, polls_locally, NULL,
    listens_locally, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
