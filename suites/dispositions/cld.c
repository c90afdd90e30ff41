/* cld.c - SIGCLD, which System V sends while there are
   zombies.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"
#include "reaper/reaper.h"

IPC_TEST (cld_alias)
{
  ipc_observe (IPC_SIGCLD == 0 ? "absent"
               : IPC_SIGCLD == SIGCHLD ? "the same number"
               : "another signal");
}

typedef void (*handler_type) (int);

/* How a handler is installed, by a case or by the handler itself.  */
static handler_type (*install) (int signo, handler_type handler);

static volatile sig_atomic_t zombies, depth, deepest;

/* signal() as System V has it: the handler is forgotten on delivery, the
   signal not blocked, and a new one is called as long as there are zombies.
   Where that is so anyway it comes to the same.  */
static handler_type
system_v_signal (int signo, handler_type handler)
{
  handler_type before = installed_action (signo);

  ipc_handle (signo, handler, (int) SA_RESETHAND | SA_NODEFER);
  if (zombies > 0 && handler != SIG_DFL && handler != SIG_IGN)
    raise (signo);
  return before;
}

/* sigaction(), in signal()'s form.  */
static handler_type
plain_action (int signo, handler_type handler)
{
  ipc_handle (signo, handler, 0);
  return SIG_DFL;
}

static void
reap_zombies (void)
{
  int status;
  pid_t pid;

  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    {
      zombies--;
      note_reaped (pid, status);
    }
}

/* Where a handler that calls itself gives up: deep enough to be called
   endless.  */
enum { DEEP_ENOUGH = 10 };

static void
go_deeper (void)
{
  if (++depth > deepest)
    deepest = depth;
}

static void
install_first (int signo)
{
  go_deeper ();
  if (depth < DEEP_ENOUGH)
    install (signo, install_first);
  reap_zombies ();
  depth--;
}

static void
wait_first (int signo)
{
  go_deeper ();
  reap_zombies ();
  install (signo, wait_first);
  depth--;
}

static struct reaped last;

void
note_reaped (pid_t pid, int status)
{
  last.pid = pid;
  last.status = status;
}

int
(reaper_start) (void)
{
  return install (SIGCHLD, wait_first) == SIG_ERR ? -1 : 0;
}

int
(reaper_watch) (pid_t pid)
{
  (void) pid;
  return 0;
}

int
(reaper_status) (pid_t pid, int *status)
{
  *status = last.status;
  return last.pid == pid;
}

static pid_t
make_zombie (int code)
{
  pid_t pid = ending_child (code);

  ipc_await_zombie (pid);
  zombies = 1;
  return pid;
}

/* How deep in itself HANDLER gets when, by HOW, it is installed over a zombie;
   0 if it is not called.  -1 if there is no such way to install it.  */
static int
depth_over_zombie (handler_type (*how) (int, handler_type),
                   handler_type handler)
{
  depth = deepest = 0;
  ipc_handle (SIGCHLD, SIG_DFL, 0);
  make_zombie (5);
  install = how;
  if (install (SIGCHLD, handler) == SIG_ERR)
    deepest = -1;
  ipc_handle (SIGCHLD, SIG_DFL, 0);
  reap_zombies ();
  return deepest;
}

/* The right order: called once for a child that was there before, or for one
   that comes then, without end for neither.  */
static int
order_survives (handler_type (*how) (int, handler_type))
{
  int i, status;
  pid_t pid;

  install = how;
  for (i = 0; i < 2; i++)
    {
      depth = deepest = 0;
      ipc_block (SIGCHLD);
      if (i == 1)
        IPC_SETUP (reaper_start () == 0);
      pid = make_zombie (6);
      if (i == 0)
        IPC_SETUP (reaper_start () == 0);
      IPC_SETUP (reaper_watch (pid) == 0);
      ipc_unblock (SIGCHLD);
      reap_zombies ();
      if (deepest > 1 || reaper_status (pid, &status) != 1
          || !WIFEXITED (status) || WEXITSTATUS (status) != 6)
        return 0;
    }
  return 1;
}

IPC_TEST (cld_level)
{
  int by_signal = depth_over_zombie (signal, install_first);
  int by_sigset = depth_over_zombie (ipc_sigset, install_first);
  int by_action = depth_over_zombie (plain_action, install_first);

  ipc_detail ("signal() %d, sigset() %d, sigaction() %d (-1: absent)",
              by_signal, by_sigset, by_action);
  ipc_observe (!order_survives (signal) ? "undefended"
               : by_signal > 0 || by_sigset > 0 || by_action > 0
               ? "shown" : "not shown");
}

IPC_TEST (cld_handler_order)
{
  int wrong = depth_over_zombie (system_v_signal, install_first);
  int right = depth_over_zombie (system_v_signal, wait_first);

  ipc_detail ("depth %d, in the right order %d", wrong, right);
  ipc_observe (right != 1 || !order_survives (system_v_signal)
               || !order_survives (signal) ? "undefended"
               : wrong == DEEP_ENOUGH ? "shown" : "not shown");
}
