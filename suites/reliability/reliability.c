/* reliability.c - signal(3): reliable or not.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "instruments/signal-forms.h"
#include "frame/suite.h"

static volatile sig_atomic_t deliveries;

static void
count (int signo)
{
  (void) signo;
  deliveries++;
}

/* Ask signal() itself what is installed: a second raise() would kill the
   process on a platform that resets, and so could not be reported.  */
IPC_TEST (persist)
{
  void (*installed) (int);

  IPC_SETUP (signal (SIGUSR1, count) != SIG_ERR);
  IPC_SETUP (raise (SIGUSR1) == 0);
  IPC_SETUP (deliveries == 1);

  installed = signal (SIGUSR1, SIG_IGN);
  IPC_SETUP (installed != SIG_ERR);
  ipc_observe (installed == count ? "persists"
               : installed == SIG_DFL ? "resets" : "other");
}

static volatile sig_atomic_t depth, deepest, in_mask;

/* Look at the mask, and then see whether it is true: the second signal
   either waits until this has returned, or nests.  */
static void
raise_once_more (int signo)
{
  sigset_t mask;

  depth++;
  if (depth > deepest)
    deepest = depth;
  if (++deliveries == 1)
    {
      ipc_ask_mask (&mask);
      in_mask = sigismember (&mask, signo);
      signal (signo, raise_once_more);
      raise (signo);
    }
  depth--;
}

IPC_TEST (blocked)
{
  IPC_SETUP (signal (SIGUSR1, raise_once_more) != SIG_ERR);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_detail ("deliveries %d, deepest %d, in mask %d", (int) deliveries,
              (int) deepest, (int) in_mask);
  ipc_observe (ipc_is_blocked (SIGUSR1) ? "stays blocked"
               : deliveries != 2 ? "loses a signal"
               : in_mask && deepest == 1 ? "blocked"
               : !in_mask && deepest == 2 ? "not blocked"
               : "mask and delivery disagree");
}

/* How each form of signal() compiled in does: 'B' for BSD's, 'V' for System
   V's, '?' for a mixture.  */
static char
form_of (void (*install (int, void (*) (int))) (int))
{
  struct sigaction sa;
  int resets, blocks;

  deliveries = depth = deepest = 0;
  IPC_SETUP (install (SIGUSR1, raise_once_more) != SIG_ERR);
  IPC_SETUP (sigaction (SIGUSR1, NULL, &sa) == 0);
  resets = (sa.sa_flags & (int) SA_RESETHAND) != 0;
  IPC_SETUP (raise (SIGUSR1) == 0);
  IPC_SETUP (deliveries == 2);
  blocks = deepest == 1;
  return resets && !blocks ? 'V' : !resets && blocks ? 'B' : '?';
}

IPC_TEST (feature_macro)
{
  char plain = form_of (ipc_signal_plain), gnu = form_of (ipc_signal_gnu),
       posix = form_of (ipc_signal_posix), xopen = form_of (ipc_signal_xopen);

  ipc_detail ("no macro %c, _GNU_SOURCE %c, _POSIX_C_SOURCE %c, "
              "_XOPEN_SOURCE %c (B: BSD's form, V: System V's)",
              plain, gnu, posix, xopen);
  ipc_observe (plain == '?' || gnu == '?' || posix == '?' || xopen == '?'
               ? "neither form" : plain == gnu && gnu == posix
               && posix == xopen ? "same" : "differs");
}

static int told;

/* Async-signal-safe, as a handler that ends the program must be.  */
static void
report_and_end (int signo)
{
  static const char text[] = "caught";

  (void) signo;
  if (write (told, text, sizeof text) != sizeof text)
    _exit (3);
  _exit (2);
}

static int
read_until_ended (struct ipc_link *link, void *arg)
{
  char byte;

  told = link->out;
  IPC_SETUP (signal (SIGINT, report_and_end) != SIG_ERR);
  return read (*(int *) arg, &byte, 1) == 1 ? 4 : 5;
}

IPC_TEST (anonymous)
{
  struct ipc_child child;
  char text[8] = "";
  int fd[2], i, c, status;

  IPC_SETUP (pipe (fd) == 0);
  child = ipc_start (read_until_ended, &fd[0]);
  ipc_await_blocked (child.pid, "read");
  IPC_SETUP (kill (child.pid, SIGINT) == 0);
  /* Ends the read() also where the handler does not run.  */
  IPC_SETUP (write (fd[1], "", 1) == 1);
  for (i = 0; i < (int) sizeof text - 1; i++)
    if ((c = ipc_hear_end (&child.link)) == -1)
      break;
    else
      text[i] = (char) c;
  status = ipc_join (&child);
  ipc_observe (WIFSIGNALED (status) ? "is killed by the signal"
               : !WIFEXITED (status) || WEXITSTATUS (status) != 2
               ? "goes on" : i != 7 || strcmp (text, "caught") != 0
               ? "loses its report" : "ends the program");
}
