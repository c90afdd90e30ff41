/* scope.c - dispositions for the extent of a block.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

/* The page's "local": each block has one of these, entered at its begin and
   left at its end, whichever way it ends.  */
struct scope
{
  int signo;
  struct sigaction before;
  struct scope *outer;
};

static struct scope *innermost;

static void
enter_scope (struct scope *s, int signo, void (*handler) (int))
{
  struct sigaction sa = ipc_action (handler, 0);

  s->signo = signo;
  IPC_SETUP (sigaction (signo, &sa, &s->before) == 0);
  s->outer = innermost;
  innermost = s;
}

static void
leave_scope (void)
{
  IPC_SETUP (sigaction (innermost->signo, &innermost->before, NULL) == 0);
  innermost = innermost->outer;
}

/* An exception: the scopes inside of the one that catches are left.  */
static sigjmp_buf *catcher;
static struct scope *catcher_scope;

static void
throw_up (void)
{
  while (innermost != catcher_scope)
    leave_scope ();
  siglongjmp (*catcher, 1);
}

/* Who was called, in order.  */
static volatile char calls[32];
static volatile sig_atomic_t n_calls;

static void
note (char who)
{
  if (n_calls < (int) sizeof calls - 1)
    calls[n_calls++] = who;
}

#define NOTING_HANDLER(name)   \
  static void                  \
  name (int signo)             \
  {                            \
    (void) signo;              \
    note (*#name);             \
  }
NOTING_HANDLER (outermost)
NOTING_HANDLER (a_handler)
NOTING_HANDLER (b_handler)

static int
were_called (const char *who)
{
  size_t i, n = strlen (who);

  for (i = 0; i < n; i++)
    if (calls[i] != who[i])
      return 0;
  return n_calls == (int) n;
}

/* An action that is easily told from any other, and whether it is there.  */
static void
install_outermost (void)
{
  struct sigaction sa = ipc_action (outermost, (int) SA_RESTART);

  sigaddset (&sa.sa_mask, SIGUSR2);
  IPC_SETUP (sigaction (SIGINT, &sa, NULL) == 0);
}

static int
is_outermost (void)
{
  struct sigaction sa;

  IPC_SETUP (sigaction (SIGINT, NULL, &sa) == 0);
  return sa.sa_handler == outermost && (sa.sa_flags & SA_RESTART) != 0
         && sigismember (&sa.sa_mask, SIGUSR2) == 1
         && sigismember (&sa.sa_mask, SIGTERM) == 0;
}

/* The page's program.  Its parent interrupts it where it says so.  */
static void
be_interrupted (struct ipc_link *link, char where)
{
  ipc_tell (link, where);
  ipc_expect (link, 'g');
  raise (SIGINT);
}

/* "Interrupts still ignored, for now..."  */
static void
more_functions (struct ipc_link *link)
{
  be_interrupted (link, 'm');
}

static void
precious (struct ipc_link *link)
{
  struct scope s;

  enter_scope (&s, SIGINT, SIG_IGN);
  be_interrupted (link, 'p');
  more_functions (link);
  leave_scope ();
}

static int
be_precious (struct ipc_link *link, void *arg)
{
  (void) arg;
  install_outermost ();
  precious (link);
  if (n_calls != 0)
    return 1;
  be_interrupted (link, 'a');
  return were_called ("oo") && is_outermost () ? 0 : 2;
}

IPC_TEST (precious)
{
  struct ipc_child child = ipc_start (be_precious, NULL);
  int c, status, told = 0;

  while ((c = ipc_hear_end (&child.link)) != -1)
    {
      told++;
      IPC_SETUP (kill (child.pid, SIGINT) == 0);
      ipc_tell (&child.link, 'g');
    }
  status = ipc_join (&child);
  ipc_observe (WIFSIGNALED (status)
               ? told < 3 ? "is not ignored" : "terminates afterwards"
               : WEXITSTATUS (status) == 1 ? "calls the old handler"
               : WEXITSTATUS (status) == 2 ? "is another action afterwards"
               : "ignored, then as before");
}

/* Not where that would terminate.  */
static void
raise_if_safe (void)
{
  if (installed_action (SIGINT) == SIG_DFL)
    note ('-');
  else
    raise (SIGINT);
}

IPC_TEST (local_nested)
{
  struct scope a, b, ignored;

  install_outermost ();
  enter_scope (&a, SIGINT, a_handler);
  raise (SIGINT);
  enter_scope (&ignored, SIGINT, SIG_IGN);
  raise (SIGINT);
  enter_scope (&b, SIGINT, b_handler);
  raise (SIGINT);
  leave_scope ();
  if (installed_action (SIGINT) != SIG_IGN)
    note ('?');
  leave_scope ();
  raise_if_safe ();
  leave_scope ();
  raise_if_safe ();
  if (were_called ("abao"))
    ipc_observe (is_outermost () ? "in reverse order"
                 : "in reverse order, without flags or mask");
  else
    ipc_observef ("another order: %s", (const char *) calls);
}

static int
callee (void)
{
  raise (SIGINT);
  return installed_action (SIGINT) == a_handler;
}

static int
callee_of_callee (void)
{
  return callee () + callee ();
}

IPC_TEST (local_callee)
{
  struct scope s;
  int seen;

  install_outermost ();
  IPC_SETUP (is_outermost ());
  enter_scope (&s, SIGINT, a_handler);
  seen = callee_of_callee ();
  leave_scope ();
  ipc_observe (seen != 2 ? "another one" : !were_called ("aa")
               ? "the block's, but another is called" : "the block's");
}

static void
throw_from_handler (int signo)
{
  (void) signo;
  note ('t');
  throw_up ();
}

static void
fail_in_block (void)
{
  struct scope s, inner;

  enter_scope (&s, SIGINT, a_handler);
  raise (SIGINT);
  enter_scope (&inner, SIGINT, SIG_IGN);
  throw_up ();
}

static void
fail_in_handler (void)
{
  struct scope s;

  enter_scope (&s, SIGINT, throw_from_handler);
  raise (SIGINT);
  note ('?');
}

/* Call FUNCTION, catch its exception; whether all is as before then, SIGINT
   not blocked either.  */
static int
is_put_back_by (void (*function) (void))
{
  static sigjmp_buf here;

  catcher = &here;
  catcher_scope = innermost;
  if (sigsetjmp (here, 1) == 0)
    function ();
  return is_outermost () && !ipc_is_blocked (SIGINT)
         && innermost == NULL;
}

IPC_TEST (local_exception)
{
  int by_call, by_handler;

  install_outermost ();
  by_call = is_put_back_by (fail_in_block);
  if (!by_call)
    install_outermost ();
  by_handler = is_put_back_by (fail_in_handler);
  if (by_handler)
    raise (SIGINT);
  ipc_observe (!by_call ? "is left as in the block"
               : !by_handler ? "is left as in the handler"
               : were_called ("ato") ? "is put back"
               : "another handler is called");
}
