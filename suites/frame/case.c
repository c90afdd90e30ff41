/* case.c - running a case: observing, judging, faults.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "case.h"

#include <atf-c.h>
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "instruments/leaks.h"
#include "instruments/oracle.h"
#include "instruments/shared.h"

static const struct ipc_case *current;
static const atf_tc_t *current_tc;
static pid_t case_pid;
static int observations;
static char observed[81];

/* What a case shares with its children: trouble, which its parent may fail
   to join, and whether the fallback was called.  */
enum { NO_TROUBLE, CHILD_BROKEN, CHILD_REPORTED };
struct shared
{
  volatile sig_atomic_t trouble;
  volatile sig_atomic_t took_fallback;
};
static struct shared *shared;

/* The switch of the fault library, if one is loaded.  */
static volatile int *fault_armed;
static volatile int unused_switch;

/* Write one line, unbuffered: nothing is left for a child to write again.
   Output that nobody can see is not worth failing for.  */
static void
say (int fd, const char *tag, const char *text)
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

int
ipc_hold (void)
{
  int held;

  if (fault_armed == NULL)
    fault_armed = &unused_switch;
  held = *fault_armed;
  *fault_armed = 0;
  return held;
}

void
ipc_release (int held)
{
  *fault_armed = held;
}

/* A child that reports in the case's place: its parent finds out.  */
static void
refuse_in_child (const char *what)
{
  if (ipc_in_case ())
    return;
  say (STDERR_FILENO, "broken: a child process reported", what);
  shared->trouble = CHILD_REPORTED;
  _exit (IPC_EXIT_REPORTED);
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
  say (STDERR_FILENO, "broken", text);
  if (!ipc_in_case ())
    {
      if (shared != NULL)
        shared->trouble = CHILD_BROKEN;
      _exit (IPC_EXIT_BROKEN);
    }
  ipc_kill_leaks ();
  /* ATF has no call for "broken": ending without a result is that.  */
  _exit (IPC_EXIT_BROKEN);
}

void
ipc_setup_failed (const char *expr, const char *file, int line)
{
  int error = errno;

  ipc_broken ("%s:%d: %s (errno %s)", file, line, expr,
              ipc_errno_name (error));
}

void
ipc_not_exercised (const char *reason)
{
  refuse_in_child (reason);
  ipc_hold ();
  if (observations > 0)
    ipc_broken ("observed, and then not exercised: %s", reason);
  ipc_kill_leaks ();
  atf_tc_skip ("%s", reason);
}

void
ipc_observe (const char *value)
{
  const char *p;

  refuse_in_child (value);
  if (++observations > 1)
    ipc_broken ("observed twice: %s, then %s", observed, value);
  if (*value == '\0' || strlen (value) >= sizeof observed)
    ipc_broken ("unusable observation: %s", value);
  for (p = value; *p != '\0'; p++)
    if (*p < 0x20 || *p > 0x7e)
      ipc_broken ("unusable observation: %s", value);
  strcpy (observed, value);
  say (STDOUT_FILENO, "observed", value);
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

void
ipc_detail (const char *format, ...)
{
  char text[401];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  refuse_in_child (text);
  say (STDOUT_FILENO, "detail", text);
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

void
ipc_uses (const char *name)
{
  static char said[512];
  size_t used = strlen (said);

  if (!ipc_in_case () || has_word (said, name)
      || used + strlen (name) + 2 > sizeof said)
    return;
  strcat (strcpy (said + used, " "), name);
  say (STDOUT_FILENO, "uses", name);
}

int
ipc_mapped (const char *name)
{
  return current != NULL && current->in_fallback_build
         && strcmp (current->fallback, name) == 0;
}

int
ipc_takes (const char *name)
{
  if (!ipc_mapped (name))
    return 0;
  shared->took_fallback = 1;
  return 1;
}

const char *
ipc_config (const char *name, const char *default_value)
{
  return atf_tc_get_config_var_wd (current_tc, name, default_value);
}

/* An ATF macro in a child would write a result and exit: turn that into a
   status that its parent's ipc_join() understands.  */
static void
catch_child_exit (void)
{
  if (!ipc_in_case ())
    refuse_in_child ("through exit() or an ATF macro");
}

static int
documented (const struct ipc_case *c, const char *value)
{
  const char *const *o;

  for (o = c->outcomes; *o != NULL; o++)
    if (strcmp (*o, value) == 0)
      return 1;
  return 0;
}

/* The shortfall that the fallback of C declares for VALUE, or for any value
   if VALUE is NULL.  */
static const char *
declared_limit (const struct ipc_case *c, const char *value)
{
  static const struct { const char *id, *value, *why; } limits[] =
  {
#define DECLARED_LIMIT(fallback, suite, aspect, value, why) \
    { #suite "." #aspect, value, why },
#include "limits.def"
#undef DECLARED_LIMIT
    { NULL, NULL, NULL }
  }, *l;

  if (c->in_fallback_build)
    for (l = limits; l->id != NULL; l++)
      if (strcmp (l->id, c->id) == 0
          && (value == NULL || strcmp (l->value, value) == 0))
        return l->why;
  return NULL;
}

static void
judge (const struct ipc_case *c)
{
  const char *why = declared_limit (c, observed);

  if (why != NULL)
    {
      atf_tc_expect_fail ("declared limit: %s", why);
      atf_tc_fail ("observed %s", observed);
    }
  if (declared_limit (c, NULL) != NULL)
    atf_tc_fail ("observed %s, but a limit is declared", observed);
  if (documented (c, observed))
    return;
  if (strcmp (observed, "absent") == 0)
    atf_tc_skip ("absent");
  atf_tc_fail ("observed %s, documented %s%s", observed, c->outcomes[0],
               c->outcomes[0] == NULL || c->outcomes[1] == NULL
               ? "" : " and others");
}

/* An observation is no evidence for a fallback that was never called.  */
static void
tell_fallback (const struct ipc_case *c)
{
  if (!c->in_fallback_build)
    return;
  if (!shared->took_fallback)
    ipc_broken ("went through no fallback");
  say (STDOUT_FILENO, "mapped", c->fallback);
}

void
ipc_case_run (const void *tc, const struct ipc_case *c)
{
  char left[256];

  current = c;
  current_tc = tc;
  case_pid = getpid ();
  fault_armed = (volatile int *) dlsym (RTLD_DEFAULT, "ipc_fault_armed");
  if (fault_armed == NULL)
    fault_armed = &unused_switch;
  ipc_prologue ();
  IPC_SETUP (atexit (catch_child_exit) == 0);
  shared = ipc_shared (sizeof *shared);
  ipc_oracle_prepare ();
  ipc_leaks_begin ();

  *fault_armed = 1;
  c->body ();
  *fault_armed = 0;

  if (!ipc_in_case ())
    refuse_in_child ("by returning from the body");
  if (ipc_leaks_left (left, sizeof left))
    {
      ipc_kill_leaks ();
      ipc_broken ("left behind: %s", left);
    }
  if (shared->trouble == CHILD_BROKEN)
    ipc_broken ("set-up failed in a child that was not joined");
  if (shared->trouble == CHILD_REPORTED)
    ipc_broken ("a child process reported in the case's place");
  if (observations == 0)
    ipc_broken ("observed nothing");
  tell_fallback (c);
  judge (c);
  atf_tc_pass ();
}
