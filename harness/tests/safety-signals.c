/* safety-signals.c - works of dispositions, names, jumps, timers, deferral.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

static void
nothing (int signo)
{
  (void) signo;
}

static void
other (int signo)
{
  (void) signo;
}

/* Another thread may have set its own in between.  */
static int
installs (int n)
{
  void (*was) (int) = ipc_fb_signal (SIGUSR2, n % 2 ? nothing : other);

  if (ipc_fb_signal (SIGKILL, nothing) != SIG_ERR || errno != EINVAL)
    return 0;
  if (!safety_in_handler)
    return was == nothing || was == other || was == SIG_DFL;
  return ipc_fb_signal (SIGUSR2, SIG_DFL) == (n % 2 ? nothing : other);
}

static void
as_before (void)
{
  signal (SIGUSR2, SIG_DFL);
}

static int
acts (int n)
{
  struct sigaction action, old;

  memset (&action, 0, sizeof action);
  action.sa_handler = n % 2 ? nothing : other;
  sigemptyset (&action.sa_mask);
  return ipc_fb_sigaction (SIGUSR2, &action, NULL) == 0
         && ipc_fb_sigaction (SIGUSR2, NULL, &old) == 0
         && old.sa_handler == action.sa_handler;
}

static int
names (int n)
{
  static const struct { int signo; const char *name; } known[] =
    { { SIGTERM, "TERM" }, { SIGHUP, "HUP" }, { SIGINT, "INT" } };
  char name[SIG2STR_MAX];
  int signo = 0;

  return ipc_fb_sig2str (known[n % 3].signo, name) == 0
         && strcmp (name, known[n % 3].name) == 0
         && ipc_fb_str2sig (known[n % 3].name, &signo) == 0
         && signo == known[n % 3].signo;
}

static int
blocks (int how)
{
  sigset_t set, old;

  sigemptyset (&set);
  sigaddset (&set, SIGUSR2);
  if (pthread_sigmask (how, &set, &old) != 0)
    return -1;
  return sigismember (&old, SIGUSR2);
}

static int
jumps (int n)
{
  ipc_fb_sigjmp_buf env;
  volatile int was = blocks (SIG_UNBLOCK);
  int value = ipc_fb_sigsetjmp (env, 1);

  if (value == 0)
    {
      blocks (SIG_BLOCK);
      ipc_fb_siglongjmp (env, n % 100 + 1);
    }
  value = value == n % 100 + 1 && blocks (SIG_UNBLOCK) == 0;
  if (was)
    blocks (SIG_BLOCK);
  return value;
}

/* The timer is the process's.  */
static int
sets_timer (int n)
{
  unsigned seconds = 1000 + (unsigned) n % 100;
  unsigned first = ipc_fb_alarm (seconds), then = ipc_fb_alarm (0);

  return safety_in_handler ? first == 0 && then > 0 && then <= seconds
         : first <= 1100 && then <= 1100;
}

static void
no_timer (void)
{
  ipc_fb_alarm (0);
}

static int
defers (void)
{
  return ipc_defer_install (SIGUSR2, nothing, 0) == 0;
}

static void
defers_no_more (void)
{
  ipc_defer_remove (SIGUSR2);
}

/* Only there can it be known that nobody else has sent one meanwhile.  */
static int
deferred (int n)
{
  long before = ipc_defer_arrivals (SIGUSR2);

  (void) n;
  ipc_defer_immediate (0);
  if (!safety_in_handler)
    return before == ipc_defer_arrivals (SIGUSR2) && !ipc_defer_pending ();
  return raise (SIGUSR2) == 0
         && ipc_defer_arrivals (SIGUSR2) == before + 1
         && ipc_defer_pending ();
}

static int
dispatches (int n)
{
  (void) n;
  return ipc_defer_dispatch () >= 0 && !ipc_defer_pending ();
}

const struct work signal_works[] =
{
  { "ipc_fb_signal", 1000, BOTH, installs, NULL, NULL, as_before },
  { "ipc_fb_sigaction", 0, IN_HANDLERS, acts, NULL, NULL, as_before },
  { "ipc_fb_sig2str ipc_fb_str2sig", 1000, IN_THREADS, names, NULL, NULL,
    NULL },
  { "ipc_fb_sigsave ipc_fb_siglongjmp", 1000, BOTH, jumps, NULL, NULL, NULL },
  { "ipc_fb_alarm", 1000, BOTH, sets_timer, NULL, NULL, no_timer },
  { "ipc_defer_pending ipc_defer_arrivals ipc_defer_immediate", 1000, BOTH,
    deferred, defers, dispatches, defers_no_more },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
