/* helper.c - ipc_helper: the program that cases exec.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper inherit KEY...         print "KEY: value", a line for each
   ipc_helper echo                   copy standard input, unbuffered
   ipc_helper exit N                 exit with status N
   ipc_helper raise NUMBER           die by that signal
   ipc_helper tell FD TEXT           write TEXT to descriptor FD
   ipc_helper open-write PATH TEXT   open PATH for writing, write TEXT
   ipc_helper open-read PATH         open PATH for reading, copy it
   ipc_helper catch-zap              the page's program: helper-zap.c
   ipc_helper shim                   say whether a fault library intercepts
   ipc_helper alarm, daemon          see helper.h

   The keys are in the table below.  Exits 0, 2 for a wrong call, else 1 with
   the errno name of what failed on standard error.  */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/descriptors.h"
#include "frame/names.h"
#include "helper.h"
#include "instruments/nsig.h"

static char **arguments;

static int
failed (const char *what)
{
  fprintf (stderr, "%s: %s\n", what, ipc_errno_name (errno));
  return 1;
}

/* Print bytes that a line can hold; the others as \ooo.  */
static void
print_bytes (const char *text)
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

  sigprocmask (SIG_BLOCK, NULL, &set);
  print_set (&set);
}

static void
print_pending (void)
{
  sigset_t set;

  sigpending (&set);
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

static void
print_umask (void)
{
  printf ("%03o", (unsigned) umask (0));
}

static void
print_cwd (void)
{
  char path[4096];

  print_bytes (getcwd (path, sizeof path) == NULL ? ipc_errno_name (errno)
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

  for (a = arguments; *a != NULL; a++)
    {
      if (a != arguments)
        putchar (' ');
      print_bytes (*a);
    }
}

#define NUMBER(name, expression)          \
  static void                             \
  print_##name (void)                     \
  {                                       \
    printf ("%ld", (long) (expression));  \
  }
NUMBER (alarm, alarm (0))
NUMBER (timer, ipc_timer_left ())
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
  KEY (pid) KEY (ppid) KEY (pgid) KEY (sid) KEY (uid) KEY (euid) KEY (gid)
  KEY (egid)
#undef KEY
  { NULL, NULL }
};

/* "env:NAME" is a key too.  */
static int
print_key (const char *key)
{
  int i;

  printf ("%s: ", key);
  if (strncmp (key, "env:", 4) == 0)
    print_bytes (getenv (key + 4) == NULL ? "(unset)" : getenv (key + 4));
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
    return failed ("stdout");
  return status;
}

static int
put (int fd, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return failed ("write");
      data += n;
      size -= (size_t) n;
    }
  return 0;
}

/* Copy FD to standard output, each piece as it comes.  */
static int
copy (int fd)
{
  char block[4096];
  ssize_t n;

  for (;;)
    {
      n = read (fd, block, sizeof block);
      if (n == 0)
        return 0;
      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return failed ("read");
      if (put (STDOUT_FILENO, block, (size_t) n) != 0)
        return 1;
    }
}

static int
open_and (const char *path, int flags, const char *text)
{
  int fd = open (path, flags);

  if (fd == -1)
    return failed ("open");
  return text != NULL ? put (fd, text, strlen (text)) : copy (fd);
}

void
helper_arm_faults (void)
{
  volatile int *armed = (volatile int *) dlsym (RTLD_DEFAULT,
                                                "ipc_fault_armed");

  if (armed != NULL)
    *armed = 1;
}

/* Arm the library's fault shim_canary and make the call that it breaks.  */
static int
shim (void)
{
  int (*loaded) (void);

  *(void **) &loaded = dlsym (RTLD_DEFAULT, "ipc_fault_loaded");
  if (loaded == NULL || !loaded ())
    return puts ("not loaded") == EOF;
  helper_arm_faults ();
  return puts (getppid () == 0 ? "intercepts" : "does not intercept") == EOF;
}

int
main (int argc, char **argv)
{
  const char *verb = argc < 2 ? "" : argv[1];

  arguments = argv;
  if (strcmp (verb, "inherit") == 0)
    return helper_inherit ((const char *const *) argv + 2);
  if (strcmp (verb, "echo") == 0)
    return copy (STDIN_FILENO);
  if (strcmp (verb, "exit") == 0 && argc == 3)
    _exit (atoi (argv[2]));
  if (strcmp (verb, "raise") == 0 && argc == 3)
    return raise (atoi (argv[2])) == 0 ? 0 : failed ("raise");
  if (strcmp (verb, "tell") == 0 && argc == 4)
    return put (atoi (argv[2]), argv[3], strlen (argv[3]));
  if (strcmp (verb, "open-write") == 0 && argc == 4)
    return open_and (argv[2], O_WRONLY, argv[3]);
  if (strcmp (verb, "open-read") == 0 && argc == 3)
    return open_and (argv[2], O_RDONLY, NULL);
  if (strcmp (verb, "catch-zap") == 0)
    return helper_catch_zap ();
  if (strcmp (verb, "shim") == 0)
    return shim ();
  if (strcmp (verb, "alarm") == 0 && argc == 3)
    return helper_alarm (argv[2]);
  if (strcmp (verb, "daemon") == 0)
    return helper_daemon (argv);
  fprintf (stderr, "ipc_helper: see suites/helper/helper.c\n");
  return 2;
}
