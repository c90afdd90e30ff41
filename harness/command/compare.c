/* compare.c - ipcompat compare: what changed, or differs, between reports.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <getopt.h>
#include <stdio.h>

#include "base/output.h"
#include "bugs.h"
#include "command.h"
#include "model/changes.h"
#include "model/words.h"
#include "options.h"
#include "write/changes.h"

static const char usage[] =
"Usage: ipcompat compare [OPTION]... OLD NEW\n"
"Say what changed.  OLD and NEW are report.json files or stores.\n\n"
"  -q, --quiet      regressions and lost evidence only (text)\n"
"  --gate           take them for runs of one product, whatever they say\n"
"  --format=FORMAT  text (default), markdown, json, junit, or github: the\n"
"                   commands that its workflows show beside a job\n"
"  --bugs=FILE      findings that are known elsewhere, as \"report\" has them\n"
"  --help           this text\n\n"
"Exit status: 0 nothing worse, 1 a regression or lost evidence, 2 trouble.\n"
"A behaviour that OLD does not have is new, neither better nor worse.\n"
"Two products just differ: neither is a regression of the other, and the\n"
"status is 0.\n";

enum { HELP = 256, GATE, FORMAT, BUGS };

static const struct option long_options[] =
{
  { "quiet", no_argument, NULL, 'q' },
  { "gate", no_argument, NULL, GATE },
  { "format", required_argument, NULL, FORMAT },
  { "bugs", required_argument, NULL, BUGS },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

enum format { TEXT, MARKDOWN, JSON, GITHUB, JUNIT };

static const char *const formats[] =
  { "text", "markdown", "json", "github", "junit", NULL };

static int (*const writers[]) (const struct ipc_changes *, FILE *) =
{
  NULL, ipc_write_changes_markdown, ipc_write_changes_json,
  ipc_write_changes_github, ipc_write_changes_junit
};

static const char *const headings[] =
{
  "REGRESSIONS", "EVIDENCE LOST", "FIXED", "CHANGED", "NEW"
};

static const char *const product_headings[] =
{
  "ONE DEVIATES, IS ABSENT OR FAILS", "", "", "DIFFER",
  "EVIDENCE OF ONE ALONE"
};

/* The changes of one kind.  */
static void
put_changes (const struct ipc_changes *c, int kind)
{
  char side[2000];
  size_t i;

  printf ("%s (%d)\n", (c->products ? product_headings : headings)[kind],
          c->count[kind]);
  for (i = 0; i < c->n; i++)
    if ((int) c->change[i].kind == kind)
      {
        printf ("  %s, %s: ", c->change[i].row->b->id,
                ipc_build_name (c->change[i].build));
        fputs (ipc_change_side (c->change[i].old, side, sizeof side), stdout);
        fputs (c->products ? "; the other " : " -> ", stdout);
        puts (ipc_change_new (&c->change[i], side, sizeof side));
      }
}

static void
compare_probes (const struct ipc_changes *c)
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
put_sum (const struct ipc_changes *c)
{
  if (c->products)
    printf ("%d differ, of which one deviates, is absent or fails in %d; %d"
            " are the same, and of %d one alone has evidence\n",
            c->count[IPC_REGRESSION] + c->count[IPC_CHANGED],
            c->count[IPC_REGRESSION], c->count[IPC_SAME], c->count[IPC_NEW]);
  else
    printf ("%d regressions, %d evidence lost, %d fixed, %d changed, %d new,"
            " %d the same\n", c->count[IPC_REGRESSION], c->count[IPC_LOST],
            c->count[IPC_FIXED], c->count[IPC_CHANGED], c->count[IPC_NEW],
            c->count[IPC_SAME]);
}

static void
print (const struct ipc_changes *c, int quiet)
{
  int kind;

  put_product (c->products ? "one" : "old", c->old);
  put_product (c->products ? "other" : "new", c->new);
  put_limits (c->old, c->products ? "first" : "old");
  put_limits (c->new, c->products ? "second" : "new");
  for (kind = 0; kind < IPC_SAME; kind++)
    if (c->count[kind] > 0
        && (!quiet || kind <= IPC_LOST
            || (c->products && kind == IPC_CHANGED)))
      put_changes (c, kind);
  if (!quiet)
    compare_probes (c);
  put_sum (c);
}

struct options
{
  int quiet, gate, format;
};

/* Write what changed from OLD to NEW.  Returns an exit status.  */
static int
write_changes (const struct options *o, const struct ipc_model *old,
               const struct ipc_model *new)
{
  struct ipc_changes c;
  struct ipc_output out;
  int trouble = 0, result = IPC_TROUBLE;

  if (ipc_output_open (&out, NULL) != 0)
    return IPC_TROUBLE;
  ipc_find_changes (&c, old, new, o->gate);
  if (o->format == TEXT)
    print (&c, o->quiet);
  else
    trouble = writers[o->format] (&c, stdout);
  if (ipc_output_close (&out, trouble) == 0)
    result = ipc_count_failing (&c) > 0 ? IPC_FOUND : IPC_DONE;
  ipc_free_changes (&c);
  return result;
}

static int
compare (char **file, const struct options *o)
{
  struct ipc_model *old = ipc_load (file, 1), *new = NULL;
  int result = IPC_TROUBLE;

  if (old != NULL)
    new = ipc_load (file + 1, 1);
  if (new != NULL)
    result = write_changes (o, old, new);
  ipc_model_free (old);
  ipc_model_free (new);
  return result;
}

/* Take one option.  Returns 0, or -1 for a wrong one, with a message.  */
static int
take_option (struct options *o, int option)
{
  switch (option)
    {
    case 'q':
      o->quiet = 1;
      return 0;
    case GATE:
      o->gate = 1;
      return 0;
    case FORMAT:
      o->format = ipc_word_of ("format", optarg, formats);
      return o->format == -1 ? -1 : 0;
    case BUGS:
      return ipc_take_bugs (optarg);
    default:
      return -1;
    }
}

int
ipc_compare_main (int argc, char **argv)
{
  struct options o = { 0, 0, TEXT };
  int c;

  while ((c = getopt_long (argc, argv, "q", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (take_option (&o, c) == -1)
      return ipc_usage ("compare");
  if (argc - optind != 2)
    {
      ipc_error ("compare: two files are wanted, OLD and NEW");
      return ipc_usage ("compare");
    }
  return compare (argv + optind, &o);
}
