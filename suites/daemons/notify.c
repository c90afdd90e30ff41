/* notify.c - telling a supervisor by a datagram.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemons.h"
#include "frame/suite.h"

/* The address that NAME stands for: a path or, after "@", a name outside of
   the file system.  Returns its length, 0 if it has none.  */
static socklen_t
address_of (const char *name, struct sockaddr_un *un)
{
  size_t n = name == NULL ? 0 : strlen (name);

  memset (un, 0, sizeof *un);
  un->sun_family = AF_UNIX;
  if (n == 0 || n >= sizeof un->sun_path)
    return 0;
  memcpy (un->sun_path, name, n);
  if (*name == '@')
    un->sun_path[0] = '\0';
  return (socklen_t) (offsetof (struct sockaddr_un, sun_path) + n
                      + (*name != '@'));
}

/* What a service does that is ready: where nobody listens, or it may not
   speak, it goes on.  */
static void
tell_ready (const char *text)
{
  struct sockaddr_un un;
  socklen_t size = address_of (getenv ("NOTIFY_SOCKET"), &un);
  int fd = size == 0 ? -1 : socket (AF_UNIX, SOCK_DGRAM, 0);
  ssize_t n;

  if (fd == -1)
    return;
  n = sendto (fd, text, strlen (text), 0, (struct sockaddr *) &un, size);
  (void) n;
  close (fd);
}

/* How many descriptors the supervisor has passed to this very process.  */
static int
passed_here (void)
{
  const char *pid = getenv ("LISTEN_PID"), *n = getenv ("LISTEN_FDS");

  return pid != NULL && n != NULL && atol (pid) == (long) getpid ()
         ? atoi (n) : 0;
}

static int
be_service (struct ipc_link *link, void *arg)
{
  char text[40];

  signal (SIGPIPE, SIG_DFL);
  IPC_SETUP (setenv ("NOTIFY_SOCKET", arg, 1) == 0);
  /* What was passed to the parent, and is not for this process.  */
  snprintf (text, sizeof text, "%ld", (long) getppid ());
  IPC_SETUP (setenv ("LISTEN_PID", text, 1) == 0);
  IPC_SETUP (setenv ("LISTEN_FDS", "1", 1) == 0);
  IPC_SETUP (passed_here () == 0);
  snprintf (text, sizeof text, "%ld", (long) getpid ());
  IPC_SETUP (setenv ("LISTEN_PID", text, 1) == 0);
  IPC_SETUP (passed_here () == 1);
  tell_ready ("READY=1");
  ipc_tell (link, 'r');
  return 0;
}

/* Whether a service that tells NAME goes on.  */
static int
goes_on (char *name)
{
  struct ipc_child child = ipc_start (be_service, name);
  int told = ipc_hear_end (&child.link);

  return ipc_join (&child) == 0 && told == 'r';
}

enum heard { HEARD, NOT_HEARD, OTHER, NO_NAME };

/* Let a service tell NAME that it is ready.  */
static enum heard
heard_at (char *name)
{
  struct sockaddr_un un;
  socklen_t size = address_of (name, &un);
  int fd = socket (AF_UNIX, SOCK_DGRAM, 0);
  char text[40];
  ssize_t n;
  int bound = fd != -1 && bind (fd, (struct sockaddr *) &un, size) == 0;

  if (!bound)
    ipc_detail ("%s: %s", name, ipc_errno_name (errno));
  if (!goes_on (name))
    return OTHER;
  if (!bound)
    {
      if (fd != -1)
        close (fd);
      return NO_NAME;
    }
  ipc_nonblocking (fd, 1);
  n = ipc_read_now (fd, text, sizeof text);
  close (fd);
  return n == -1 || n == IPC_READ_BLOCKS ? NOT_HEARD
         : n == 7 && memcmp (text, "READY=1", 7) == 0 ? HEARD : OTHER;
}

IPC_TEST (notify_socket)
{
  char path[] = "notify", name[60], nowhere[] = "nowhere";
  enum heard by_path, by_name;

  snprintf (name, sizeof name, "@ipcompat.%ld", (long) getpid ());
  by_path = heard_at (path);
  if (!goes_on (path) || !goes_on (nowhere))
    by_path = OTHER;
  unlink (path);
  by_name = heard_at (name);
  if (by_path == OTHER || by_name == OTHER)
    ipc_observe ("the service fails");
  else if (by_path == NOT_HEARD)
    ipc_observe ("nothing is heard");
  else if (by_path == NO_NAME)
    ipc_observe ("no local sockets");
  else
    ipc_observe (by_name == HEARD ? "both kinds of names" : "paths alone");
}
