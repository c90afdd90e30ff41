/* jump.c - leaving a handler by a jump.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

static ipc_sigjmp_buf landing;
static jmp_buf plain_landing;

/* The page's die, with the number for a message.  */
static void
raise_exception (int signo)
{
  note_call (signo);
  ipc_siglongjmp (landing, signo);
}

/* The value that the protected block ends with.  */
static int
protected_raise (int signo)
{
  volatile int after = 0;
  int value = ipc_sigsetjmp (landing, 1);

  if (value == 0)
    {
      raise (signo);
      after = 1;
    }
  return after ? -1 : value;
}

IPC_TEST (handler_raises_exception)
{
  int first, second;

  ipc_handle (SIGINT, raise_exception, 0);
  ipc_handle (SIGTERM, raise_exception, 0);
  first = protected_raise (SIGINT);
  second = protected_raise (SIGTERM);
  ipc_observe (calls.n != 2 ? "the handler does not run"
               : first == -1 || second == -1 ? "returns into the block"
               : first != SIGINT || second != SIGTERM
               ? "reaches the block with another value"
               : "reaches the block");
}

/* With other signals blocked, which must stay blocked: one, and the highest,
   which a part of a mask would not hold.  */
IPC_TEST (longjmp_mask_saved)
{
  sigset_t before, after;
  volatile int i, wrong = 0;
  int differs;

  ipc_handle (SIGUSR1, raise_exception, 0);
  ipc_block (SIGUSR2);
  ipc_block (ipc_highest_signal ());
  ipc_get_mask (&before);
  for (i = 1; i <= 3 && !wrong; i++)
    {
      if (protected_raise (SIGUSR1) == -1 || calls.n != i)
        wrong = 1;
      ipc_get_mask (&after);
      differs = ipc_sets_differ (&before, &after);
      if (!wrong && differs != 0)
        wrong = differs == SIGUSR1 ? 2 : 3;
    }
  ipc_detail ("%d calls", (int) calls.n);
  ipc_observe (wrong == 1 ? "a signal is not caught"
               : wrong == 2 ? "stays blocked"
               : wrong == 3 ? "changes others" : "caught each time");
}

static void
jump_plainly (int signo)
{
  note_call (signo);
  longjmp (plain_landing, 1);
}

IPC_TEST (longjmp_mask_plain)
{
  ipc_handle (SIGUSR1, jump_plainly, 0);
  if (setjmp (plain_landing) == 0)
    raise (SIGUSR1);
  IPC_SETUP (calls.n == 1);
  ipc_observe (ipc_is_blocked (SIGUSR1) ? "stays blocked" : "put back");
}

/* What the child tells of its read().  */
static int
read_until_jump (struct ipc_link *link, void *arg)
{
  char byte;
  int *fd = arg;

  close (fd[1]);
  ipc_handle (SIGUSR1, raise_exception, SA_RESTART);
  if (ipc_sigsetjmp (landing, 1) == 0)
    {
      ipc_tell (link, 'r');
      ipc_tell (link, read (fd[0], &byte, 1) == 1 ? 'd' : 'e');
      return 0;
    }
  ipc_tell (link, calls.n == 1 && !ipc_is_blocked (SIGUSR1) ? 'j' : 'b');
  /* The call that was left took nothing.  */
  ipc_expect (link, 'w');
  ipc_tell (link, read (fd[0], &byte, 1) == 1 && byte == 'x' ? 'x' : 'l');
  return 0;
}

static const char *
after_jump (struct ipc_child *child, int fd)
{
  char heard = ipc_hear (&child->link), byte;

  if (heard == 'd' || heard == 'e')
    return heard == 'd' ? "returns into the call" : "the call fails";
  IPC_SETUP (write (fd, "x", 1) == 1);
  ipc_tell (&child->link, 'w');
  byte = ipc_hear (&child->link);
  return heard == 'b' ? "leaves the call, and the signal blocked"
         : byte == 'x' ? "leaves the call" : "the call takes data with it";
}

IPC_TEST (longjmp_from_slow_call)
{
  struct ipc_child child;
  const char *what;
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  child = ipc_start (read_until_jump, fd);
  ipc_expect (&child.link, 'r');
  ipc_await_blocked (child.pid, "read");
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  if (ipc_await_released (&child, "read") == IPC_BLOCKS)
    {
      what = "stays in the call";
      ipc_end (&child);
    }
  else
    {
      what = after_jump (&child, fd[1]);
      IPC_SETUP (ipc_join_exit (&child) == 0);
    }
  close (fd[0]);
  close (fd[1]);
  ipc_observe (what);
}

/* Run the program of the page, and interrupt it at work.  */
static int
interrupt_program (char *text, size_t size)
{
  char path[4096];
  size_t n;
  FILE *f;
  int fd[2];
  pid_t pid;

  ipc_need_jumps ();
  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (pipe (fd) == 0);
  pid = ipc_fork ();
  if (pid == 0)
    {
      dup2 (fd[1], STDOUT_FILENO);
      close (fd[0]);
      close (fd[1]);
      execl (path, "ipc_helper", "catch-zap", (char *) NULL);
      ipc_broken ("cannot execute %s", path);
    }
  close (fd[1]);
  f = fdopen (fd[0], "r");
  IPC_SETUP (f != NULL && fgets (text, (int) size, f) != NULL);
  IPC_SETUP (strcmp (text, "working\n") == 0);
  IPC_SETUP (kill (pid, SIGINT) == 0);
  n = fread (text, 1, size - 1, f);
  text[n] = '\0';
  fclose (f);
  return ipc_join_pid (pid);
}

/* The counter is 1, the message names the signal, and the status is that of
   who dies by an exception.  */
IPC_TEST (catch_zap)
{
  static const char message[] = "Somebody sent me a SIGINT";
  char text[200], *count;
  int status = interrupt_program (text, sizeof text);

  ipc_detail ("%s", text);
  count = strchr (text, '\n');
  if (WIFSIGNALED (status))
    ipc_observe ("is killed");
  else if (count == NULL
           || strncmp (text, message, sizeof message - 1) != 0
           || text + sizeof message - 1 != count)
    ipc_observe ("another message");
  else if (strcmp (count, "\nshocks: 1\n") != 0)
    ipc_observe ("another count");
  else
    ipc_observe (WEXITSTATUS (status) == 1 ? message : "another status");
}
