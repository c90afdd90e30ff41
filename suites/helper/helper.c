/* helper.c - ipc_helper: the program that cases exec.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper inherit KEY...         print "KEY: value", a line for each
   ipc_helper echo                   copy standard input, unbuffered
   ipc_helper list ARGUMENT...       say who the parent is, and the arguments
   ipc_helper listen                 say who the parent is, then echo
   ipc_helper starters FD            start programs: see list.c
   ipc_helper exit N                 exit with status N
   ipc_helper raise NUMBER           die by that signal
   ipc_helper tell FD TEXT           write TEXT to descriptor FD
   ipc_helper open-write PATH TEXT   open PATH for writing, write TEXT
   ipc_helper open-read PATH         open PATH for reading, copy it
   ipc_helper catch-zap              the page's program: helper-zap.c
   ipc_helper shim                   say whether a fault library intercepts
   ipc_helper act STEP...            obey: act.c
   ipc_helper spooler, status, magic, forks
                                     programs of the page: pipe-open.c
   ipc_helper catsock, catsock-inet, catsock-server, gateway
                                     the page's client and server: catsock.c
   ipc_helper command-server         an interactive server: command-server.c
   ipc_helper forking-server, tcp-clients
                                     one with children: forking-server.c
   ipc_helper daytime, service       a client, and how it knows its port:
                                     stream.c
   ipc_helper webget, chat           the page's clients: webget.c, chat.c
   ipc_helper sem-take, sem-give     the page's programs: semaphores.c

   ipc_helper shm-write, shm-read    likewise: notes.c
   ipc_helper alarm, daemon, number, ask, flood, rtime, udp-time
                                     see helper.h

   Under an empty name it is "list", and each string an argument.

   The keys are in the table below.  Exits 0, 2 for a wrong call, else 1 with
   the errno name of what failed on standard error.  */

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
#include "facilities/loaded.h"
#include "frame/descriptors.h"
#include "frame/names.h"
#include "helper.h"
#include "nsig.h"

int
helper_failed (const char *what)
{
  fprintf (stderr, "%s: %s\n", what, ipc_errno_name (errno));
  return 1;
}

int
helper_put (int fd, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return helper_failed ("write");
      data += n;
      size -= (size_t) n;
    }
  return 0;
}

int
helper_copy (int fd)
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
        return helper_failed ("read");
      if (helper_put (STDOUT_FILENO, block, (size_t) n) != 0)
        return 1;
    }
}

static int
open_and (const char *path, int flags, const char *text)
{
  int fd = open (path, flags);

  if (fd == -1)
    return helper_failed ("open");
  return text != NULL ? helper_put (fd, text, strlen (text)) : helper_copy (fd);
}

void
helper_arm_faults (void)
{
  volatile int *armed = (volatile int *) ipc_loaded ("ipc_fault_armed");

  if (armed != NULL)
    *armed = 1;
}

/* Arm the library's fault shim_canary and make the call that it breaks.  */
static int
shim (char **argv)
{
  int (*loaded) (void);

  (void) argv;
  *(void **) &loaded = ipc_loaded ("ipc_fault_loaded");
  if (loaded == NULL || !loaded ())
    return puts ("not loaded") == EOF;
  helper_arm_faults ();
  return puts (getppid () == 0 ? "intercepts" : "does not intercept") == EOF;
}

static int
echo (char **argv)
{
  (void) argv;
  return helper_copy (STDIN_FILENO);
}

static int
inherit (char **argv)
{
  return helper_inherit ((const char *const *) argv + 2);
}

static int
listen_on (char **argv)
{
  return helper_list (argv) != 0 ? 1 : helper_copy (STDIN_FILENO);
}

static int
end (char **argv)
{
  _exit (atoi (argv[2]));
}

static int
die (char **argv)
{
  return raise (atoi (argv[2])) == 0 ? 0 : helper_failed ("raise");
}

static int
tell (char **argv)
{
  return helper_put (atoi (argv[2]), argv[3], strlen (argv[3]));
}

static int
open_write (char **argv)
{
  return open_and (argv[2], O_WRONLY, argv[3]);
}

static int
open_read (char **argv)
{
  return open_and (argv[2], O_RDONLY, NULL);
}

/* What each word does, and how many arguments there must be, at least.  */
static const struct
{
  const char *word;
  int arguments;
  int (*run) (char **argv);
} verbs[] = {
  { "inherit", 0, inherit },
  { "echo", 0, echo },
  { "list", 0, helper_list },
  { "listen", 0, listen_on },
  { "starters", 1, helper_starters },
  { "exit", 1, end },
  { "raise", 1, die },
  { "tell", 2, tell },
  { "open-write", 2, open_write },
  { "open-read", 1, open_read },
  { "catch-zap", 0, helper_catch_zap },
  { "shim", 0, shim },
  { "alarm", 1, helper_alarm },
  { "daemon", 0, helper_daemon },
  { "act", 0, helper_act },
  { "spooler", 0, helper_spooler },
  { "status", 0, helper_status },
  { "magic", 0, helper_magic },
  { "forks", 0, helper_forks },
  { "number", 0, helper_number },
  { "ask", 1, helper_ask },
  { "flood", 1, helper_flood },
  { "catsock", 1, helper_catsock },
  { "catsock-inet", 1, helper_catsock_inet },
  { "catsock-server", 3, helper_catsock_server },
  { "gateway", 2, helper_gateway },
  { "sem-take", 1, helper_sem_take },
  { "sem-give", 1, helper_sem_give },
  { "shm-write", 2, helper_shm_write },
  { "shm-read", 1, helper_shm_read },
  { "command-server", 7, helper_command_server },
  { "forking-server", 1, helper_forking_server },
  { "tcp-clients", 4, helper_tcp_clients },
  { "rtime", 2, helper_rtime },
  { "udp-time", 2, helper_udp_time },
  { "daytime", 2, helper_daytime },
  { "service", 1, helper_service },
  { "webget", 0, helper_webget },
  { "chat", 2, helper_chat }
};

int
main (int argc, char **argv)
{
  size_t i;

  helper_arguments = argv;
  if (argc > 0 && *argv[0] == '\0')
    return helper_list_all (argv);
  for (i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++)
    if (strcmp (verbs[i].word, argv[1]) == 0 && argc - 2 >= verbs[i].arguments)
      return verbs[i].run (argv);
  fprintf (stderr, "ipc_helper: see suites/helper/helper.c\n");
  return 2;
}
