/* info.c - signals of other processes; facts; stacks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

/* Exit statuses of the children.  */
enum { DELIVERED, NOT_SENT, NOT_CALLED, ANOTHER, TWICE };

/* By the time that it is told the signals must be there.  */
static int
await_signals (struct ipc_link *link, void *arg)
{
  sigset_t none;

  (void) arg;
  ipc_block (SIGUSR1);
  ipc_block (SIGUSR2);
  ipc_handle (SIGUSR1, note_call, 0);
  ipc_handle (SIGUSR2, note_call, 0);
  ipc_tell (link, 'r');
  ipc_expect (link, 'k');
  if (ipc_is_pending (SIGUSR2))
    return ANOTHER;
  if (!ipc_is_pending (SIGUSR1))
    return NOT_SENT;
  sigemptyset (&none);
  ipc_tell (link, 's');
  sigsuspend (&none);
  if (calls.n != 1)
    return calls.n == 0 ? NOT_CALLED : TWICE;
  return calls.signo[0] == SIGUSR1 ? DELIVERED : ANOTHER;
}

IPC_TEST (from_process)
{
  static const char *const words[] =
  {
    "delivered", "not sent", "sent, but not delivered", "another signal",
    "delivered twice"
  };
  struct ipc_child child;
  int status;

  ipc_block (SIGUSR1);
  child = ipc_start (await_signals, NULL);
  ipc_expect (&child.link, 'r');
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  ipc_tell (&child.link, 'k');
  if (ipc_hear_end (&child.link) == 's'
      && ipc_await_released (&child, "sigsuspend") == IPC_BLOCKS)
    {
      ipc_observe ("sigsuspend() does not let it in");
      ipc_end (&child);
      return;
    }
  status = ipc_join_exit (&child);
  ipc_observe (ipc_is_pending (SIGUSR1) ? "the sender gets it too"
               : status < 5 ? words[status] : "ends");
}

static volatile sig_atomic_t with_facts, info_signo, info_user;
static volatile long info_pid, info_uid;

static void
note_facts (int signo, siginfo_t *info, void *context)
{
  (void) context;
  note_call (signo);
  if (info == NULL)
    return;
  with_facts++;
  info_signo = info->si_signo;
  info_user = info->si_code == SI_USER;
  info_pid = (long) info->si_pid;
  info_uid = (long) info->si_uid;
}

static void
handle_with_facts (int signo)
{
  struct sigaction sa;

  sa.sa_sigaction = note_facts;
  sa.sa_flags = SA_SIGINFO;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (signo, &sa, NULL) == 0);
}

static int
signal_parent (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return kill (getppid (), SIGUSR1) == 0 ? 0 : 1;
}

/* From a child, whose pid is not our own.  */
IPC_TEST (from_process_info)
{
  struct ipc_child child;

  if (SA_SIGINFO == 0)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_block (SIGUSR1);
  handle_with_facts (SIGUSR1);
  child = ipc_start (signal_parent, NULL);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_unblock (SIGUSR1);
  IPC_SETUP (calls.n == 1);
  ipc_observe (!with_facts || (info_pid == 0 && info_uid == 0)
               ? info_pid == (long) child.pid ? "the sender" : "nothing"
               : info_pid != (long) child.pid ? "another process"
               : info_uid != (long) getuid () ? "another user"
               : !info_user ? "the sender, but not that it was kill()"
               : "the sender");
}

IPC_TEST (siginfo_flag)
{
  if (SA_SIGINFO == 0)
    {
      ipc_observe ("absent");
      return;
    }
  handle_with_facts (SIGUSR1);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_observe (calls.n != 1 || calls.signo[0] != SIGUSR1
               ? "the handler does not run" : !with_facts ? "no facts"
               : info_signo != SIGUSR1 ? "facts of another signal"
               : "facts");
}

enum { STACK_SIZE = 256 * 1024 };
static char *stack;
static volatile sig_atomic_t on_stack;

static void
note_place (int signo)
{
  volatile char here = 0;

  note_call (signo);
  on_stack = (char *) &here >= stack && (char *) &here < stack + STACK_SIZE;
}

IPC_TEST (altstack)
{
  volatile char here = 0;
  int ordinary;

  stack = malloc (STACK_SIZE);
  IPC_SETUP (stack != NULL);
  if (SA_ONSTACK == 0 || ipc_use_stack (stack, STACK_SIZE) == -1)
    {
      ipc_observe ("absent");
      free (stack);
      return;
    }
  IPC_SETUP ((char *) &here < stack || (char *) &here >= stack + STACK_SIZE);
  ipc_handle (SIGUSR1, note_place, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ordinary = !on_stack;
  ipc_handle (SIGUSR1, note_place, SA_ONSTACK);
  IPC_SETUP (raise (SIGUSR1) == 0);
  IPC_SETUP (calls.n == 2);
  ipc_observe (!ordinary ? "on the alternate stack, not asked for"
               : on_stack ? "on the alternate stack"
               : "on the ordinary stack");
}

static volatile int bottomless = 1;

/* The compiler must neither see the end of it nor make a loop of it.  */
static int
descend (volatile char *above)
{
  volatile char frame[1024];

  frame[0] = above[0];
  return bottomless ? descend (frame) + frame[0] : frame[0];
}

static void
leave (int signo)
{
  (void) signo;
  _exit (42);
}

static int
run_out_of_stack (struct ipc_link *link, void *with_stack)
{
  volatile char top[1] = { 0 };

  (void) link;
  ipc_limit (RLIMIT_STACK, 512 * 1024);
  ipc_limit (RLIMIT_CORE, 0);
  if (with_stack != NULL
      && ipc_use_stack (with_stack, STACK_SIZE) == -1)
    return 43;
  ipc_handle (SIGSEGV, leave, SA_ONSTACK);
  ipc_handle (SIGBUS, leave, SA_ONSTACK);
  ipc_handle (SIGILL, leave, SA_ONSTACK);
  return descend (top) == 0 ? 44 : 45;
}

IPC_TEST (kernel_stack)
{
  struct ipc_child child;
  int careless, defended, killed;

  child = ipc_start (run_out_of_stack, NULL);
  careless = ipc_join (&child);
  stack = malloc (STACK_SIZE);
  IPC_SETUP (stack != NULL);
  child = ipc_start (run_out_of_stack, stack);
  defended = ipc_join (&child);
  free (stack);
  killed = WIFSIGNALED (careless)
           && (WTERMSIG (careless) == SIGSEGV || WTERMSIG (careless) == SIGBUS
               || WTERMSIG (careless) == SIGILL);
  if (WIFEXITED (defended) && WEXITSTATUS (defended) == 43)
    ipc_observe ("absent");
  else
    ipc_observe (!WIFEXITED (defended) || WEXITSTATUS (defended) != 42
                 ? "undefended" : killed ? "shown" : "not shown");
}
