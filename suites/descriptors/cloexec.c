/* cloexec.c - what a program that is executed has of descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sharing.h"

/* One descriptor of each kind: a file, a directory, the ends of a pipe, a
   socket, a device, and a file with a high number.  */
enum { KINDS = 7, HIGH = 100, TEXT_SIZE = 400 };

static void
open_kinds (int fd[KINDS])
{
  long most = sysconf (_SC_OPEN_MAX);

  fd[0] = open ("file", O_RDWR | O_CREAT, 0600);
  fd[1] = open (".", O_RDONLY);
  ipc_pipe (fd + 2);
  fd[4] = socket (AF_UNIX, SOCK_STREAM, 0);
  fd[5] = open ("/dev/null", O_RDONLY);
  IPC_SETUP (fd[0] != -1 && fd[1] != -1 && fd[4] != -1 && fd[5] != -1);
  fd[6] = fcntl (fd[0], F_DUPFD,
                 most >= 0 && most < 2 * HIGH ? (int) most / 2 : HIGH);
  IPC_SETUP (fd[6] != -1);
}

/* The numbers that are open and do not close on exec, as ipc_helper has it.
   The set-up, so not under test.  */
static void
list_kept (char text[TEXT_SIZE])
{
  int held = ipc_hold ();
  char is_open[IPC_FD_END];
  int fd, n;

  n = snprintf (text, TEXT_SIZE, "descriptors:");
  ipc_find_open (is_open);
  for (fd = 0; fd < IPC_FD_END && n < TEXT_SIZE; fd++)
    if (is_open[fd] && (fcntl (fd, F_GETFD) & FD_CLOEXEC) == 0)
      n += snprintf (text + n, (size_t) (TEXT_SIZE - n), " %d", fd);
  IPC_SETUP (n < TEXT_SIZE - 1);
  strcpy (text + n, "\n");
  ipc_release (held);
}

/* Execute ipc_helper, whose output goes to the pipe OUT; after a failure,
   which is to leave all FLAGGED ones open.  */
static void
execute (const char *helper, const int flagged[KINDS], int out)
{
  char *missing[] = { (char *) "./missing", NULL };
  char *list[] = { (char *) helper, (char *) "inherit",
                   (char *) "descriptors", NULL };
  int i;

  IPC_SETUP (dup2 (out, STDOUT_FILENO) == STDOUT_FILENO);
  execv (missing[0], missing);
  for (i = 0; i < KINDS; i++)
    if (fcntl (flagged[i], F_GETFD) != FD_CLOEXEC)
      _exit (3);
  execv (list[0], list);
  _exit (4);
}

/* What that writes; returns its wait status.  */
static int
run_helper (const int flagged[KINDS], char text[TEXT_SIZE])
{
  char helper[1024];
  size_t size = 0;
  ssize_t n;
  pid_t pid;
  int out[2];

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  ipc_pipe (out);
  IPC_SETUP (fcntl (out[0], F_SETFD, FD_CLOEXEC) == 0
             && fcntl (out[1], F_SETFD, FD_CLOEXEC) == 0);
  pid = ipc_fork ();
  if (pid == 0)
    execute (helper, flagged, out[1]);
  close (out[1]);
  while (size < TEXT_SIZE - 1
         && (n = read (out[0], text + size, TEXT_SIZE - 1 - size)) > 0)
    size += (size_t) n;
  text[size] = '\0';
  close (out[0]);
  return ipc_join_pid (pid);
}

/* Of each kind there is one with the flag and one without; one of those had
   it before.  Then there is a duplicate of one with it, which has none.  */
IPC_TEST (cloexec)
{
  char wanted[TEXT_SIZE], got[TEXT_SIZE];
  int flagged[KINDS], kept[KINDS], i, status;

  open_kinds (kept);
  open_kinds (flagged);
  for (i = 0; i < KINDS; i++)
    IPC_SETUP (fcntl (flagged[i], F_SETFD, FD_CLOEXEC) == 0);
  IPC_SETUP (fcntl (kept[0], F_SETFD, FD_CLOEXEC) == 0
             && fcntl (kept[0], F_SETFD, 0) == 0);
  IPC_SETUP (dup (flagged[0]) != -1);
  list_kept (wanted);
  status = run_helper (flagged, got);
  ipc_detail ("wanted %.*s", (int) strcspn (wanted, "\n"), wanted);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 3)
    ipc_observe ("an exec() that fails closes");
  else if (WIFEXITED (status) && WEXITSTATUS (status) == 4)
    ipc_observe ("an exec() fails for its descriptors");
  else if (strcmp (got, wanted) == 0)
    ipc_observe ("closed on exec");
  else
    ipc_observef ("%.*s", (int) strcspn (got, "\n"), got);
}

/* The forms that set close-on-exec from the start.  Each makes a descriptor,
   or two, with FD_CLOEXEC and, if QUICK, with O_NONBLOCK.  Returns 0, or -1
   where there is no such form.  */
static int
by_open (int fd[2], int quick)
{
  int bits = O_CLOEXEC | (quick ? O_NONBLOCK : 0);

  fd[0] = open ("file", O_RDONLY | bits | (quick ? 0 : O_CREAT), 0600);
  fd[1] = open ("/dev/null", O_RDONLY | bits);
  IPC_SETUP (fd[0] != -1 && fd[1] != -1);
  return O_CLOEXEC == 0 ? -1 : 0;
}

static int
by_fcntl (int fd[2], int quick)
{
  (void) quick;
  fd[0] = fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  return fd[0] == -1 ? -1 : 0;
}

static int
by_pipe2 (int fd[2], int quick)
{
  return pipe2 (fd, O_CLOEXEC | (quick ? O_NONBLOCK : 0));
}

static int
by_dup3 (int fd[2], int quick)
{
  int number = dup (STDIN_FILENO);

  (void) quick;
  IPC_SETUP (number != -1);
  fd[0] = dup3 (STDIN_FILENO, number, O_CLOEXEC);
  return fd[0] == -1 ? -1 : 0;
}

/* What to add to a socket's type; -1 where there are no such flags.  */
static int
socket_flags (int quick)
{
  return SOCK_CLOEXEC == 0 || SOCK_NONBLOCK == 0 ? -1
         : SOCK_CLOEXEC | (quick ? SOCK_NONBLOCK : 0);
}

static int
by_socket (int fd[2], int quick)
{
  int flags = socket_flags (quick);

  fd[0] = flags == -1 ? -1 : socket (AF_UNIX, SOCK_STREAM | flags, 0);
  return fd[0] == -1 ? -1 : 0;
}

static int
by_socketpair (int fd[2], int quick)
{
  int flags = socket_flags (quick);

  return flags == -1 ? -1
         : socketpair (AF_UNIX, SOCK_STREAM | flags, 0, fd);
}

/* From a server of its own, with a client that waits already.  */
static int
by_accept4 (int fd[2], int quick)
{
  struct sockaddr_un name;
  int server = socket (AF_UNIX, SOCK_STREAM, 0);
  int client = socket (AF_UNIX, SOCK_STREAM, 0), flags = socket_flags (quick);

  memset (&name, 0, sizeof name);
  name.sun_family = AF_UNIX;
  strcpy (name.sun_path, quick ? "quick" : "plain");
  IPC_SETUP (server != -1 && client != -1);
  IPC_SETUP (bind (server, (struct sockaddr *) &name, sizeof name) == 0
             && listen (server, 1) == 0);
  IPC_SETUP (connect (client, (struct sockaddr *) &name, sizeof name) == 0);
  fd[0] = flags == -1 ? -1 : accept4 (server, NULL, NULL, flags);
  return fd[0] == -1 ? -1 : 0;
}

static const struct form
{
  const char *name;
  int (*make) (int fd[2], int quick);
  int nonblock;                 /* whether it knows that bit, too */
} forms[] =
{
  { "open", by_open, 1 }, { "fcntl", by_fcntl, 0 },
  { "pipe2", by_pipe2, 1 }, { "dup3", by_dup3, 0 },
  { "socket", by_socket, 1 }, { "socketpair", by_socketpair, 1 },
  { "accept4", by_accept4, 1 }
};
enum { FORMS = sizeof forms / sizeof *forms };

/* Whether what F makes has the bits that it is asked for, and standard input,
   of which some are duplicates, has none.  */
enum bits { BITS, ABSENT, NO_CLOEXEC, NONBLOCK_WRONG, OLD_CLOEXEC };

static enum bits
make_one (const struct form *f, int quick)
{
  int fd[2] = { -1, -1 }, i;

  if (f->make (fd, quick) == -1)
    return ABSENT;
  if (fcntl (STDIN_FILENO, F_GETFD) != 0)
    return OLD_CLOEXEC;
  for (i = 0; i < 2 && fd[i] != -1; i++)
    {
      int flags = fcntl (fd[i], F_GETFL);

      if ((fcntl (fd[i], F_GETFD) & FD_CLOEXEC) == 0)
        return NO_CLOEXEC;
      if (f->nonblock && ((flags & O_NONBLOCK) != 0) != quick)
        return NONBLOCK_WRONG;
    }
  return BITS;
}

/* Append NAME to TEXT, with a comma between.  */
static void
add_name (char *text, const char *name)
{
  strcat (text, *text != '\0' ? ", " : "");
  strcat (text, name);
}

/* Close on fork, of Issue 8: in a word.  */
static const char *
on_fork (void)
{
  int fd = open ("file", O_RDONLY | O_CLOFORK);
  pid_t pid;
  int status;

  IPC_SETUP (fd != -1);
  pid = ipc_fork ();
  if (pid == 0)
    _exit (fcntl (fd, F_GETFD) == -1 ? 0 : 1);
  status = ipc_join_pid (pid);
  return O_CLOFORK == 0 ? "is absent" : status == 0 ? "works"
         : "does nothing";
}

IPC_TEST (cloexec_atomic)
{
  char there[100] = "", forget[100] = "";
  const char *spoilt = NULL, *marked = NULL;
  enum bits plain, both;
  int i, n = 0;

  for (i = 0; i < FORMS; i++)
    {
      plain = make_one (&forms[i], 0);
      both = make_one (&forms[i], 1);
      if (plain == BITS && both == BITS)
        {
          add_name (there, forms[i].name);
          n++;
        }
      else if (plain == NO_CLOEXEC || both == NO_CLOEXEC)
        add_name (forget, forms[i].name);
      else if (plain == NONBLOCK_WRONG || both == NONBLOCK_WRONG)
        spoilt = forms[i].name;
      else if (plain == OLD_CLOEXEC || both == OLD_CLOEXEC)
        marked = marked != NULL ? marked : forms[i].name;
    }
  ipc_detail ("%s; O_CLOFORK %s", n > 0 ? there : "none", on_fork ());
  if (spoilt != NULL)
    ipc_observef ("%s with another O_NONBLOCK", spoilt);
  else if (marked != NULL)
    ipc_observef ("%s for what it duplicates, too", marked);
  else if (*forget != '\0')
    ipc_observef ("%.60s forgets", forget);
  else
    ipc_observe (n == FORMS ? "all" : n == 0 ? "none" : "some");
}
