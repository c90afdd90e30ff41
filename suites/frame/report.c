/* report.c - what a case says, and how it ends in trouble.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "report.h"

#include <atf-c.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "hold.h"
#include "names.h"
#include "settings.h"

static pid_t case_pid;
static int observations;
static char observed[81];

/* The case's own, until there is memory that it shares with its children.  */
static struct ipc_trouble own_trouble;
static struct ipc_trouble *trouble = &own_trouble;
static void (*tell_case) (const volatile void *part, size_t size);
static void (*hear_children) (void);
static void (*clean_up) (void), (*judge) (const char *value);
static int mapped;

void
ipc_report_begin (void (*clean) (void), void (*judge_value) (const char *),
                  int is_mapped)
{
  case_pid = getpid ();
  clean_up = clean;
  judge = judge_value;
  mapped = is_mapped;
}

void
ipc_report_share (struct ipc_trouble *shared,
                  void (*tell) (const volatile void *, size_t),
                  void (*hear) (void))
{
  trouble = shared;
  tell_case = tell;
  hear_children = hear;
}

/* End this child, whose trouble is KIND.  */
static void
leave_trouble (int kind, int status)
{
  trouble->kind = kind;
  if (tell_case != NULL)
    tell_case (trouble, offsetof (struct ipc_trouble, uses));
  _exit (status);
}

/* Unbuffered: nothing is left for a child to write again.  Output that
   nobody can see is not worth failing for.  */
void
ipc_say (int fd, const char *tag, const char *text)
{
  char line[640];
  size_t n = 0;
  const unsigned char *t;
  int held = ipc_hold ();

  n = (size_t) snprintf (line, sizeof line, "%s: ", tag);
  for (t = (const unsigned char *) text; *t != '\0' && n < 600; t++)
    if (*t >= 0x20 && *t < 0x7f)
      line[n++] = (char) *t;
    else
      n += (size_t) snprintf (line + n, 5, "\\%03o", *t);
  line[n++] = '\n';
  if (write (fd, line, n) == -1)
    errno = 0;
  ipc_release (held);
}

int
ipc_in_case (void)
{
  return getpid () == case_pid;
}

void
ipc_refuse_in_child (const char *what)
{
  if (ipc_in_case ())
    return;
  ipc_say (STDERR_FILENO, "broken: a child process reported", what);
  leave_trouble (IPC_CHILD_REPORTED, IPC_EXIT_REPORTED);
}

/* What follows from a child that could not do its part is no trouble of its
   own, and no observation: end as it would have, for the same reason.  */
static void
heed_child (void)
{
  int kind;

  if (hear_children != NULL && ipc_in_case ())
    hear_children ();
  kind = trouble->kind;
  if (observations > 0)
    return;
  if (kind == IPC_CHILD_CANNOT)
    ipc_not_exercised (trouble->reason);
  if (kind == IPC_CHILD_LACKS)
    {
      trouble->kind = IPC_NO_TROUBLE;
      ipc_lacks (trouble->reason);
    }
}

void
ipc_broken (const char *format, ...)
{
  char text[512];
  va_list args;

  ipc_hold ();
  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  heed_child ();
  ipc_say (STDERR_FILENO, "broken", text);
  if (!ipc_in_case ())
    leave_trouble (IPC_CHILD_BROKEN, IPC_EXIT_BROKEN);
  clean_up ();
  /* ATF has no call for "broken": ending without a result is that.  */
  _exit (IPC_EXIT_BROKEN);
}

/* Tell the case of a REASON that a child came upon; the first one stays.  */
static void
leave_to_case (int kind, const char *reason)
{
  if (trouble->kind != IPC_CHILD_CANNOT && trouble->kind != IPC_CHILD_LACKS)
    snprintf (trouble->reason, sizeof trouble->reason, "%s", reason);
  leave_trouble (kind, IPC_EXIT_CANNOT);
}

void
ipc_lacks (const char *what)
{
  ipc_hold ();
  if (!ipc_in_case ())
    leave_to_case (IPC_CHILD_LACKS, what);
  if (mapped)
    ipc_not_exercised (what);
  ipc_observe ("absent");
  ipc_detail ("%s", what);
  clean_up ();
  judge (observed);
  atf_tc_skip ("absent");
}

/* Where FILE is in the sources: where those are is nobody's business.  */
static const char *
in_sources (const char *file)
{
  const char *found, *name = file;

  while ((found = strstr (name, "/suites/")) != NULL)
    name = found + 1;
  return name;
}

void
ipc_setup_failed (const char *expr, const char *file, int line)
{
  int error = errno;
  const char *name = ipc_errno_name (error);
  char item[64], what[128];

  if (observations == 0 && (error == ENOSYS || error == EOPNOTSUPP))
    {
      snprintf (what, sizeof what, "%s: %.100s", name, expr);
      ipc_lacks (what);
    }
  if (observations == 0 && ipc_refused (expr, name, item, sizeof item))
    {
      snprintf (what, sizeof what, "refused: %s", item);
      ipc_not_exercised (what);
    }
  ipc_broken ("%s:%d: %s (errno %s)", in_sources (file), line, expr, name);
}

void
ipc_not_exercised (const char *reason)
{
  ipc_hold ();
  if (!ipc_in_case ())
    leave_to_case (IPC_CHILD_CANNOT, reason);
  if (observations > 0)
    ipc_broken ("observed, and then not exercised: %s", reason);
  clean_up ();
  atf_tc_skip ("%s", reason);
}

void
ipc_observe (const char *value)
{
  const char *p;

  ipc_refuse_in_child (value);
  heed_child ();
  if (++observations > 1)
    ipc_broken ("observed twice: %s, then %s", observed, value);
  if (*value == '\0' || strlen (value) >= sizeof observed)
    ipc_broken ("unusable observation: %s", value);
  for (p = value; *p != '\0'; p++)
    if (*p < 0x20 || *p > 0x7e)
      ipc_broken ("unusable observation: %s", value);
  strcpy (observed, value);
  ipc_say (STDOUT_FILENO, "observed", value);
}

void
ipc_observef (const char *format, ...)
{
  char text[256];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  ipc_observe (text);
}

const char *
ipc_textf (const char *format, ...)
{
  static char text[4][80];
  static int last;
  va_list args;

  last = (last + 1) % 4;
  va_start (args, format);
  vsnprintf (text[last], sizeof text[last], format, args);
  va_end (args);
  return text[last];
}

void
ipc_detail (const char *format, ...)
{
  char text[401];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  ipc_refuse_in_child (text);
  ipc_say (STDOUT_FILENO, "detail", text);
}

/* Whether WORD is one of the words of TEXT.  */
static int
has_word (const char *text, const char *word)
{
  size_t n = strlen (word);
  const char *t;

  for (t = text; (t = strstr (t, word)) != NULL; t += n)
    if ((t == text || t[-1] == ' ') && (t[n] == ' ' || t[n] == '\0'))
      return 1;
  return 0;
}

static const char *const instruments[] =
{
#define BEHAVIOUR(id, ...) #id,
#include "instruments.def"
#undef BEHAVIOUR
  NULL
};

/* A child's standard output may be anything: the case says it.  */
static void
leave_use_to_case (const char *name)
{
  int i;

  for (i = 0; instruments[i] != NULL; i++)
    if (strcmp (instruments[i], name) == 0)
      {
        trouble->uses[i] = 1;
        if (tell_case != NULL)
          tell_case (&trouble->uses[i], sizeof trouble->uses[i]);
      }
}

void
ipc_uses (const char *name)
{
  static char said[512];
  size_t used = strlen (said);

  if (!ipc_in_case ())
    leave_use_to_case (name);
  else if (!has_word (said, name)
           && used + strlen (name) + 2 <= sizeof said)
    {
      strcat (strcpy (said + used, " "), name);
      ipc_say (STDOUT_FILENO, "uses", name);
    }
}

void
ipc_tell_uses (void)
{
  int i;

  for (i = 0; instruments[i] != NULL; i++)
    if (trouble->uses[i])
      ipc_uses (instruments[i]);
}

const char *
ipc_observed (void)
{
  return observations > 0 ? observed : NULL;
}
