/* signals.c - the cost of the fallbacks of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "ipcompat-jumps.h"
#include "ipcompat-signals.h"
#include "probes.h"

static volatile sig_atomic_t came, taken;

static void
note (int signo)
{
  (void) signo;
  came = 1;
}

static void
take (int signo)
{
  (void) signo;
  taken++;
}

static void
native_alarm (long n)
{
  while (n-- > 0)
    {
      alarm (100);
      IPC_NEED (alarm (0) > 0);
    }
}

static void
fallback_alarm (long n)
{
  while (n-- > 0)
    {
      ipc_fb_alarm (100);
      IPC_NEED (ipc_fb_alarm (0) > 0);
    }
}

typedef int action_t (int, const struct sigaction *, struct sigaction *);
typedef void (*handler_t) (int);
typedef handler_t signal_t (int, handler_t);

/* Two actions in turn.  */
static void
install_by (action_t *call, int signo, long n)
{
  struct sigaction one, two;

  one.sa_handler = note;
  one.sa_flags = 0;
  sigemptyset (&one.sa_mask);
  two = one;
  two.sa_handler = take;
  sigaddset (&two.sa_mask, SIGHUP);
  while (n-- > 0)
    IPC_NEED (call (signo, n % 2 ? &one : &two, NULL) == 0);
}

static void
query_by (action_t *call, int signo, long n)
{
  struct sigaction sa;

  install_by (call, signo, 1);
  while (n-- > 0)
    IPC_NEED (call (signo, NULL, &sa) == 0 && sa.sa_handler == take);
}

static void
signal_by (signal_t *call, int signo, long n)
{
  while (n-- > 0)
    IPC_NEED (call (signo, n % 2 ? note : take) != SIG_ERR);
}

/* Each form has a signal of its own.  */
static void
native_install (long n)
{
  install_by (sigaction, SIGUSR1, n);
}

static void
fallback_install (long n)
{
  install_by (ipc_fb_sigaction, SIGUSR2, n);
}

static void
native_query (long n)
{
  query_by (sigaction, SIGUSR1, n);
}

static void
fallback_query (long n)
{
  query_by (ipc_fb_sigaction, SIGUSR2, n);
}

static void
native_signal (long n)
{
  signal_by (signal, SIGUSR1, n);
}

static void
fallback_signal (long n)
{
  signal_by (ipc_fb_signal, SIGINT, n);
}

static void
native_delivery (long n)
{
  install_by (sigaction, SIGUSR1, 1);
  while (n-- > 0)
    IPC_NEED (raise (SIGUSR1) == 0);
}

static void
fallback_delivery (long n)
{
  install_by (ipc_fb_sigaction, SIGUSR2, 1);
  while (n-- > 0)
    IPC_NEED (raise (SIGUSR2) == 0);
}

/* A handler that notes it, and the work later.  */
static void
native_defer (long n)
{
  IPC_NEED (signal (SIGTERM, note) != SIG_ERR);
  while (n-- > 0)
    {
      IPC_NEED (raise (SIGTERM) == 0 && came);
      came = 0;
      take (SIGTERM);
    }
}

static void
defer (long n, int pipe_too)
{
  IPC_NEED (ipc_defer_install (SIGQUIT, take, 0) == 0
            && (!pipe_too || ipc_defer_descriptor () != -1));
  while (n-- > 0)
    IPC_NEED (raise (SIGQUIT) == 0 && ipc_defer_dispatch () == 1);
  IPC_NEED (ipc_defer_remove (SIGQUIT) == 0);
}

static void
fallback_defer (long n)
{
  defer (n, 0);
}

static void
fallback_defer_pipe (long n)
{
  defer (n, 1);
}

static void
native_jump (long n)
{
  static sigjmp_buf env;
  static volatile long left;

  left = n;
  while (left-- > 0)
    if (sigsetjmp (env, 1) == 0)
      siglongjmp (env, 1);
}

static void
fallback_jump (long n)
{
  static ipc_fb_sigjmp_buf env;
  static volatile long left;

  left = n;
  while (left-- > 0)
    if (ipc_fb_sigsetjmp (env, 1) == 0)
      ipc_fb_siglongjmp (env, 1);
}

#if IPC_PROBE_SIG2STR == 1
static void
native_name (long n)
{
  char name[SIG2STR_MAX];

  while (n-- > 0)
    IPC_NEED (sig2str (SIGTERM, name) == 0);
}
#else
# define native_name NULL
#endif

static void
fallback_name (long n)
{
  char name[SIG2STR_MAX];

  while (n-- > 0)
    IPC_NEED (ipc_fb_sig2str (SIGTERM, name) == 0);
}

const struct ipc_bench ipc_bench_signals[] =
{
  { "alarm", "set and cancel", 2.0, native_alarm, fallback_alarm },
  { "sigaction", "install", 1.5, native_install, fallback_install },
  { "sigaction", "ask", 1.5, native_query, fallback_query },
  { "sigaction", "deliver", 1.6, native_delivery, fallback_delivery },
  { "signal", "install", 1.6, native_signal, fallback_signal },
  { "defer", "note and dispatch", 1.6, native_defer, fallback_defer },
  /* Each end of the pipe is looked at first: see own-fd.h.  */
  { "defer", "the same, and wake a poll()", 2.0, native_defer,
    fallback_defer_pipe },
  { "sigsetjmp", "save the mask and jump", 1.6, native_jump, fallback_jump },
  { "signame", "name of SIGTERM", 1.6, native_name, fallback_name },
  { NULL, NULL, 0, NULL, NULL }
};
