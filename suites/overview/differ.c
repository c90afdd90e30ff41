/* differ.c - each mechanism as it is in use.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/socket.h>
#include <unistd.h>

#include "differ.h"
#include "overview.h"

/* Send TEXT the one way, or BACK.  */
static int
put (const struct mechanism *m, const struct use *u, const char *text,
     int back)
{
  struct sockaddr_storage a;
  socklen_t size = sizeof a;
  int fd = back ? u->in : u->out;
  ssize_t length = (ssize_t) strlen (text);

  if (m->by == BY_ID)
    return ipc_send_message (u->in, back ? 2 : 1, text, 0);
  if (write (fd, text, strlen (text)) == length)
    return 0;
  /* Who receives datagrams answers to an address.  */
  if (back && getsockname (u->out, (struct sockaddr *) &a, &size) == 0
      && size > sizeof a.ss_family
      && sendto (fd, text, strlen (text), 0, (struct sockaddr *) &a, size)
         == length)
    return 0;
  return -1;
}

/* Whether something has come to FD; through the network it may be under
   way.  */
static int
comes (const struct mechanism *m, int fd)
{
  return m->by == BY_PORT ? ipc_comes (fd) : ipc_is_ready (fd, 0);
}

/* What arrives: four bytes of a stream, or one message.  "" for nothing.  */
static const char *
get (const struct mechanism *m, int fd, int back)
{
  static char text[16];
  ssize_t n;

  if (m->by == BY_ID)
    return ipc_got_message (fd, back ? 2 : 1, IPC_NOWAIT);
  if (!comes (m, fd))
    return "";
  n = recv (fd, text, 4, MSG_WAITALL);
  if (n == -1 && errno == ENOTSOCK)
    n = read (fd, text, 4);
  text[n > 0 ? n : 0] = '\0';
  return text;
}

/* In a process that was there before: it is told a name, and sends.  */
struct stranger
{
  const struct mechanism *m;
};

static int
stay_away (struct ipc_link *link, void *arg)
{
  const struct stranger *s = arg;
  char name[sizeof (struct use) - offsetof (struct use, name)];

  ipc_receive (link, name, sizeof name);
  /* The number may be one of its own.  */
  if (s->m->by == BY_NUMBER
      && (atoi (name) == link->in || atoi (name) == link->out))
    ipc_tell (link, 'n');
  else
    ipc_tell (link, s->m->reach (name, "name") == 0 ? 'y' : 'n');
  ipc_hear_end (link);
  return 0;
}

/* Whether the stranger reaches it, and what it sent arrives.  */
static int
is_reached (const struct mechanism *m, struct use *u, struct ipc_child *child)
{
  int fd = u->in;

  ipc_send (&child->link, u->name, sizeof u->name);
  if (ipc_hear (&child->link) != 'y')
    return 0;
  if (u->listener != -1)
    fd = comes (m, u->listener) ? accept (u->listener, NULL, NULL) : -1;
  ipc_compare (m->name, get (m, fd, 0), "name");
  if (fd != u->in)
    close (fd);
  return 1;
}

/* What is refused is no way, but what is taken arrives.  */
static const char *
ways_of (const struct mechanism *m, const struct use *u)
{
  if (put (m, u, "back", 1) == -1)
    return "one way";
  return strcmp (get (m, u->out, 1), "back") == 0 ? "both ways"
         : "another way back";
}

/* Whether ERROR says that the mechanism is not there, or forbidden, or that
   there is no network.  */
static int
is_absence (int error)
{
  static const int errors[] =
    { ENOSYS, EAFNOSUPPORT, EPROTONOSUPPORT, EPROTOTYPE, EOPNOTSUPP, EPERM,
      EACCES, EADDRNOTAVAIL, ENETUNREACH, EHOSTUNREACH, ENETDOWN };
  size_t i;

  for (i = 0; i < sizeof errors / sizeof *errors; i++)
    if (error == errors[i])
      return 1;
  return 0;
}

/* As a line of the table; "" where there is no such mechanism, and an errno
   name where there is trouble with it.  */
static const char *
look (const struct mechanism *m, struct use *u, struct ipc_child *child)
{
  static char line[64];
  const char *first, *kind, *who;
  int error = m->make (u);

  line[0] = '\0';
  if (error != 0)
    return is_absence (error) ? line : ipc_errno_name (error);
  IPC_SETUP (put (m, u, "ab", 0) == 0 && put (m, u, "cd", 0) == 0);
  first = get (m, u->in, 0);
  kind = strcmp (first, "abcd") == 0 ? "stream"
         : strcmp (first, "ab") == 0 ? "messages" : "neither";
  if (strcmp (kind, "messages") == 0)
    ipc_compare (m->name, get (m, u->in, 0), "cd");
  who = is_reached (m, u, child) ? "all" : "relatives";
  snprintf (line, sizeof line, "%s, %s, %s", kind, who, ways_of (m, u));
  return line;
}

static void
close_all (const struct mechanism *m, struct use *u)
{
  if (m->by == BY_ID && u->in != -1)
    ipc_remove_sysv (IPC_QUEUE, u->in);
  else
    {
      close (u->in);
      close (u->out);
      close (u->listener);
    }
}

/* A pipe may have two ways.  */
static int
is_documented (const struct mechanism *m, const char *line)
{
  return strcmp (line, m->is) == 0
         || (strcmp (m->name, "pipe") == 0
             && strcmp (line, "stream, relatives, both ways") == 0);
}

IPC_TEST (mechanisms_differ)
{
  char table[400] = "";
  int i;

  IPC_SETUP (signal (SIGPIPE, SIG_IGN) != SIG_ERR);
  for (i = 0; i < MECHANISMS; i++)
    {
      const struct mechanism *m = &mechanisms[i];
      struct use u = { -1, -1, -1, "" };
      struct stranger s;
      struct ipc_child child;
      const char *line;

      s.m = m;
      child = ipc_start (stay_away, &s);
      line = look (m, &u, &child);
      ipc_end (&child);
      close_all (m, &u);
      if (*line != '\0' && !is_documented (m, line))
        ipc_compare (m->name, line, m->is);
      snprintf (table + strlen (table), sizeof table - strlen (table),
                "%s%s: %s", i == 0 ? "" : "; ", m->name,
                *line == '\0' ? "not here" : line);
    }
  ipc_detail ("%s", table);
  ipc_observe_right ("each in its own way");
}
