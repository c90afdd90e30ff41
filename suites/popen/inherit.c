/* inherit.c - descriptors of a command and of its stream.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"

/* In a child, whose standard files are its own: a command that is read has
   the first and the last of them, one that is written to the others.  What
   the command reads or writes moves the offset that both have.  */
static int
share (struct ipc_link *link, void *arg)
{
  char answer[40] = "the caller's";
  FILE *stream;

  (void) arg;
  ipc_have_file (STDIN_FILENO, "in", O_RDONLY);
  ipc_have_file (STDOUT_FILENO, "out", O_WRONLY | O_CREAT | O_TRUNC);
  ipc_have_file (STDERR_FILENO, "err", O_WRONLY | O_CREAT | O_TRUNC);
  stream = popen_command ("\"$HELPER\" act take:3 error:reader", "r");
  popen_close (stream);
  if (lseek (STDIN_FILENO, 0, SEEK_CUR) != 3)
    strcpy (answer, "another standard input");
  else if (lseek (STDERR_FILENO, 0, SEEK_CUR) != 7)
    strcpy (answer, "a reader's other standard error");
  stream = popen_command ("\"$HELPER\" act print:more flush error:writer", "w");
  popen_close (stream);
  if (strcmp (answer, "the caller's") == 0)
    {
      if (lseek (STDOUT_FILENO, 0, SEEK_CUR) != 5)
        strcpy (answer, "another standard output");
      else if (lseek (STDERR_FILENO, 0, SEEK_CUR) != 14)
        strcpy (answer, "a writer's other standard error");
    }
  ipc_send (link, answer, sizeof answer);
  return 0;
}

IPC_TEST (other_fd_shared)
{
  char answer[40], err[40];
  struct ipc_child child;

  ipc_make_file ("in", "abcdef");
  child = ipc_start (share, NULL);
  ipc_receive (&child.link, answer, sizeof answer);
  ipc_join_exit (&child);
  snprintf (err, sizeof err, "%.30s", ipc_file_text ("err"));
  if (strcmp (answer, "the caller's") == 0
      && (strcmp (err, "reader/writer/") != 0
          || strcmp (ipc_file_text ("out"), "more/") != 0))
    ipc_observe ("the files of the caller's have other data");
  else
    ipc_observe (answer);
}

/* What descriptors a command of MODE has, which lives on until LEAD is
   closed.  Static storage.  */
static FILE *
list_descriptors (const char *mode, struct ipc_link *lead, const char **list)
{
  struct ipc_link_pair pair;
  FILE *stream;

  ipc_lead_open (&pair, "SAY", "HOLD");
  stream = popen_command ("\"$HELPER\" inherit descriptors >list; "
                          "exec \"$HELPER\" act pid:$SAY hold:$HOLD", mode);
  *lead = ipc_link_parent (&pair);
  ipc_lead_number (lead);
  *list = ipc_file_text ("list");
  return stream;
}

static void
end_listed (struct ipc_link *lead, FILE *stream)
{
  ipc_link_close (lead);
  popen_close (stream);
}

/* What a command of MODE has of streams that were opened before, of which one
   between others has been closed: "" if it has none of them, and so the
   writer can be closed while it runs.  */
static const char *
has_of_others (const char *mode)
{
  FILE *reader, *between, *writer, *last;
  struct ipc_link lead;
  char alone[400];
  const char *list, *wrong = "";

  last = list_descriptors (mode, &lead, &list);
  strcpy (alone, list);
  end_listed (&lead, last);
  reader = popen_command ("\"$HELPER\" act print:line", "r");
  between = popen_command ("exit 0", "r");
  writer = popen_command ("\"$HELPER\" act copy", "w");
  popen_close (between);
  last = list_descriptors (mode, &lead, &list);
  if (strcmp (list, alone) == 0)
    {
      if (strcmp (popen_close (writer), "exit 0") != 0)
        wrong = "none, and the writer fails";
      end_listed (&lead, last);
    }
  else
    {
      wrong = "others";
      ipc_detail ("%.60s, alone %.60s", list, alone);
      /* With its end of the writer's pipe.  */
      end_listed (&lead, last);
      popen_close (writer);
    }
  popen_close (reader);
  return wrong;
}

IPC_TEST (child_closes_others)
{
  const char *writer = has_of_others ("w"), *reader = has_of_others ("r");

  if (*writer != '\0')
    ipc_observef ("one to write to has %s", writer);
  else if (*reader != '\0')
    ipc_observef ("one to read from has %s", reader);
  else
    ipc_observe ("has none");
}

/* What popen() makes of MODE: "sets" close-on-exec or "does not", or an errno
   name.  */
static const char *
mode_gives (const char *mode)
{
  FILE *stream;
  int flags;

  ipc_need_commands ();
  errno = 0;
  stream = popen ("exit 0", mode);
  if (stream == NULL)
    return ipc_errno_name (errno);
  flags = fcntl (fileno (stream), F_GETFD);
  IPC_SETUP (flags != -1);
  pclose (stream);
  return (flags & FD_CLOEXEC) != 0 ? "sets" : "does not";
}

/* What it makes of all of MODES, which end with NULL; "not one thing" if that
   differs.  */
static const char *
modes_give (const char *const *modes)
{
  const char *first = mode_gives (*modes);

  while (*++modes != NULL)
    if (strcmp (mode_gives (*modes), first) != 0)
      return "not one thing";
  return first;
}

/* Which errno it is does not matter where it is not EINVAL: then the value is
   no documented one.  */
IPC_TEST (mode_letters)
{
  static const char *const plain[] = { "r", "w", NULL };
  static const char *const cloexec[] = { "re", "we", NULL };
  static const char *const binary[] = { "rb", "wb", "rt", "rw", "wr", NULL };
  const char *e, *other, *word;

  if (strcmp (modes_give (plain), "does not") != 0)
    {
      ipc_observef ("a plain mode: %s", modes_give (plain));
      return;
    }
  e = modes_give (cloexec);
  other = modes_give (binary);
  word = mode_gives ("rcloexec");
  ipc_detail ("e: %s, b and t: %s, cloexec: %s", e, other, word);
  if (strcmp (word, other) != 0 && strcmp (word, e) != 0)
    ipc_observef ("cloexec: %s", word);
  else
    ipc_observef ("e%s, others%s",
                  strcmp (e, "sets") == 0 ? " sets the flag"
                  : strcmp (e, "does not") == 0 ? " does not hinder"
                  : strcmp (e, "EINVAL") == 0 ? ": EINVAL" : " fails",
                  strcmp (other, "does not") == 0 ? " do not hinder"
                  : strcmp (other, "EINVAL") == 0 ? ": EINVAL"
                  : strcmp (other, "sets") == 0 ? " set the flag" : " fail");
}

IPC_TEST (fflush_input)
{
  /* One write, so that the first read takes all.  */
  FILE *stream = popen_command ("\"$HELPER\" act print:one print:two put:end",
                                "r");
  char line[16] = "", rest[24] = "";
  size_t n;

  IPC_SETUP (fgets (line, sizeof line, stream) != NULL);
  IPC_SETUP (strcmp (line, "one\n") == 0);
  fflush (NULL);
  n = fread (rest, 1, sizeof rest - 1, stream);
  popen_close (stream);
  if (n == 0)
    ipc_observe ("loses it");
  else
    ipc_observe (strcmp (rest, "two\nend") == 0 ? "keeps it"
                 : "loses part of it");
}
