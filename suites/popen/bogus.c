/* bogus.c - commands that do not exist, and SIGPIPE.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

/* The shell's complaint is not for the case's own standard error.  */
#define BOGUS "./missing 2>/dev/null"

/* How it goes to open the command in MODE, and to close it.  */
static void
open_bogus (const char *mode, char *how, size_t size)
{
  FILE *stream;

  ipc_need_commands ();
  stream = popen (BOGUS, mode);
  if (stream == NULL)
    snprintf (how, size, "%s at once", ipc_errno_name (errno));
  else
    snprintf (how, size, "opens, %s", popen_close (stream));
}

IPC_TEST (bogus_open_ok)
{
  char reader[60], writer[60];

  open_bogus ("r", reader, sizeof reader);
  open_bogus ("w", writer, sizeof writer);
  if (strcmp (reader, writer) == 0)
    ipc_observe (reader);
  else
    ipc_observef ("to read %s, to write %s", reader, writer);
}

IPC_TEST (bogus_read_eof)
{
  FILE *stream = popen_command (BOGUS, "r");
  char byte;
  size_t n = fread (&byte, 1, 1, stream);
  int ended = feof (stream) && !ferror (stream);
  const char *status = popen_close (stream);

  if (n != 0)
    ipc_observe ("data");
  else
    ipc_observef ("%s, %s", ended ? "end of file" : "an error", status);
}

/* After which step SIGPIPE killed P: "write", "close", or "" if it did
   not.  */
static const char *
killed_at (const struct popen_program *p)
{
  if (!WIFSIGNALED (p->status) || WTERMSIG (p->status) != SIGPIPE)
    return "";
  return strcmp (p->text, "opened/") == 0 ? "write"
         : strcmp (p->text, "opened/wrote/") == 0 ? "close" : "elsewhere";
}

/* Whether P has said TEXT and has exited.  */
static int
said (const struct popen_program *p, const char *text)
{
  return WIFEXITED (p->status) && strcmp (p->text, text) == 0;
}

IPC_TEST (bogus_write_signal)
{
  struct popen_program small, bulk, small_ignored, bulk_ignored;

  popen_run_spooler (&small, "late", BOGUS);
  popen_run_spooler (&bulk, "late bulk", BOGUS);
  popen_run_spooler (&small_ignored, "late ignored", BOGUS);
  popen_run_spooler (&bulk_ignored, "late ignored bulk", BOGUS);
  if (!said (&small_ignored, "opened/wrote/status: 127/")
      || !said (&bulk_ignored, "opened/write: EPIPE/status: 127/"))
    ipc_observe ("undefended");
  else if (strcmp (killed_at (&small), "close") == 0
           && strcmp (killed_at (&bulk), "write") == 0)
    ipc_observe ("shown");
  else if (*killed_at (&small) == '\0' && *killed_at (&bulk) == '\0')
    ipc_observe ("not shown");
  else
    ipc_observef ("a short text: %s, a long one: %s", killed_at (&small),
                  killed_at (&bulk));
}

IPC_TEST (bogus_write_late)
{
  struct popen_program late, flushed;

  popen_run_spooler (&late, "late ignored", BOGUS);
  popen_run_spooler (&flushed, "late ignored flush", BOGUS);
  if (!said (&flushed, "opened/wrote/flush: EPIPE/status: 127/")
      && !said (&flushed, "opened/write: EPIPE/status: 127/"))
    ipc_observe ("undefended");
  else if (said (&late, "opened/wrote/status: 127/"))
    ipc_observe ("shown");
  else if (said (&late, "opened/write: EPIPE/status: 127/"))
    ipc_observe ("not shown");
  else
    ipc_observef ("says %.60s", late.text);
}

IPC_TEST (bogus_write_ignored)
{
  struct popen_program small, bulk;

  popen_run_spooler (&small, "late ignored", BOGUS);
  popen_run_spooler (&bulk, "late ignored bulk", BOGUS);
  if (!WIFEXITED (small.status) || !WIFEXITED (bulk.status))
    ipc_observe ("dies");
  else if (strcmp (small.text, "opened/wrote/status: 127/") != 0)
    ipc_observef ("a short text: %.60s", small.text);
  else if (strcmp (bulk.text, "opened/write: EPIPE/status: 127/") != 0)
    ipc_observef ("a long text: %.60s", bulk.text);
  else
    ipc_observe ("survives, exit 127");
}

IPC_TEST (sigpipe_handler)
{
  struct popen_program flushed, bulk;

  popen_run_spooler (&flushed, "late handled flush", BOGUS);
  popen_run_spooler (&bulk, "late handled bulk", BOGUS);
  if (!said (&flushed, "opened/wrote/SIGPIPE/flush: EPIPE/status: 127/"))
    ipc_observef ("a short text: %.60s", flushed.text);
  else if (!said (&bulk, "opened/SIGPIPE/write: EPIPE/status: 127/"))
    ipc_observef ("a long text: %.60s", bulk.text);
  else
    ipc_observe ("handled, then EPIPE");
}

/* Open TEXT while SIGPIPE is ignored, or while it has its default action and
   is ignored before and after.  */
static FILE *
open_ignoring (const char *text, const char *mode, int defended)
{
  FILE *stream;

  ipc_handle (SIGPIPE, defended ? SIG_DFL : SIG_IGN, 0);
  stream = popen_command (text, mode);
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  return stream;
}

/* Whether a command so opened in MODE says that it ignores SIGPIPE.  */
static int
lists_it (const char *mode, int defended)
{
  popen_close (open_ignoring ("\"$HELPER\" inherit ignored >list", mode,
                              defended));
  IPC_SETUP (strncmp (ipc_file_text ("list"), "ignored: ", 9) == 0);
  return strstr (ipc_file_text ("list"), "SIGPIPE") != NULL;
}

/* Whether a command so opened ignores SIGPIPE, as those of both modes say
   themselves, and does not end by it: 1, 0, -1 if these do not agree.  */
static int
command_ignores (int defended)
{
  int reader = lists_it ("r", defended), writer = lists_it ("w", defended);
  FILE *stream = open_ignoring ("exec \"$HELPER\" act endless", "r", defended);
  char first[16] = "";
  int status;

  IPC_SETUP (fgets (first, sizeof first, stream) != NULL);
  status = pclose (stream);
  if (reader && writer && WIFEXITED (status))
    return 1;
  return !reader && !writer && WIFSIGNALED (status)
         && WTERMSIG (status) == SIGPIPE ? 0 : -1;
}

IPC_TEST (sigpipe_ignored_inherited)
{
  int defended = command_ignores (1), shown = command_ignores (0);

  ipc_observe (defended != 0 ? "undefended" : shown == 1 ? "shown"
               : shown == 0 ? "not shown" : "listed, and not ignored");
}
