/* topics.c - a suite, a fallback or a call, explained.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "topics.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "code.h"
#include "command.h"
#include "verdict.h"

static void
print_row (const struct ipc_behaviour *b)
{
  printf ("  %s  %s%s\n", b->id, ipc_level_name (b->level),
          b->not_tested == NULL ? "" : ", not tested");
  ipc_print_wrapped (b->claim, 4);
}

static int
print_suite (const char *word)
{
  const struct ipc_suite *s = ipc_find_suite (word);
  const struct ipc_behaviour *b;
  int level[3] = { 0 }, all = 0;

  if (s == NULL)
    return 0;
  for (b = ipc_catalogue; b->suite != NULL; b++)
    if (strcmp (b->suite, s->name) == 0)
      {
        level[b->level]++;
        all++;
      }
  printf ("Suite      %s: %s\n", s->name, s->title);
  printf ("Behaviours %d: %d REQUIRED, %d VARIES, %d HAZARD\n\n", all,
          level[IPC_REQUIRED], level[IPC_VARIES], level[IPC_HAZARD]);
  for (b = ipc_catalogue; b->suite != NULL; b++)
    if (strcmp (b->suite, s->name) == 0)
      print_row (b);
  printf ("\nRun it     %s run %s\n", ipc_as_typed, s->name);
  return 1;
}

static int
takes (const struct ipc_behaviour *b, const char *fallback)
{
  const char *const *f;

  for (f = b->fallbacks; *f != NULL; f++)
    if (strcmp (*f, fallback) == 0)
      return 1;
  return 0;
}

static void
print_limits (const char *fallback)
{
  const struct ipc_limit *l;

  for (l = ipc_limits; l->id != NULL; l++)
    if (strcmp (l->fallback, fallback) == 0)
      {
        printf ("  %s limit, %s: %s\n", l->everywhere ? "Declared"
                : "Possible", l->id, l->value);
        ipc_print_wrapped (l->why, 4);
      }
}

static int
print_fallback (const char *word)
{
  const struct ipc_fallback *f = ipc_find_fallback (word);
  const struct ipc_behaviour *b;

  if (f == NULL)
    return 0;
  printf ("Fallback   %s, in %s%s%s\n", f->name, f->source,
          *f->calls == '\0' ? "" : "\nFor        ", f->calls);
  ipc_print_wrapped (f->promise, 11);
  print_limits (f->name);
  ipc_print_code (f);
  printf ("\nProven by the cases of\n");
  for (b = ipc_catalogue; b->suite != NULL; b++)
    if (takes (b, f->name))
      print_row (b);
  return 1;
}

/* Whether LIST, "signal(2), kill(2)" or "waitpid, wait", has CALL of SIZE
   bytes as a word.  */
static int
has_call (const char *list, const char *call, size_t size)
{
  const char *p = list;

  for (; (p = strstr (p, call)) != NULL; p++)
    if ((p == list || (!isalnum ((unsigned char) p[-1]) && p[-1] != '_'))
        && !isalnum ((unsigned char) p[size]) && p[size] != '_')
      return 1;
  return 0;
}

/* Whether B's claim, or the page of POSIX that it cites, is about CALL.  */
static int
is_about (const struct ipc_behaviour *b, const char *call, size_t size)
{
  const struct ipc_source *s;
  char spelt[72];

  snprintf (spelt, sizeof spelt, "%s()", call);
  for (s = b->sources; s->document != NULL; s++)
    if (strcmp (s->document, "posix") == 0 && has_call (s->text, call, size))
      return 1;
  return has_call (b->claim, spelt, size + 2);
}

static int
print_call (const char *word)
{
  const struct ipc_behaviour *b;
  const struct ipc_fallback *f;
  size_t n = strcspn (word, "(");
  char call[64];
  int found = 0;

  if (n == 0 || n >= sizeof call)
    return 0;
  memcpy (call, word, n);
  call[n] = '\0';
  for (b = ipc_catalogue; b->suite != NULL; b++)
    if (is_about (b, call, n))
      {
        if (found++ == 0)
          printf ("Call       %s()\n\n", call);
        print_row (b);
      }
  for (f = ipc_fallbacks; f->name != NULL && found > 0; f++)
    if (has_call (f->calls, call, n))
      printf ("\nFallback   %s: %s explain %s\n", f->name, ipc_as_typed,
              f->name);
  return found > 0;
}

int
ipc_explain_topic (const char *word)
{
  return print_suite (word) || print_fallback (word) || print_call (word);
}
