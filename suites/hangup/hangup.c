/* hangup.c - a daemon that reads its file again.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"

/* What the daemon says of itself when asked.  */
struct state
{
  pid_t pid;
  int hangups;                  /* calls of the handler */
  int value;                    /* that it has read */
};

static volatile sig_atomic_t hung_up, asked;

static void
note (int signo)
{
  if (signo == SIGHUP)
    hung_up++;
  else
    asked = 1;
}

static void
catch (int signo, int flags)
{
  ipc_handle (signo, note, flags);
}

/* The configuration file is replaced as a whole.  */
static void
configure (int value)
{
  FILE *f = fopen ("new", "w");

  IPC_SETUP (f != NULL);
  IPC_SETUP (fprintf (f, "%d\n", value) > 0);
  IPC_SETUP (fclose (f) == 0);
  IPC_SETUP (rename ("new", "conf") == 0);
}

static int
read_configuration (void)
{
  FILE *f = fopen ("conf", "r");
  int value;

  IPC_SETUP (f != NULL);
  IPC_SETUP (fscanf (f, "%d", &value) == 1);
  fclose (f);
  return value;
}

/* The daemon: SIGHUP makes it read, SIGUSR1 say what it has read.  Both are
   blocked but where it waits, so that none is lost.  */
static int
serve (struct ipc_link *link, void *arg)
{
  struct state s;
  sigset_t both, none;

  sigemptyset (&none);
  sigemptyset (&both);
  sigaddset (&both, SIGHUP);
  sigaddset (&both, SIGUSR1);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &both, NULL) == 0);
  catch (SIGHUP, *(int *) arg);
  catch (SIGUSR1, 0);
  memset (&s, 0, sizeof s);
  s.pid = getpid ();
  s.value = read_configuration ();
  ipc_tell (link, 'r');
  for (;;)
    {
      sigsuspend (&none);
      if (hung_up)
        {
          s.hangups += hung_up;
          hung_up = 0;
          s.value = read_configuration ();
        }
      if (asked)
        {
          asked = 0;
          ipc_tell (link, 's');
          ipc_send (link, &s, sizeof s);
        }
    }
}

static struct ipc_child
start (int flags)
{
  struct ipc_child daemon;

  configure (0);
  daemon = ipc_start (serve, &flags);
  ipc_expect (&daemon.link, 'r');
  return daemon;
}

/* Ask the daemon; returns 0 if it is gone, -1 if no signal gets to it.  */
static int
ask (struct ipc_child *daemon, struct state *s)
{
  IPC_SETUP (kill (daemon->pid, SIGUSR1) == 0);
  if (ipc_await_released (daemon, "sigsuspend") == IPC_BLOCKS)
    return -1;
  if (ipc_hear_end (&daemon->link) != 's')
    return 0;
  ipc_receive (&daemon->link, s, sizeof *s);
  return 1;
}

/* Give it VALUE and hang it up: NULL if it has read that, for the TIMESth
   time in all, and is still the same process.  */
static const char *
hang_up (struct ipc_child *daemon, int value, int times)
{
  struct state s;
  int asked_it;

  configure (value);
  asked_it = ask (daemon, &s);
  if (asked_it != 1)
    return asked_it == 0 ? "ends before it is hung up"
           : "is not woken by signals";
  if (s.value == value)
    return "reads without being told";
  IPC_SETUP (kill (daemon->pid, SIGHUP) == 0);
  asked_it = ask (daemon, &s);
  if (asked_it != 1)
    return asked_it == 0 ? "is terminated" : "is not woken by signals";
  if (s.value != value)
    return "does not read again";
  return s.hangups != times ? "is called more than once"
         : s.pid != daemon->pid ? "is another process" : NULL;
}

static int
just_wait (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_tell (link, 'r');
  ipc_hear_end (link);
  return 0;
}

IPC_TEST (default_terminates)
{
  struct ipc_child child = ipc_start (just_wait, NULL);
  int status;

  ipc_expect (&child.link, 'r');
  IPC_SETUP (kill (child.pid, SIGHUP) == 0);
  status = ipc_join (&child);
  if (WIFEXITED (status))
    ipc_observe ("goes on");
  else if (WTERMSIG (status) != SIGHUP)
    ipc_observef ("ends by %s", ipc_signal_name (WTERMSIG (status)));
  else
    ipc_observe ("terminates");
}

IPC_TEST (reread)
{
  struct ipc_child daemon = start (0);
  const char *trouble = hang_up (&daemon, 1, 1);

  ipc_observe (trouble != NULL ? trouble : "rereads and goes on");
  ipc_end (&daemon);
}

IPC_TEST (each_time)
{
  struct ipc_child daemon = start (0);
  const char *trouble = NULL;
  int i;

  for (i = 1; i <= 10 && trouble == NULL; i++)
    trouble = hang_up (&daemon, i, i);
  ipc_detail ("%d times", i - 1);
  ipc_observe (trouble != NULL ? trouble : "each time");
  ipc_end (&daemon);
}

IPC_TEST (only_once)
{
  struct ipc_child once = start (SA_RESETHAND), always;
  int first = hang_up (&once, 1, 1) == NULL, defended, status;
  struct state s;

  IPC_SETUP (first);
  IPC_SETUP (kill (once.pid, SIGHUP) == 0);
  status = ask (&once, &s) != 0 ? 0 : ipc_join (&once);
  if (once.link.in != -1)
    ipc_end (&once);
  always = start (0);
  defended = hang_up (&always, 1, 1) == NULL
             && hang_up (&always, 2, 2) == NULL;
  ipc_end (&always);
  if (!defended)
    ipc_observe ("undefended");
  else
    ipc_observe (WIFSIGNALED (status) && WTERMSIG (status) == SIGHUP
                 ? "shown" : "not shown");
}
