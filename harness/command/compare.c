/* compare.c - ipcompat compare: what changed, or differs, between reports.
   SPDX-License-Identifier: BSD-2-Clause

   Evidence that is gone is a finding like a regression: a suite that
   silently stops looking would otherwise be the best way to pass.  */

#include <config.h>

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "command.h"
#include "model/asked.h"
#include "model/words.h"

static const char usage[] =
"Usage: ipcompat compare [OPTION]... OLD NEW\n"
"Say what changed.  OLD and NEW are report.json files or stores.\n\n"
"  -q, --quiet   regressions and lost evidence only\n"
"  --gate        take them for runs of one product, whatever they say\n"
"  --help        this text\n\n"
"Exit status: 0 nothing worse, 1 a regression or lost evidence, 2 trouble.\n"
"A behaviour that OLD does not have is new, neither better nor worse.\n"
"Two products just differ: neither is a regression of the other, and the\n"
"status is 0.\n";

enum { HELP = 256, GATE };

static const struct option long_options[] =
{
  { "quiet", no_argument, NULL, 'q' },
  { "gate", no_argument, NULL, GATE },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

enum change { REGRESSION, LOST, FIXED, CHANGED, NEW, SAME, NOTHING, CHANGES };

static const char *const headings[] =
{
  "REGRESSIONS", "EVIDENCE LOST", "FIXED", "CHANGED", "NEW"
};

/* Of two products: see of_products().  */
static const char *const product_headings[] =
{
  "ONE DEVIATES, IS ABSENT OR FAILS", "", "", "DIFFER",
  "EVIDENCE OF ONE ALONE"
};

struct comparison
{
  const struct ipc_model *old, *new;
  int products;                 /* they are two, not runs of one */
  int count[CHANGES];
};

/* Two products differ, and neither came before the other.  */
static enum change
of_products (enum change c)
{
  return c == FIXED ? REGRESSION : c == LOST ? NEW : c;
}

/* OLD and NEW may be NULL: the report has no such row.  NEW_ROW is the row
   of NEW or NULL.  */
static enum change
classify (const struct ipc_result *old, const struct ipc_result *new,
          const struct ipc_row *new_row)
{
  int had = old != NULL && old->present, has = new != NULL && new->present;

  if (!had)
    return has ? NEW : NOTHING;
  if (!has && new_row != NULL && new_row->b->not_tested != NULL)
    return CHANGED;
  if (!has || new->observed == NULL)
    return old->observed != NULL ? LOST : SAME;
  if (old->observed == NULL)
    return NEW;
  if (ipc_verdict_is_good (old->verdict)
      != ipc_verdict_is_good (new->verdict))
    return ipc_verdict_is_good (old->verdict) ? REGRESSION : FIXED;
  return old->verdict == new->verdict
         && strcmp (old->observed, new->observed) == 0 ? SAME : CHANGED;
}

/* One side of the arrow: "holds (persists)".  */
static void
put_side (const struct ipc_result *r)
{
  if (r == NULL || !r->present)
    printf ("nothing");
  else if (r->observed != NULL)
    printf ("%s (%s)", ipc_verdict_name (r->verdict), r->observed);
  else
    printf ("%s (%s)", ipc_verdict_name (r->verdict),
            r->reason == NULL ? "no reason given" : r->reason);
}

static const struct ipc_result *
result_of (const struct ipc_row *row, int build)
{
  return row == NULL ? NULL : &row->result[build];
}

/* What a partial run was not asked for says nothing.  */
static int
both_asked (const struct comparison *c, const char *id, int build)
{
  return ipc_asked (c->old, id, (enum ipc_build) build)
         && ipc_asked (c->new, id, (enum ipc_build) build);
}

/* Count, and if KIND is asked for print, the change of one id.  */
static void
compare_row (struct comparison *c, const char *id, int kind)
{
  const struct ipc_row *old = ipc_model_row (c->old, id);
  const struct ipc_row *new = ipc_model_row (c->new, id);
  int build;

  for (build = 0; build < IPC_BUILDS; build++)
    {
      const struct ipc_result *a = result_of (old, build);
      const struct ipc_result *b = result_of (new, build);
      enum change change = both_asked (c, id, build)
                           ? classify (a, b, new) : NOTHING;

      if (c->products)
        change = of_products (change);
      if (kind == -1)
        c->count[change]++;
      else if ((int) change == kind)
        {
          printf ("  %s, %s: ", id,
                  ipc_build_name ((enum ipc_build) build));
          put_side (a);
          fputs (c->products ? "; the other " : " -> ", stdout);
          if (new != NULL && new->b->not_tested != NULL)
            printf ("not testable (%s)", new->b->not_tested);
          else
            put_side (b);
          putchar ('\n');
        }
    }
}

/* Go through the ids of both reports, in order.  */
static void
each_row (struct comparison *c, int kind)
{
  size_t i = 0, j = 0;

  while (i < c->old->rows || j < c->new->rows)
    {
      int order = i == c->old->rows ? 1 : j == c->new->rows ? -1
                  : strcmp (c->old->row[i].b->id, c->new->row[j].b->id);

      compare_row (c, order <= 0 ? c->old->row[i].b->id
                                 : c->new->row[j].b->id, kind);
      i += order <= 0;
      j += order >= 0;
    }
}

static void
compare_probes (const struct comparison *c)
{
  int said = 0;
  size_t i;

  for (i = 0; i < c->new->probes; i++)
    {
      const struct ipc_probe *new = &c->new->probe[i];
      const struct ipc_probe *old = ipc_model_probe (c->old, new->name);

      if (old == NULL || old->answer == new->answer)
        continue;
      if (!said++)
        puts ("PROBES");
      printf ("  %s: %s -> %s\n", new->name, ipc_answer_name (old->answer),
              ipc_answer_name (new->answer));
    }
}

/* What of a report cannot be compared in full.  */
static void
put_limits (const struct ipc_model *m, const char *which)
{
  if (m->summary.unknown != 0)
    printf ("%d rows of the %s report are not in this catalogue\n",
            m->summary.unknown, which);
  if (m->asked != NULL)
    printf ("the %s report is of a partial run, of %s: no other row is"
            " compared\n", which, m->asked);
}

static void
put_product (const char *which, const struct ipc_model *m)
{
  char product[700];

  printf ("%s  %s, revision %s, %s\n", which,
          ipc_product_line (m, product, sizeof product), m->revision,
          m->run.started);
}

static void
print (struct comparison *c, int quiet)
{
  int kind;

  put_product (c->products ? "one" : "old", c->old);
  put_product (c->products ? "other" : "new", c->new);
  put_limits (c->old, c->products ? "first" : "old");
  put_limits (c->new, c->products ? "second" : "new");
  for (kind = 0; kind < SAME; kind++)
    if (c->count[kind] > 0
        && (!quiet || kind <= LOST || (c->products && kind == CHANGED)))
      {
        printf ("%s (%d)\n", (c->products ? product_headings
                              : headings)[kind], c->count[kind]);
        each_row (c, kind);
      }
  if (!quiet)
    compare_probes (c);
  if (c->products)
    printf ("%d differ, of which one deviates, is absent or fails in %d; %d"
            " are the same, and of %d one alone has evidence\n",
            c->count[REGRESSION] + c->count[CHANGED], c->count[REGRESSION],
            c->count[SAME], c->count[NEW]);
  else
    printf ("%d regressions, %d evidence lost, %d fixed, %d changed, %d new,"
            " %d the same\n", c->count[REGRESSION], c->count[LOST],
            c->count[FIXED], c->count[CHANGED], c->count[NEW],
            c->count[SAME]);
}

/* Whether A and B are of one product.  */
static int
same_product (const struct ipc_model *a, const struct ipc_model *b)
{
  return strcmp (a->product.key, b->product.key) == 0
         && strcmp (a->product.evidence, b->product.evidence) == 0;
}

static int
compare (char **file, int quiet, int gate)
{
  struct comparison c = { ipc_load (file, 1), NULL, 0, { 0 } };
  struct ipc_output out;
  int result = IPC_TROUBLE;

  if (c.old != NULL)
    c.new = ipc_load (file + 1, 1);
  if (c.new != NULL && ipc_output_open (&out, NULL) == 0)
    {
      c.products = !gate && !same_product (c.old, c.new);
      each_row (&c, -1);
      print (&c, quiet);
      if (ipc_output_close (&out, 0) == 0)
        result = !c.products && c.count[REGRESSION] + c.count[LOST] > 0
                 ? IPC_FOUND : IPC_DONE;
    }
  ipc_model_free ((struct ipc_model *) c.old);
  ipc_model_free ((struct ipc_model *) c.new);
  return result;
}

int
ipc_compare_main (int argc, char **argv)
{
  int c, quiet = 0, gate = 0;

  while ((c = getopt_long (argc, argv, "q", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (c == 'q')
      quiet = 1;
    else if (c == GATE)
      gate = 1;
    else
      return ipc_usage ("compare");
  if (argc - optind != 2)
    {
      ipc_error ("compare: two files are wanted, OLD and NEW");
      return ipc_usage ("compare");
    }
  return compare (argv + optind, quiet, gate);
}
