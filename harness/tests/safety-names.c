/* safety-names.c - works of names that lead somewhere, and of daemons.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A name of the thread's own.  */
static char *
own_name (const char *prefix, int n, char *name)
{
  size_t used = strlen (prefix);

  memcpy (name, prefix, used);
  name[used] = (char) ('0' + n % SAFETY_THREADS);
  name[used + 1] = '\0';
  return name;
}

/* Whether N goes from FROM to TO; both are closed.  */
static int
carries (int from, int to, int n)
{
  int got = -1;
  int right = from != -1 && to != -1
              && write (from, &n, sizeof n) == sizeof n
              && read (to, &got, sizeof got) == sizeof got && got == n;

  close (from);
  close (to);
  return right;
}

static int
brokered (int n)
{
  char name[16];
  int in, out, right;

  if (ipc_fifo_make (own_name ("fifo-", n, name), 0600) == -1)
    return errno == ENOSYS ? -1 : 0;
  in = ipc_fifo_open (name, O_RDONLY | O_NONBLOCK);
  out = ipc_fifo_open (name, O_WRONLY);
  right = in != -1 && fcntl (in, F_SETFL, 0) == 0 && carries (out, in, n);
  return ipc_fifo_remove (name) == 0 && access (name, F_OK) == -1 && right;
}

/* The client's two steps, the server's in between.  */
static int
meets (struct ipc_local_listener *l, const char *name, int n)
{
  struct ipc_local_call call;
  int server = -1, client;

  if (ipc_local_begin (&call, name) == -1)
    return 0;
  ipc_local_give_up (&call);
  if (ipc_local_begin (&call, name) == -1)
    return 0;
  while ((client = ipc_local_finish (&call, 0)) == -1 && errno == ETIMEDOUT
         && (server = ipc_local_accept (l, 10)) == -1 && errno == ETIMEDOUT)
    ;
  if (client == -1)
    client = ipc_local_finish (&call, 60000);
  return carries (client, server, n);
}

struct client
{
  pthread_t id;
  const char *name;
  int fd;
};

static void *
connect_it (void *arg)
{
  struct client *c = arg;

  c->fd = ipc_local_connect (c->name, 60000);
  return NULL;
}

static int
meets_thread (struct ipc_local_listener *l, char *name, int n)
{
  struct client c;
  int server;

  c.name = name;
  if (pthread_create (&c.id, NULL, connect_it, &c) != 0)
    return 0;
  server = ipc_local_accept (l, 60000);
  pthread_join (c.id, NULL);
  return carries (server, c.fd, n);
}

static int
local_names (int n)
{
  struct ipc_local_listener l;
  char name[16];
  int right;

  if (ipc_local_listen (&l, own_name ("inet-", n, name), 0600, 4) == -1)
    return errno == ENOSYS || errno == EADDRNOTAVAIL ? -1 : 0;
  right = meets (&l, name, n) && meets_thread (&l, name, n);
  ipc_local_close (&l);
  return unlink (name) == 0 && right;
}

typedef int resolver (const char *, const char *, const struct addrinfo *,
                      long, struct addrinfo **);

/* A number: nobody has to be asked who may not be there.  */
static int
resolves (int n, resolver *resolve)
{
  struct addrinfo hints, *found = NULL;
  char host[32], text[32];
  int right, error;

  memset (&hints, 0, sizeof hints);
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST;
  snprintf (host, sizeof host, "127.0.%d.%d", n / 200, n % 200 + 1);
  error = resolve (host, "80", &hints, 60000, &found);
  if (error == EAI_SYSTEM && errno == ENOSYS)
    return -1;
  right = error == 0
          && getnameinfo (found->ai_addr, found->ai_addrlen, text, sizeof text,
                          NULL, 0, NI_NUMERICHOST) == 0
          && strcmp (text, host) == 0;
  ipc_resolve_free (found);
  return right;
}

static int
resolves_numbers (int n)
{
  return resolves (n, ipc_resolve);
}

static int
resolves_in_thread (int n)
{
  return resolves (n, ipc_resolve_in_thread);
}

struct becoming
{
  int (*form) (int nochdir, int noclose);
  int n, to;
};

static void *
become (void *arg)
{
  const struct becoming *b = arg;

  if (b->form (1, 1) == 0 && write (b->to, &b->n, sizeof b->n) == -1)
    _exit (2);
  _exit (1);
}

/* One of the threads of a process becomes a daemon, which says N; the process
   ends, and so do the others.  */
static int
daemons (int n, int (*form) (int nochdir, int noclose))
{
  struct becoming b;
  pthread_t id;
  pid_t pid;
  int fd[2], got = -1, status = -1, right;

  if (pipe (fd) == -1 || (pid = fork ()) == -1)
    return 0;
  if (pid == 0)
    {
      b.form = form, b.n = n, b.to = fd[1];
      if (pthread_create (&id, NULL, become, &b) == 0)
        pthread_join (id, NULL);
      _exit (3);
    }
  close (fd[1]);
  right = waitpid (pid, &status, 0) == pid && WIFEXITED (status)
          && WEXITSTATUS (status) == 0
          && read (fd[0], &got, sizeof got) == sizeof got && got == n;
  close (fd[0]);
  return right;
}

static int
both_daemons (int n)
{
  return daemons (n, ipc_fb_daemon) && daemons (n, ipc_daemon_hardened);
}

const struct work name_works[] =
{
  { "ipc_fifo_make ipc_fifo_open ipc_fifo_remove", 20, IN_THREADS, brokered,
    NULL, NULL, NULL },
  { "ipc_local_listen ipc_local_begin ipc_local_finish ipc_local_give_up"
    " ipc_local_connect", 50, IN_THREADS, local_names, NULL, NULL, NULL },
  { "ipc_resolve ipc_resolve_free", 500, IN_THREADS, resolves_numbers, NULL,
    NULL, NULL },
  { "ipc_resolve_in_thread", 100, IN_THREADS, resolves_in_thread, NULL, NULL,
    NULL },
  { "ipc_fb_daemon ipc_daemon_hardened", 20, IN_THREADS, both_daemons, NULL,
    NULL, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
