/* daemon.c - programs that ipc_helper plays: the page's daemon, which
   executes itself anew on SIGHUP.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper daemon WORD...

   Each image prints what it starts with, up to a line "started"; then it
   obeys its standard input: 'r' prints that again, up to "asked"; the end
   of the input is its own.  The number of the image is in the environment.
   The words, which each image passes on to the next:

   nodefer       the handler of SIGHUP does not block SIGHUP
   unblock       SIGHUP is unblocked as soon as the handler is installed
   term-masked   the handler blocks SIGTERM
   empty         the handler unblocks everything before exec()
   clean         the handler uses ipc_exec_clean()
   clean-held    the same, with SIGHUP held, to be unblocked
   window        'g' is waited for before the handler is installed
   root          goes to / when it starts
   self-platform, self-argv0, self-any
                 executes what ipc_self_path() says, else argv[0]
   resolve       executes the absolute path of argv[0]
   opens, opens-cloexec
                 opens a file when it starts
   respect       installs no handler if SIGHUP is ignored  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/names.h"
#include "facilities/facilities.h"
#include "helper.h"
#include "ipcompat-fallbacks.h"

extern char **environ;

static char **arguments;
static char own_path[4096];
static sigset_t hangup;
static int generation;

static int
alarm_is_pending (void)
{
  sigset_t set;

  return ipc_pending (&set) == 0 && sigismember (&set, SIGALRM) == 1;
}

/* This program was started with SIGALRM blocked, and has its own death to
   report.  Some kernels clear a timer a moment before they send its
   signal.  */
static int
await_inherited (void)
{
  sigset_t set;
  int early = alarm_is_pending (), armed = ipc_itimer_set ();

  if (early || (!armed && alarm_is_pending ()))
    return HELPER_TOO_EARLY;
  if (!armed)
    return HELPER_NO_ALARM;
  sigemptyset (&set);
  sigaddset (&set, SIGALRM);
  sigprocmask (SIG_UNBLOCK, &set, NULL);
  while (ipc_itimer_set ())
    sched_yield ();
  poll (NULL, 0, 200);
  return 0;
}

int
helper_alarm (char **argv)
{
  const char *how = argv[2];

  helper_arm_faults ();
  if (strcmp (how, "inherited") == 0)
    return await_inherited ();
  if (strcmp (how, "default") == 0)
    {
      struct sigaction sa;

      sa.sa_handler = SIG_DFL;
      sa.sa_flags = 0;
      sigemptyset (&sa.sa_mask);
      if (sigaction (SIGALRM, &sa, NULL) == -1)
        return 1;
    }
  if (ipc_start_timer (1) == -1)
    return errno == ENOSYS && raise (SIGALRM) == 0 ? 0 : 1;
  while (ipc_itimer_set ())
    sched_yield ();
  return 0;
}

static int
has (const char *word)
{
  char **a;

  for (a = arguments + 2; *a != NULL; a++)
    if (strcmp (*a, word) == 0)
      return 1;
  return 0;
}

/* Print "WORD: NAME", from a handler too.  */
static void
say (const char *word, const char *name)
{
  char line[80];
  size_t n = 0;
  const char *parts[4];
  int i;
  ssize_t put;

  parts[0] = word;
  parts[1] = ": ";
  parts[2] = name;
  parts[3] = "\n";
  for (i = 0; i < 4; i++)
    {
      size_t size = strlen (parts[i]);

      if (n + size > sizeof line)
        return;
      memcpy (line + n, parts[i], size);
      n += size;
    }
  put = write (STDOUT_FILENO, line, n);
  (void) put;
}

static void
restart (int signo)
{
  int error = errno;

  (void) signo;
  if (has ("clean"))
    ipc_exec_clean (own_path, arguments, environ, NULL);
  else if (has ("clean-held"))
    ipc_exec_clean (own_path, arguments, environ, &hangup);
  else
    {
      sigset_t none;

      sigemptyset (&none);
      if (has ("empty"))
        sigprocmask (SIG_SETMASK, &none, NULL);
      execv (own_path, arguments);
    }
  say ("exec", ipc_errno_name (errno));
  errno = error;
}

/* Where to find this program when it is hung up.  */
static int
find_self (void)
{
  int ways = has ("self-platform") ? IPC_SELF_PLATFORM
             : has ("self-argv0") ? IPC_SELF_ARGV0
             : has ("self-any") ? IPC_SELF_PLATFORM | IPC_SELF_ARGV0 : 0;

  if (ways != 0)
    return ipc_self_path (arguments[0], ways, own_path, sizeof own_path);
  if (has ("resolve"))
    {
      char *path = realpath (arguments[0], NULL);
      int fits = path != NULL && strlen (path) < sizeof own_path;

      if (fits)
        strcpy (own_path, path);
      free (path);
      return fits ? 0 : -1;
    }
  if (strlen (arguments[0]) >= sizeof own_path)
    return -1;
  strcpy (own_path, arguments[0]);
  return 0;
}

static void
catch_hangup (void)
{
  struct sigaction sa;

  if (has ("respect") && sigaction (SIGHUP, NULL, &sa) == 0
      && sa.sa_handler == SIG_IGN)
    return;
  sa.sa_handler = restart;
  sa.sa_flags = has ("nodefer") ? SA_NODEFER : 0;
  sigemptyset (&sa.sa_mask);
  if (has ("term-masked"))
    sigaddset (&sa.sa_mask, SIGTERM);
  sigaction (SIGHUP, &sa, NULL);
  if (has ("unblock"))
    sigprocmask (SIG_UNBLOCK, &hangup, NULL);
}

static void
report (const char *end)
{
  static const char *const keys[] =
  {
    "pid", "ppid", "argv", "mask", "pending", "caught",
    "ignored", "cwd", "descriptors", NULL
  };

  printf ("generation: %d\n", generation);
  helper_inherit (keys);
  say (end, "now");
}

/* Obey the next byte of the input; returns it, or -1 at its end.  A SIGHUP
   that was sent before that byte is handled when poll() returns, at the
   latest, and then leaves the byte to the next image.  */
static int
obey (void)
{
  struct pollfd p;
  char what;

  p.fd = STDIN_FILENO;
  p.events = POLLIN;
  while (poll (&p, 1, -1) == -1)
    if (errno != EINTR)
      return -1;
  if (read (STDIN_FILENO, &what, 1) != 1)
    return -1;
  if (what == 'r')
    report ("asked");
  return what;
}

/* Note which image this is, and tell the next.  */
static void
count_generation (void)
{
  const char *text = getenv ("IPC_GENERATION");
  char next[24];

  generation = text == NULL ? 0 : atoi (text);
  snprintf (next, sizeof next, "%d", generation + 1);
  setenv ("IPC_GENERATION", next, 1);
}

int
helper_daemon (char **argv)
{
  helper_arm_faults ();
  arguments = argv;
  sigemptyset (&hangup);
  sigaddset (&hangup, SIGHUP);
  /* Without a path exec() fails later.  */
  if (find_self () == -1)
    own_path[0] = '\0';
  if (has ("root") && chdir ("/") == -1)
    return 1;
  count_generation ();
  report ("started");
  if (has ("opens") || has ("opens-cloexec"))
    {
      int fd = open ("/dev/null", O_RDWR);

      if (fd == -1 || (has ("opens-cloexec")
                       && fcntl (fd, F_SETFD, FD_CLOEXEC) == -1))
        return 1;
    }
  if (has ("window") && obey () == -1)
    return 1;
  catch_hangup ();
  say ("ready", "now");
  while (obey () != -1)
    continue;
  return 0;
}
