/* close.c - what pclose() waits for, and what it says.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

/* Shells that are killed by other signals than SIGKILL may exit instead.  */
IPC_TEST (close_status)
{
  static const struct { const char *command; int signo; const char *status; }
    rows[] =
    { { "exit %d", 0, "exit 0" }, { "exit 3", 0, "exit 3" },
      { "exit 255", 0, "exit 255" }, { "\"$HELPER\" act exit:4", 0, "exit 4" },
      { "exec \"$HELPER\" raise %d", SIGTERM, "SIGTERM" },
      { "exec \"$HELPER\" raise %d", SIGINT, "SIGINT" },
      { "kill -KILL $$", 0, "SIGKILL" } };
  size_t i;
  int writes;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    for (writes = 0; writes < 2; writes++)
      {
        const char *status;
        char command[60];

        snprintf (command, sizeof command, rows[i].command, rows[i].signo);
        status = popen_close (popen_command (command, writes ? "w" : "r"));
        if (strcmp (status, rows[i].status) != 0)
          {
            ipc_observef ("%s, not %s", status, rows[i].status);
            return;
          }
      }
  ipc_observe ("exit status or signal");
}

/* "" if closing a stream of MODE waits for the command TEXT, which has closed
   its own end.  */
static const char *
closing (const char *text, const char *mode)
{
  struct popen_closing c = { NULL, NULL, 0, NULL, { { 0, 0, 0, 0 } } };
  struct popen_told told;
  struct ipc_link lead;
  struct ipc_child child;
  const char *wrong = "";

  c.text = text;
  c.mode = mode;
  child = popen_start_closing (&c, &lead);
  ipc_lead_number (&lead);
  if (ipc_await_block_or_tell (&child, popen_closes_in ()) == IPC_TELLS)
    wrong = "does not wait";
  ipc_tell (&lead, 'g');
  ipc_receive (&child.link, &told, sizeof told);
  ipc_join_exit (&child);
  if (*wrong == '\0'
      && strcmp (ipc_status_text (told.status, told.error), "exit 3") != 0)
    wrong = "waits, and the status is lost";
  /* Also one that pclose() did not wait for.  */
  ipc_hear_end (&lead);
  ipc_link_close (&lead);
  return wrong;
}

IPC_TEST (close_waits)
{
  const char *writer = closing (
    "exec \"$HELPER\" act close:0 pid:$SAY hold:$HOLD exit:3", "w");
  const char *reader = closing (
    "exec \"$HELPER\" act close:1 pid:$SAY hold:$HOLD exit:3", "r");

  if (*writer != '\0')
    ipc_observef ("a writer %s", writer);
  else if (*reader != '\0')
    ipc_observef ("a reader %s", reader);
  else
    ipc_observe ("waits");
}

static long
close_it (void *stream)
{
  return pclose (stream);
}

/* "fails", "succeeds" or "waits": what pclose() of STREAM does in another
   process.  */
static const char *
wrong_close (FILE *stream)
{
  long result;

  if (ipc_try (popen_closes_in (), close_it, stream, &result) == IPC_BLOCKS)
    return "waits";
  if (result != -1)
    return result == 0 ? "succeeds" : "gives a status";
  ipc_detail ("%s", ipc_errno_name (errno));
  return errno == ECHILD ? "fails" : "fails with another errno";
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
  else
    ipc_observef ("another's: %s, plain: %s", anothers, plain);
}

IPC_TEST (eintr_in_close)
{
  struct popen_closing c = { "exec \"$HELPER\" act hold:$HOLD exit:3", "w", 0,
                             ipc_restart_handler, { { 0, 0, 0, 0 } } };
  struct popen_told told;
  struct ipc_link lead;
  struct ipc_child child;
  enum ipc_restart how;
  const char *status;

  ipc_restart_prepare ();
  child = popen_start_closing (&c, &lead);
  how = ipc_restart_once (&child, popen_closes_in (), SIGUSR1);
  if (how == IPC_RESTARTS)
    ipc_tell (&lead, 'g');
  ipc_receive (&child.link, &told, sizeof told);
  status = ipc_status_text (told.status, told.error);
  if (how == IPC_RESTARTS)
    ipc_observe (strcmp (status, "exit 3") == 0 ? "goes on"
                 : "goes on, and the status is lost");
  else
    ipc_observe (strcmp (status, "-1 EINTR") == 0 ? "EINTR"
                 : "comes back with something else");
  ipc_join_exit (&child);
  ipc_link_close (&lead);
}

static volatile sig_atomic_t ends, reaped;

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
  (void) signo;
  ends++;
}

/* What pclose() says after HANDLER has run for the command's end.  */
static const char *
close_after (void (*handler) (int))
{
  sigset_t chld, old;
  FILE *stream;

  ends = reaped = 0;
  ipc_handle (SIGCHLD, handler, SA_RESTART);
  stream = popen_command ("exit 3", "r");
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &chld, &old) == 0);
  while (ends == 0)
    sigsuspend (&old);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
  return popen_close (stream);
}

IPC_TEST (sigchld_handler)
{
  int defended = strcmp (close_after (reap_own), "exit 3") == 0;
  const char *status = close_after (reap_all);

  IPC_SETUP (reaped == 1);
  if (!defended)
    ipc_observe ("undefended");
  else if (strcmp (status, "-1 ECHILD") == 0)
    ipc_observe ("shown");
  else if (strcmp (status, "exit 3") == 0)
    ipc_observe ("not shown");
  else
    ipc_observef ("says %s", status);
}

/* Two streams that are open at once, FIRST closed first; whether each has its
   own.  */
static int
each_its_own (int first)
{
  static const char *const commands[2] =
    { "\"$HELPER\" act copy >one; exit 3",
      "\"$HELPER\" act copy >two; exit 4" };
  static const char *const files[2] = { "one", "two" };
  static const char *const statuses[2] = { "exit 3", "exit 4" };
  FILE *stream[2];
  int i, good = 1;

  for (i = 0; i < 2; i++)
    stream[i] = popen_command (commands[i], "w");
  for (i = 0; i < 2; i++)
    IPC_SETUP (fputs (files[i], stream[i]) != EOF);
  for (i = 0; i < 2; i++)
    {
      int which = i == 0 ? first : !first;

      good = strcmp (popen_close (stream[which]), statuses[which]) == 0
             && strcmp (ipc_file_text (files[which]), files[which]) == 0
             && good;
    }
  return good;
}

/* The same of two to read.  */
static int
each_reads_its_own (int first)
{
  FILE *stream[2];
  char line[2][16] = { "", "" };
  const char *status;
  int i, good = 1;

  stream[0] = popen_command ("echo one; exit 3", "r");
  stream[1] = popen_command ("echo two; exit 4", "r");
  for (i = 1; i >= 0; i--)
    if (fgets (line[i], sizeof line[i], stream[i]) == NULL)
      good = 0;
  for (i = 0; i < 2; i++)
    {
      int which = i == 0 ? first : !first;

      status = popen_close (stream[which]);
      good = strcmp (status, which == 0 ? "exit 3" : "exit 4") == 0 && good;
    }
  return good && strcmp (line[0], "one\n") == 0
         && strcmp (line[1], "two\n") == 0;
}

IPC_TEST (two_at_once)
{
  int i;

  for (i = 0; i < 2; i++)
    if (!each_its_own (i) || !each_reads_its_own (i))
      {
        ipc_observef ("mixed up when the %s is closed first",
                      i == 0 ? "older" : "newer");
        return;
      }
  ipc_observe ("each its own");
}
