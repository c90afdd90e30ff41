/* inherit.c - what a program was started with, as ipc_helper prints it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/descriptors.h"
#include "frame/names.h"
#include "helper.h"
#include "nsig.h"

char **helper_arguments;

void
helper_print_bytes (const char *text)
{
  const unsigned char *t;

  for (t = (const unsigned char *) text; *t != '\0'; t++)
    if (*t > 0x20 && *t < 0x7f && *t != '\\')
      putchar (*t);
    else
      printf ("\\%03o", (unsigned) *t);
}

static void
print_set (const sigset_t *set)
{
  const char *before = "";
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (set, signo) == 1)
      {
        printf ("%s%s", before, ipc_signal_name (signo));
        before = " ";
      }
  if (*before == '\0')
    fputs ("none", stdout);
}

static void
print_mask (void)
{
  sigset_t set;

  ipc_ask_mask (&set);
  print_set (&set);
}

static void
print_pending (void)
{
  sigset_t set;

  ipc_pending (&set);
  print_set (&set);
}

/* The signals whose disposition is IGNORED, or else neither that nor the
   default.  */
static void
print_dispositions (int ignored)
{
  sigset_t set;
  int signo;

  sigemptyset (&set);
  for (signo = 1; signo < NSIG; signo++)
    {
      struct sigaction sa;

      if (sigaction (signo, NULL, &sa) == 0
          && (ignored ? sa.sa_handler == SIG_IGN
              : sa.sa_handler != SIG_IGN && sa.sa_handler != SIG_DFL))
        sigaddset (&set, signo);
    }
  print_set (&set);
}

static void
print_ignored (void)
{
  print_dispositions (1);
}

static void
print_caught (void)
{
  print_dispositions (0);
}

static void
print_descriptors (void)
{
  const char *before = "";
  char is_open[IPC_FD_END];
  int fd;

  ipc_find_open (is_open);
  for (fd = 0; fd < IPC_FD_END; fd++)
    if (is_open[fd])
      {
        printf ("%s%d", before, fd);
        before = " ";
      }
}

/* Which standard descriptors are terminals.  */
static void
print_terminals (void)
{
  const char *before = "";
  int fd;

  for (fd = 0; fd < 3; fd++)
    if (isatty (fd))
      {
        printf ("%s%d", before, fd);
        before = " ";
      }
  if (*before == '\0')
    fputs ("none", stdout);
}

static void
print_umask (void)
{
  printf ("%03o", (unsigned) umask (0));
}

static void
print_cwd (void)
{
  char path[4096];

  helper_print_bytes (getcwd (path, sizeof path) == NULL
                      ? ipc_errno_name (errno)
                      : path);
}

static void
print_ctty (void)
{
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY);

  fputs (fd == -1 ? "no" : "yes", stdout);
  if (fd != -1)
    close (fd);
}

static void
print_argv (void)
{
  char **a;

  for (a = helper_arguments; *a != NULL; a++)
    {
      if (a != helper_arguments)
        putchar (' ');
      helper_print_bytes (*a);
    }
}

static void
print_clock (void)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_MONOTONIC, &now);
  printf ("%ld %ld", (long) now.tv_sec, now.tv_nsec);
}

#define NUMBER(name, expression)          \
  static void                             \
  print_##name (void)                     \
  {                                       \
    printf ("%ld", (long) (expression));  \
  }
NUMBER (alarm, alarm (0))
NUMBER (timer, ipc_timer_left ())
NUMBER (stack, ipc_stack_state ())
NUMBER (pid, getpid ())
NUMBER (ppid, getppid ())
NUMBER (pgid, getpgrp ())
NUMBER (sid, getsid (0))
NUMBER (uid, getuid ())
NUMBER (euid, geteuid ())
NUMBER (gid, getgid ())
NUMBER (egid, getegid ())

static const struct { const char *name; void (*print) (void); } keys[] =
{
#define KEY(name) { #name, print_##name },
  KEY (mask) KEY (pending) KEY (ignored) KEY (caught) KEY (descriptors)
  KEY (umask) KEY (cwd) KEY (ctty) KEY (argv) KEY (alarm) KEY (timer)
  KEY (stack) KEY (clock) KEY (pid) KEY (ppid) KEY (pgid) KEY (sid) KEY (uid)
  KEY (euid) KEY (gid) KEY (egid) KEY (terminals)
#undef KEY
  { NULL, NULL }
};

/* The file behind a descriptor, to compare.  */
static void
print_file (int fd)
{
  struct stat st;

  if (fstat (fd, &st) == -1)
    fputs (ipc_errno_name (errno), stdout);
  else
    printf ("%lu %lu", (unsigned long) st.st_dev, (unsigned long) st.st_ino);
}

/* "env:NAME" and "fd:NUMBER" are keys too.  */
static int
print_key (const char *key)
{
  int i;

  printf ("%s: ", key);
  if (strncmp (key, "env:", 4) == 0)
    helper_print_bytes (getenv (key + 4) == NULL ? "(unset)"
                        : getenv (key + 4));
  else if (strncmp (key, "fd:", 3) == 0)
    print_file (atoi (key + 3));
  else
    {
      for (i = 0; keys[i].name != NULL; i++)
        if (strcmp (keys[i].name, key) == 0)
          break;
      if (keys[i].name == NULL)
        return 2;
      keys[i].print ();
    }
  putchar ('\n');
  return 0;
}

int
helper_inherit (const char *const *wanted)
{
  int status = 0;

  for (; *wanted != NULL && status == 0; wanted++)
    status = print_key (*wanted);
  if (fflush (stdout) == EOF)
    return helper_failed ("stdout");
  return status;
}
