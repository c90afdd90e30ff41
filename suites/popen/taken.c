/* taken.c - closing what is no stream of this process, or no longer a child's.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

static int
live (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_hear_end (link);
  return 0;
}

/* In a child, which has a living child for whom a pclose() that waits for
   anyone would wait.  */
static int
close_wrongly (struct ipc_link *link, void *stream)
{
  struct ipc_child other = ipc_start (live, NULL);
  struct popen_told told;

  ipc_tell (link, 'c');
  errno = 0;
  told.status = pclose (stream);
  told.error = errno;
  ipc_send (link, &told, sizeof told);
  ipc_end (&other);
  return 0;
}

/* "fails", "succeeds" or "waits": what pclose() of STREAM does in another
   process.  */
static const char *
wrong_close (FILE *stream)
{
  struct ipc_child child = ipc_start (close_wrongly, stream);
  struct popen_told told;

  ipc_expect (&child.link, 'c');
  if (ipc_await_block_or_tell (&child, popen_closes_in ()) == IPC_BLOCKS)
    {
      ipc_end (&child);
      return "waits";
    }
  ipc_receive (&child.link, &told, sizeof told);
  ipc_join_exit (&child);
  if (told.status != -1)
    return told.status == 0 ? "succeeds" : "gives a status";
  ipc_detail ("%s", ipc_errno_name (told.error));
  return told.error == ECHILD ? "fails" : "fails with another errno";
}

IPC_TEST (close_wrong)
{
  FILE *stream = popen_command ("\"$HELPER\" act copy >out", "w");
  FILE *file = fopen ("plain", "w");
  const char *anothers = wrong_close (stream), *plain, *own;

  IPC_SETUP (file != NULL);
  plain = wrong_close (file);
  fclose (file);
  IPC_SETUP (fputs ("still", stream) != EOF);
  own = popen_close (stream);
  if (strcmp (own, "exit 0") != 0
      || strcmp (ipc_file_text ("out"), "still") != 0)
    ipc_observef ("the stream is spoilt: %s", own);
  else if (strcmp (anothers, "fails") == 0 && strncmp (plain, "fails", 5) == 0)
    ipc_observe ("fails for both");
  else if (strcmp (anothers, "fails") == 0 && strcmp (plain, "succeeds") == 0)
    ipc_observe ("fails for another's, closes a plain one");
  else if (strcmp (anothers, "fails") == 0 && strcmp (plain, "waits") == 0)
    ipc_observe ("fails for another's, waits at a plain one");
  else
    ipc_observef ("another's: %s, plain: %s", anothers, plain);
}

static volatile sig_atomic_t ends, reaped;
static volatile pid_t own;      /* a child that is no command, 0 before */

/* The page's reaper, which knows no children of its own.  */
static void
reap_all (int signo)
{
  int error = errno;

  (void) signo;
  ends++;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    reaped++;
  errno = error;
}

static void
reap_own (int signo)
{
  int error = errno;

  (void) signo;
  ends++;
  if (own != 0 && waitpid (own, NULL, WNOHANG) == own)
    reaped++;
  errno = error;
}

/* What pclose() says after HANDLER has run for the command's end, and then
   for that of a child.  */
static const char *
close_after (void (*handler) (int))
{
  sigset_t chld, old;
  FILE *stream;

  ends = reaped = own = 0;
  ipc_handle (SIGCHLD, handler, SA_RESTART);
  stream = popen_command ("exit 3", "r");
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &chld, &old) == 0);
  while (ends == 0)
    sigsuspend (&old);
  own = fork ();
  if (own == 0)
    _exit (0);
  IPC_SETUP (own != -1);
  while (ends == 1)
    sigsuspend (&old);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
  return popen_close (stream);
}

IPC_TEST (sigchld_handler)
{
  int defended = strcmp (close_after (reap_own), "exit 3") == 0;
  const char *status;

  IPC_SETUP (reaped == 1);
  status = close_after (reap_all);
  IPC_SETUP (reaped == 2);
  if (!defended)
    ipc_observe ("undefended");
  else if (strcmp (status, "-1 ECHILD") == 0)
    ipc_observe ("shown");
  else if (strcmp (status, "exit 3") == 0)
    ipc_observe ("not shown");
  else
    ipc_observef ("says %s", status);
}
