/* altstack.c - whose the alternate stack is, and how small it may be.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

/* The alternate stack of the first thread.  */
static char *low;
static size_t size;

/* Where handlers ran: 1 on it, 0 elsewhere, -1 not at all.  */
static volatile sig_atomic_t asking, again, not_asking, called_by_it,
                             other_thread;

static int
is_on_it (void)
{
  volatile char here = 0;
  uintptr_t at = (uintptr_t) &here;

  return at >= (uintptr_t) low && at < (uintptr_t) low + size;
}

static void
ask (int signo)
{
  (void) signo;
  asking = is_on_it ();
}

/* Called by another handler, as programs do that found one installed.  */
static void (*volatile former) (int) = ask;

static void
chain (int signo)
{
  not_asking = is_on_it ();
  asking = -1;
  former (signo);
  called_by_it = asking;
}

struct thread
{
  int state;                    /* of its alternate stack */
};

static void *
in_thread (void *arg)
{
  struct thread *t = arg;

  t->state = ipc_stack_state ();
  asking = -1;
  pthread_kill (pthread_self (), SIGUSR1);
  other_thread = asking;
  return NULL;
}

/* Whether a program that is executed says that it has a stack.  */
static int
survives_exec (void)
{
  char helper[1100], command[1300], text[40];

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  snprintf (command, sizeof command, "exec '%s' inherit stack", helper);
  IPC_SETUP (shell_output (command, text, sizeof text) == 0);
  return strcmp (text, "stack: 0\n") != 0;
}

static const char *
judge (const struct thread *t, int executed)
{
  if (asking == -1 || again == -1 || not_asking == -1 || called_by_it == -1
      || other_thread == -1)
    return "a handler did not run";
  if (!asking)
    return "not for who asks";
  if (!again)
    return "not when asked again, after a thread";
  if (not_asking || called_by_it)
    return "for who does not ask";
  if (executed)
    return "survives exec()";
  return t->state == 1 || other_thread ? "inherited by threads"
         : "by handler and by thread";
}

IPC_TEST (altstack_foreign)
{
  pthread_t thread;
  struct thread t = { -1 };
  int direct;

  /* Such a runtime has a stack of its own in each program.  */
  ipc_need_own_signals ();
  size = 64 * 1024;
  low = malloc (size);
  IPC_SETUP (low != NULL);
  if (SA_ONSTACK == 0 || ipc_stack_state () == -1)
    {
      ipc_observe ("absent");
      return;
    }
  IPC_SETUP (ipc_use_stack (low, size) == 0);
  ipc_handle (SIGUSR1, ask, SA_ONSTACK);
  ipc_handle (SIGUSR2, chain, 0);
  asking = not_asking = called_by_it = other_thread = -1;
  raise (SIGUSR1);
  direct = asking;
  raise (SIGUSR2);
  IPC_SETUP (pthread_create (&thread, NULL, in_thread, &t) == 0);
  IPC_SETUP (pthread_join (thread, NULL) == 0);
  asking = -1;
  raise (SIGUSR1);
  again = asking;
  asking = direct;
  ipc_observe (judge (&t, survives_exec ()));
}

enum { RAN = 7, REFUSED, NOT_RUN, ELSEWHERE, OVERRUN };
enum { ROOM = 256 * 1024, UNTOUCHED = 0x5a };

static void
nothing (int signo)
{
  (void) signo;
  asking = is_on_it ();
}

/* Whether nobody has written to the BYTES at ROOM.  */
static int
is_untouched (const char *room, size_t bytes)
{
  return *room == UNTOUCHED && memcmp (room, room + 1, bytes - 1) == 0;
}

/* Run a handler on a stack of *ARG bytes.  Where it takes more, there is room
   for that below, which shows it.  */
static int
run_on (struct ipc_link *link, void *arg)
{
  size_t bytes = *(const size_t *) arg;
  char *stack = malloc (ROOM + bytes);

  IPC_SETUP (stack != NULL);
  memset (stack, UNTOUCHED, ROOM);
  low = stack + ROOM;
  size = bytes;
  asking = -1;
  ipc_handle (SIGUSR1, nothing, SA_ONSTACK);
  if (ipc_use_stack (low, size) == -1)
    {
      ipc_tell (link, errno == ENOMEM ? 'm' : 'e');
      return REFUSED;
    }
  raise (SIGUSR1);
  return !is_untouched (stack, ROOM) ? OVERRUN : asking == -1 ? NOT_RUN
         : asking ? RAN : ELSEWHERE;
}

/* What became of that: "ran", "killed", which it also is if it would have
   been without the room, "no memory", "ran elsewhere", "another error".  */
static const char *
fate_on (size_t bytes)
{
  struct ipc_child child = ipc_start (run_on, &bytes);
  int told = ipc_hear_end (&child.link), status = ipc_join (&child);
  int how = WIFEXITED (status) ? WEXITSTATUS (status) : OVERRUN;

  return how == OVERRUN ? "killed" : how == RAN ? "ran"
         : how == ELSEWHERE ? "ran elsewhere"
         : how != REFUSED ? "not run"
         : told == 'm' ? "no memory" : "another error";
}

IPC_TEST (altstack_size)
{
  long asked = sysconf (_SC_MINSIGSTKSZ);
  size_t least = (size_t) MINSIGSTKSZ;
  const char *tiny, *fate, *less;

  if (SA_ONSTACK == 0 || ipc_stack_state () == -1)
    {
      ipc_observe ("absent");
      return;
    }
  tiny = fate_on (1);
  fate = fate_on (least);
  less = fate_on (least - 1);
  ipc_detail ("MINSIGSTKSZ %lu, SIGSTKSZ %lu, sysconf() %ld; a byte less: %s",
              (unsigned long) least, (unsigned long) SIGSTKSZ, asked, less);
  if (strcmp (tiny, "no memory") != 0)
    ipc_observef ("a stack of one byte: %s", tiny);
  else if (strcmp (fate_on ((size_t) SIGSTKSZ), "ran") != 0)
    ipc_observe (strcmp (fate, "killed") == 0 ? "are too few, as SIGSTKSZ is"
                 : "SIGSTKSZ is too little");
  else
    ipc_observe (strcmp (fate, "ran") == 0 ? "suffice"
                 : strcmp (fate, "killed") == 0 ? "are too few"
                 : strcmp (fate, "no memory") == 0 ? "are refused" : fate);
}
