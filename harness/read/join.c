/* join.c - catalogue and stores, made one model.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/encode.h"
#include "base/message.h"
#include "model/asked.h"
#include "model/finish.h"
#include "model/judge.h"
#include "part.h"
#include "platform.h"
#include "read.h"
#include "store.h"

/* A case that rests on an instrument, by the names in its "uses:" lines.  */
struct use
{
  struct ipc_row *row;
  enum ipc_build build;
  const char *instrument;
  struct use *next;
};

struct join
{
  struct ipc_model *m;
  const char *file;             /* the store at hand */
  int products, cases;          /* found in it */
  struct use *uses;
  long long start, end;
  /* The case at hand, for add_use().  */
  struct ipc_row *row;
  enum ipc_build build;
};

/* A row per record, with what is to be expected of it: a build that no
   store has is seen, and is not taken for one that the suite has not.  */
static void
expect (struct ipc_model *m)
{
  const struct ipc_behaviour *b;
  size_t n = 0;
  int i;

  for (b = ipc_catalogue; b->suite != NULL; b++)
    n++;
  m->row = ipc_take (&m->memory, (n + 1) * sizeof *m->row);
  for (b = ipc_catalogue; b->suite != NULL; b++)
    {
      struct ipc_row *row = &m->row[m->rows++];

      row->b = b;
      for (i = 0; i < IPC_BUILDS; i++)
        {
          struct ipc_result *r = &row->result[i];

          r->present = ipc_has_case (b, (enum ipc_build) i);
          r->verdict = IPC_NOT_EXERCISED;
          r->reason = ipc_not_run;
          r->seconds = -1;
        }
    }
  ipc_model_finish (m);
}

static void
add_use (void *closure, const char *name)
{
  struct join *j = closure;
  struct use *u = ipc_take (&j->m->memory, sizeof *u);

  u->row = j->row;
  u->build = j->build;
  u->instrument = name;
  u->next = j->uses;
  j->uses = u;
}

/* What to believe when two stores have the same case: the one that saw
   something, and neither if they saw different things.  */
static void
reconcile (struct ipc_result *old, const struct ipc_result *new)
{
  if (old->reason == ipc_not_run || old->observed == NULL)
    *old = *new;
  else if (new->observed != NULL
           && (strcmp (old->observed, new->observed) != 0
               || old->verdict != new->verdict))
    ipc_no_evidence (old, "two runs of this case differ");
}

/* Which build PROGRAM is of, and of which SUITE (SIZE bytes).  Returns -1
   if it is none of ours.  */
static int
program_build (const char *program, char *suite, size_t size)
{
  const char *name = strrchr (program, '/');
  size_t n;
  int build;

  name = name == NULL ? program : name + 1;
  build = ipc_build_of_program (name, strlen (name), &n);
  if (build == -1 || n >= size)
    return -1;
  memcpy (suite, name, n);
  suite[n] = '\0';
  return build;
}

/* PROGRAM has run none of its cases, for REASON.  Returns whether nothing
   else is known of some.  */
static int
not_one (struct join *j, const char *program, const char *reason)
{
  char suite[64];
  int build = program_build (program, suite, sizeof suite), any = 0;
  size_t i;

  for (i = 0; build != -1 && i < j->m->rows; i++)
    {
      struct ipc_row *row = &j->m->row[i];
      struct ipc_result *r = &row->result[build];

      if (strcmp (row->b->suite, suite) == 0 && r->present
          && r->reason == ipc_not_run)
        {
          ipc_no_evidence (r, reason);
          any = 1;
        }
    }
  return any;
}

/* A program that Kyua could not list.  */
static void
unlisted (struct join *j, const struct ipc_store_case *c)
{
  not_one (j, c->program, ipc_show (&j->m->memory, c->record.kyua_reason,
                                    strlen (c->record.kyua_reason),
                                    IPC_SHOW_TEXT));
}

/* The programs of which nothing was stored.  That is forgotten of those of
   which another store has all.  */
static void
apply_cut (struct join *j)
{
  struct ipc_arena *memory = &j->m->memory;
  const char *rest = j->m->cut, *left = NULL;

  while (rest != NULL)
    {
      const char *next = strstr (rest, "; ");
      size_t n = next == NULL ? strlen (rest) : (size_t) (next - rest);
      char *program = ipc_take (memory, n + 1), *why;

      memcpy (program, rest, n);
      why = strstr (program, ": ");
      if (why != NULL)
        {
          *why = '\0';
          if (not_one (j, program,
                       ipc_join (memory, "nothing was stored: ", why + 2)))
            {
              *why = ':';
              left = left == NULL ? program
                     : ipc_join (memory, ipc_join (memory, left, "; "),
                                 program);
            }
        }
      rest = next == NULL ? NULL : next + 2;
    }
  j->m->cut = left;
}

static int
take_behaviour (struct join *j, const struct ipc_store_case *c)
{
  struct ipc_row *row = ipc_model_row (j->m, c->behaviour);
  char suite[64] = "";
  int build = program_build (c->program, suite, sizeof suite);
  struct ipc_result new;

  if (row == NULL || build == -1 || strcmp (suite, row->b->suite) != 0
      || !row->result[build].present)
    {
      ipc_error ("%s: %s (%s) is not in this ipcompat's catalogue; which"
                 " revision made it?", j->file, c->behaviour, c->program);
      return -1;
    }
  j->cases++;
  ipc_judge (j->m, row->b, (enum ipc_build) build, &c->record, &new);
  reconcile (&row->result[build], &new);
  j->row = row;
  j->build = (enum ipc_build) build;
  ipc_each_use (j->m, &c->record, add_use, j);
  if (j->start == 0 || c->start < j->start)
    j->start = c->start;
  if (c->end > j->end)
    j->end = c->end;
  return 0;
}

static int
is_product (const struct ipc_store_case *c)
{
  const char *slash = strrchr (c->program, '/');

  return strcmp (slash == NULL ? c->program : slash + 1, "platform_test")
           == 0
         && strcmp (c->name, "product") == 0;
}

/* Cases of other programs in the same Kyuafile are passed over.  */
static int
take_case (void *closure, const struct ipc_store_case *c)
{
  struct join *j = closure;

  if (is_product (c))
    {
      j->products++;
      return ipc_product_read (j->m, j->file, c->record.out,
                               c->record.out_size);
    }
  if (strcmp (c->name, "__test_cases_list__") == 0)
    unlisted (j, c);
  else if (c->behaviour != NULL)
    return take_behaviour (j, c);
  return 0;
}

/* What becomes of whoever rests on an instrument, and why; no REASON where
   the instrument can be built on.  */
struct trouble
{
  enum ipc_verdict verdict;
  const char *reason;
};

/* The same for the instrument ROW.  Not run: nothing is known against it.
   Not exercised: nor could be who rests on it, for the same reason.  */
static struct trouble
instrument_trouble (struct ipc_model *m, const struct ipc_row *row)
{
  const struct ipc_result *r = &row->result[IPC_EXTENDED_BUILD];
  struct trouble t = { IPC_HOLDS, NULL };
  char text[160];

  if (!r->present || r->verdict == IPC_HOLDS || r->reason == ipc_not_run)
    return t;
  t.verdict = r->verdict == IPC_NOT_EXERCISED ? r->verdict : IPC_NO_EVIDENCE;
  snprintf (text, sizeof text, "instrument %s failed (%s)", row->b->aspect,
            ipc_verdict_name (r->verdict));
  t.reason = r->verdict == IPC_NOT_EXERCISED ? r->reason
             : ipc_copy (&m->memory, text);
  return t;
}

/* R rests on an instrument with the trouble T.  A case that was not even
   judged keeps its own reason, unless the instrument fails.  */
static void
rest_on (struct ipc_result *r, const struct trouble *t)
{
  if (t->verdict == IPC_NOT_EXERCISED && r->observed == NULL)
    return;
  ipc_no_evidence (r, t->reason);
  r->verdict = t->verdict;
}

/* All instruments are looked at before any case is changed, so that the order
   of the cases does not matter.  */
static void
apply_instruments (struct join *j)
{
  struct trouble *trouble = ipc_take (&j->m->memory, (j->m->rows + 1)
                                                     * sizeof *trouble);
  struct use *u;
  size_t i;

  for (i = 0; i < j->m->rows; i++)
    if (ipc_find_suite (j->m->row[i].b->suite)->instruments)
      trouble[i] = instrument_trouble (j->m, &j->m->row[i]);
  for (u = j->uses; u != NULL; u = u->next)
    for (i = 0; i < j->m->rows; i++)
      if (trouble[i].reason != NULL && &j->m->row[i] != u->row
          && strcmp (j->m->row[i].b->aspect, u->instrument) == 0)
        rest_on (&u->row->result[u->build], &trouble[i]);
}

static void
note_time (struct join *j)
{
  time_t start = (time_t) (j->start / 1000000);
  struct tm *tm = gmtime (&start);
  char text[64] = "1970-01-01T00:00:00Z";

  if (tm != NULL && tm->tm_year >= 0 && tm->tm_year < 8100)
    strftime (text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", tm);
  j->m->run.started = ipc_copy (&j->m->memory, text);
  j->m->run.seconds = (double) ((j->end - j->start) / 100000) / 10;
}

static void
find_manuals (struct ipc_model *m)
{
  size_t i;

  for (i = 0; i < m->rows; i++)
    if (m->row[i].b->not_tested == NULL)
      m->row[i].manual = ipc_find_manual (m->product.os, m->row[i].b->id);
}

struct ipc_model *
ipc_join_stores (char *const *file, int count)
{
  struct join j = { .m = ipc_model_new () };
  int i, ok = 1;

  expect (j.m);
  for (i = 0; i < count && ok; i++)
    {
      j.file = file[i];
      j.products = j.cases = 0;
      ok = ipc_store_read (file[i], take_case, &j) != -1;
      if (ok && j.products != 1 && (j.products != 0 || j.cases == 0))
        ok = ipc_error ("%s: not a store of ipcompat: it has no result of its"
                        " suites", file[i]) == IPC_DONE;
    }
  if (!ok)
    {
      ipc_model_free (j.m);
      return NULL;
    }
  apply_cut (&j);
  apply_instruments (&j);
  if (j.m->product.key == NULL)
    ipc_make_part (j.m);
  ipc_keep_asked (j.m);
  note_time (&j);
  find_manuals (j.m);
  ipc_model_finish (j.m);
  return j.m;
}
