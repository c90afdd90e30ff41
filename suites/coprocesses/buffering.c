/* buffering.c - answers that come at once, late, or when something is flushed.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"

/* Whether C answers ASKED with WANTED before its end: 1, or 0 if it keeps it
   back, or -1 if it says something else.  */
static int
answers (struct coprocess *c, const char *asked, const char *wanted)
{
  char got[80];
  size_t n = 0;

  IPC_SETUP (strlen (wanted) < sizeof got);
  if (!coproc_say (c, asked))
    return -1;
  /* An answer without a newline may come in pieces.  */
  do
    {
      if (!coproc_answer (c, got + n, strlen (wanted) + 1 - n))
        return n == 0 ? 0 : -1;
      if (got[n] == '\0')
        return -1;
      n = strlen (got);
    }
  while (n < strlen (wanted));
  return strcmp (got, wanted) == 0 ? 1 : -1;
}

/* Whether the end of C's input brings just WANTED.  */
static int
at_the_end (struct coprocess *c, const char *wanted)
{
  char got[80];
  size_t n = 0;

  coproc_close_input (c);
  do
    {
      if (!coproc_answer (c, got + n, sizeof got - n))
        return 0;
      n += strlen (got + n);
    }
  while (n > 0 && got[n - 1] == '\n' && n < strlen (wanted));
  return strcmp (got, wanted) == 0;
}

static int
wait_for_answer (struct ipc_link *link, void *arg)
{
  struct coprocess *c = arg;
  char got[80];

  coproc_close_input (c);
  ipc_tell (link, read (c->from, got, sizeof got) > 0 ? 'a' : 'e');
  return 0;
}

/* Whether C, which has taken a request, and who waits for its answer are both
   asleep in a read.  */
static int
both_wait (struct coprocess *c)
{
  struct ipc_child reader = ipc_start (wait_for_answer, c);
  int waits = 0;

  while (!waits && !ipc_listen (&reader.link))
    waits = ipc_still_blocked (&c->child, "read")
            && ipc_still_blocked (&reader, "read");
  ipc_end (&reader);
  return waits;
}

/* The program that flushes each answer.  */
static int
flushed_answers (void)
{
  struct coprocess c;
  int flushed;

  coproc_helper (&c, "number", "-u", 0);
  flushed = answers (&c, "first\n", "     1\tfirst\n");
  coproc_end (&c);
  return flushed;
}

/* What is wrong with the first answer that C keeps back, and the next, or
   NULL; *WAITS says whether all sleep meanwhile.  */
static const char *
keeps_wrongly (struct coprocess *c, const char *const *asked,
               const char *const *answer, int *waits)
{
  char both[80];

  snprintf (both, sizeof both, "%s%s", answer[0], answer[1]);
  *waits = both_wait (c);
  return answers (c, asked[1], answer[1]) != 0 ? "the next answer comes"
         : at_the_end (c, both) ? NULL : "not all comes at the end";
}

/* A stdio that looks what its output is only when it first writes lets the
   first line pass (musl).  */
IPC_TEST (stdio_buffer_hazard)
{
  static const char *const asked[] = { "first\n", "second\n", "third\n" };
  static const char *const answer[] = { "     1\tfirst\n", "     2\tsecond\n",
                                        "     3\tthird\n" };
  struct coprocess c;
  const char *wrong = NULL;
  int came = 1, waits = 0, flushed, i;

  coproc_need_oracle ();
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  coproc_helper (&c, "number", NULL, 0);
  for (i = 0; i < 2; i++)
    {
      came = answers (&c, asked[i], answer[i]);
      if (came != 1)
        break;
    }
  if (came == 0)
    wrong = keeps_wrongly (&c, asked + i, answer + i, &waits);
  coproc_end (&c);
  flushed = flushed_answers ();
  ipc_detail ("%d answers came at once", i);
  ipc_observe (flushed != 1 ? "kept back though flushed"
               : came == -1 ? "another answer" : wrong != NULL ? wrong
               : waits ? "shown" : came == 0 ? "kept back, but for a moment"
               : "not shown");
}

/* Start cat, with OPTION, which may be NULL; 0 if there is none.  */
static int
start_cat (struct coprocess *c, const char *option)
{
  static char cat[300];
  const char *argv[3];

  if (!coproc_cat (cat, sizeof cat))
    return 0;
  argv[0] = cat;
  argv[1] = option;
  argv[2] = NULL;
  return coproc_open (c, argv, 0) == 0;
}

IPC_TEST (unbuffered_program)
{
  struct coprocess c;
  int line, second, part;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  if (!start_cat (&c, "-u"))
    {
      ipc_observe ("absent");
      return;
    }
  line = answers (&c, "a line of the first kind\n",
                  "a line of the first kind\n");
  second = line != 1 ? line
           : answers (&c, "and then one more\n", "and then one more\n");
  part = second != 1 ? second : answers (&c, "no end", "no end");
  if (part == 1 && !at_the_end (&c, ""))
    part = -1;
  coproc_end (&c);
  ipc_observe (line == 0 ? "kept back" : line == -1 ? "another answer"
               : second != 1 ? "the second is late or another"
               : part == 0 ? "a part of a line is kept back"
               : part == -1 ? "not just what was sent" : "at once");
}

enum when { NEVER, AT_ONCE, AT_END, WRONG };

/* When cat with OPTION answers with WANTED and MORE, one line after the other;
   NEVER if it does not know the option.  */
static enum when
when_cat_answers (const char *option, const char *wanted, const char *more)
{
  struct coprocess c;
  char got[80] = "", both[80];
  enum when when;

  snprintf (both, sizeof both, "%s%s", wanted, more);
  if (!start_cat (&c, option))
    ipc_not_exercised ("no cat");
  if (!coproc_say (&c, "text\n"))
    when = NEVER;
  else if (coproc_answer (&c, got, sizeof got))
    when = *got == '\0' ? NEVER
           : strcmp (got, wanted) == 0 && answers (&c, "more\n", more) == 1
           && at_the_end (&c, "") ? AT_ONCE : WRONG;
  else
    when = answers (&c, "more\n", more) == 0 && at_the_end (&c, both) ? AT_END
           : WRONG;
  coproc_end (&c);
  return when;
}

IPC_TEST (cat_n_buffers)
{
  static const char *const words[] =
    { "never", "at once", "at the end", "something else" };
  enum when plain, numbered;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  plain = when_cat_answers (NULL, "text\n", "more\n");
  numbered = when_cat_answers ("-n", "     1\ttext\n", "     2\tmore\n");
  if (numbered == NEVER)
    ipc_observef ("cat %s, no cat -n", words[plain]);
  else if (plain == numbered)
    ipc_observef ("both %s", words[plain]);
  else
    ipc_observef ("cat %s, cat -n %s", words[plain], words[numbered]);
}

/* Send "pid" over STREAM: whether C keeps silent until, if FLUSHES, it is
   flushed.  -1 if the answer is another one, or none.  */
static int
waits_for_flush (struct coprocess *c, FILE *stream, int flushes)
{
  char got[80], wanted[80];
  int early;

  snprintf (wanted, sizeof wanted, "pid: %ld\n", (long) c->child.pid);
  IPC_SETUP (fputs ("pid\n", stream) != EOF);
  early = coproc_answer (c, got, sizeof got);
  if (!early)
    {
      IPC_SETUP (!flushes || fflush (stream) == 0);
      if (!flushes || !coproc_answer (c, got, sizeof got))
        return flushes ? -1 : 1;
    }
  return strcmp (got, wanted) == 0 ? !early : -1;
}

IPC_TEST (autoflush)
{
  struct coprocess c;
  FILE *stream;
  int first, second, unbuffered, again;

  coproc_need_oracle ();
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  coproc_helper (&c, "ask", "0", 0);
  stream = fdopen (c.to, "w");
  IPC_SETUP (stream != NULL);
  first = waits_for_flush (&c, stream, 1);
  second = waits_for_flush (&c, stream, 1);
  fclose (stream);
  c.to = -1;
  coproc_end (&c);

  coproc_helper (&c, "ask", "0", 0);
  stream = fdopen (c.to, "w");
  IPC_SETUP (stream != NULL && setvbuf (stream, NULL, _IONBF, 0) == 0);
  unbuffered = waits_for_flush (&c, stream, 0);
  again = waits_for_flush (&c, stream, 0);
  fclose (stream);
  c.to = -1;
  coproc_end (&c);
  ipc_observe (first == 0 || second == 0 ? "without a flush"
               : first == -1 || second == -1 ? "not when flushed"
               : unbuffered == 1 || again == 1 ? "unbuffered, and kept back"
               : unbuffered == -1 || again == -1
               ? "unbuffered, and another answer"
               : "when flushed; at once if unbuffered");
}
