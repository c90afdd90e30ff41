/* resolve-kit.h - a resolver that knows some names, and asks nobody.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef RESOLVE_KIT_H
#define RESOLVE_KIT_H

#include <netdb.h>
#include <stdlib.h>

#include "ipcompat-sockets.h"
#include "net-kit.h"
#include "of-thread.h"

/* The fallback once more, over stand-ins.  */
static int fake (const char *host, const char *service,
                 const struct addrinfo *hints, struct addrinfo **found);
static ssize_t mortal_write (int fd, const void *data, size_t size);
static int kit_open (const char *path, int flags);
static int kit_kill (pid_t pid, int signo);
#define open kit_open
#define kill kit_kill
#define getaddrinfo fake
#define ipc_resolve fake_resolve
#define ipc_resolve_in_child fake_in_child
#define ipc_resolve_free fake_free
#define ipc_answer_write fake_answer_write
#define ipc_answer_read fake_answer_read
#define ipc_answer_take fake_answer_take
#define ipc_answer_copy fake_answer_copy
int ipc_resolve (const char *, const char *, const struct addrinfo *, long,
                 struct addrinfo **);
int ipc_resolve_in_child (const char *, const char *, const struct addrinfo *,
                          long, struct addrinfo **);
void ipc_resolve_free (struct addrinfo *);
#include "resolve.c"
#undef open
#undef kill
#define write mortal_write
#include "resolve-answer.c"
#undef write
#undef getaddrinfo
#undef ipc_resolve
#undef ipc_resolve_in_child
#undef ipc_resolve_free

/* The writes of an answer before its child is killed; negative: it is not.  */
static int writes_left = -1;

static ssize_t
mortal_write (int fd, const void *data, size_t size)
{
  if (writes_left == 0)
    raise (SIGKILL);
  if (writes_left > 0)
    writes_left--;
  return write (fd, data, size);
}

/* Whether there is no such file as /dev/null.  */
static int is_bare;

static int
kit_open (const char *path, int flags)
{
  errno = ENOENT;
  return is_bare ? -1 : open (path, flags);
}

/* How often a child was killed, and how often a handler might have waited
   for it at that moment.  */
static volatile int kills, risks;

static int
kit_kill (pid_t pid, int signo)
{
  sigset_t mask;

  pthread_sigmask (SIG_BLOCK, NULL, &mask);
  kills++;
  risks += sigismember (&mask, SIGCHLD) == 0;
  return kill (pid, signo);
}

enum { MANY = 600 };

/* A list of N addresses, with a long name for each second.  */
static struct addrinfo *
make_list (int n)
{
  static OF_THREAD struct addrinfo info[MANY];
  static OF_THREAD struct sockaddr_in in[MANY];
  static OF_THREAD char name[200];
  int i;

  memset (name, 'n', sizeof name - 1);
  for (i = 0; i < n; i++)
    {
      in[i].sin_family = AF_INET;
      in[i].sin_port = htons ((in_port_t) i);
      info[i].ai_family = AF_INET;
      info[i].ai_socktype = SOCK_STREAM;
      info[i].ai_protocol = i;
      info[i].ai_flags = 1;
      info[i].ai_addr = (struct sockaddr *) &in[i];
      info[i].ai_addrlen = sizeof in[i];
      info[i].ai_canonname = i % 2 == 0 ? NULL : name;
      info[i].ai_next = i + 1 < n ? &info[i + 1] : NULL;
    }
  return info;
}

/* Whether the process has just the descriptors 0 to 3, and SIGALRM ends
   it.  */
static int
is_clean (void)
{
  struct sigaction sa;
  sigset_t mask;

  sigaction (SIGALRM, NULL, &sa);
  sigprocmask (SIG_BLOCK, NULL, &mask);
  return open_fds () == 4 && next_fd () == 4 && sa.sa_handler == SIG_DFL
         && sigismember (&mask, SIGALRM) == 0;
}

static void
never (void)
{
  for (;;)
    pause ();
}

/* Write TEXT to the FIFO of that name, which stays open.  */
static void
tell_alive (const char *text)
{
  int fd = open ("alive", O_WRONLY);

  if (fd == -1 || write (fd, text, 1) != 1)
    _exit (1);
}

static int
fake (const char *host, const char *service, const struct addrinfo *hints,
      struct addrinfo **found)
{
  (void) service;
  if (hints != NULL && (hints->ai_flags & AI_NUMERICHOST) != 0)
    return EAI_NONAME;
  if (strcmp (host, "silent") == 0)
    never ();
  if (strcmp (host, "fifo") == 0)
    {
      tell_alive ("c");
      never ();
    }
  if (strcmp (host, "stopped") == 0)
    raise (SIGSTOP);
  if (strcmp (host, "dead") == 0)
    raise (SIGKILL);
  if (strcmp (host, "loud") == 0
      && (write (1, "words", 5) != 5 || write (2, "words", 5) != 5))
    return EAI_FAIL;
  errno = ENETDOWN;
  *found = make_list (strcmp (host, "many") == 0 ? MANY : 2);
  return strcmp (host, "nobody") == 0 ? EAI_NONAME
         : strcmp (host, "system") == 0 ? EAI_SYSTEM
         : strcmp (host, "clean") == 0 && !is_clean () ? EAI_FAIL : 0;
}

/* Whether two lists are the same.  */
static int
equal (const struct addrinfo *a, const struct addrinfo *b)
{
  for (; a != NULL && b != NULL; a = a->ai_next, b = b->ai_next)
    if (a->ai_flags != b->ai_flags || a->ai_family != b->ai_family
        || a->ai_socktype != b->ai_socktype
        || a->ai_protocol != b->ai_protocol || a->ai_addrlen != b->ai_addrlen
        || memcmp (a->ai_addr, b->ai_addr, a->ai_addrlen) != 0
        || (a->ai_canonname == NULL) != (b->ai_canonname == NULL)
        || (a->ai_canonname != NULL
            && strcmp (a->ai_canonname, b->ai_canonname) != 0))
      return 0;
  return a == b;
}

/* What comes of NAME within LIMIT: a list that is to be of N addresses.  */
static int
ask_for (const char *name, long limit, int n)
{
  struct addrinfo *found = NULL;
  int result = fake_in_child (name, NULL, NULL, limit, &found);
  int error = errno, as_made = result == 0 ? equal (found, make_list (n))
                               : found == NULL;

  if (result == 0)
    fake_free (found);
  errno = error;
  return as_made ? result : -999;
}

#endif
