/* explain.c - ipcompat explain: all that is known about one behaviour.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "bugs.h"
#include "code.h"
#include "command.h"
#include "kept.h"
#include "known.h"
#include "model/evidence.h"
#include "model/probe.h"
#include "model/words.h"
#include "topics.h"

static const char usage[] =
"Usage: ipcompat explain [OPTION]... ID\n"
"       ipcompat explain SUITE|FALLBACK|CALL\n"
"Say what is claimed, by whom, how it is tested, what manuals say of it, what\n"
"was observed where, and what to use instead.  Of a suite, a fallback or a\n"
"call: which behaviours are about it.\n\n"
"  --report=FILE   a report.json or store to take observations from; may\n"
"                  be given more than once (default: what \"ipcompat run\"\n"
"                  wrote here)\n"
"  --known=DIR     the reports of the known platforms (default: those that\n"
"                  come with ipcompat)\n"
"  --bugs=FILE     findings that are known elsewhere, as \"report\" has them\n"
"  --help          this text\n";

enum { REPORT = 256, KNOWN, BUGS, HELP };

static const struct option long_options[] =
{
  { "report", required_argument, NULL, REPORT },
  { "known", required_argument, NULL, KNOWN },
  { "bugs", required_argument, NULL, BUGS },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

/* TEXT and its full stop.  */
static void
print_sentence (const char *head, const char *text, int indent)
{
  struct ipc_arena memory = { NULL };

  ipc_print_item (head, ipc_join (&memory, text, "."), indent);
  ipc_free_arena (&memory);
}

static void
print_claim (const struct ipc_behaviour *b)
{
  char text[800];

  printf ("%s  %s\n", b->id, ipc_level_name (b->level));
  print_sentence ("  ", b->claim, 2);
  putchar ('\n');
  ipc_print_item ("Sources    ", ipc_row_sources (b, text, sizeof text), 11);
  if (b->not_tested != NULL)
    ipc_print_item ("Not tested ", b->not_tested, 11);
  else
    ipc_print_item ("Outcomes   ", ipc_row_documented (b, text, sizeof text),
                    11);
}

static void
print_builds (const struct ipc_behaviour *b)
{
  const char *title = "Builds    ";
  int i;

  for (i = 0; i < IPC_BUILDS; i++)
    if (ipc_has_case (b, (enum ipc_build) i))
      {
        printf ("%s suites/%s%s_test:%s\n", title, b->suite,
                ipc_build_suffix ((enum ipc_build) i), b->aspect);
        title = "          ";
      }
}

static void
print_probes (const struct ipc_behaviour *b)
{
  const char *const *p;
  char text[1000];
  int n = 0;

  for (p = b->probes; *p != NULL; p++)
    if (strcmp (*p, "NONE") != 0)
      {
        const char *question = ipc_probe_question (*p);

        snprintf (text, sizeof text, "IPC_PROBE_%s%s%s", *p,
                  *question == '\0' ? "" : ": ", question);
        ipc_print_item (n++ == 0 ? "Probe      " : "           ", text, 13);
      }
  if (n == 0)
    printf ("Probe      none\n");
}

static int
by_os (const void *a, const void *b)
{
  const struct ipc_manual *const *x = a, *const *y = b;

  return strcmp ((*x)->os, (*y)->os);
}

/* What each platform's own manual says of B; nobody has seen it there.  */
static void
print_documented (const struct ipc_behaviour *b)
{
  const struct ipc_manual *m, **said;
  char text[1000];
  size_t i, n = 0;

  for (m = ipc_manuals; m->os != NULL; m++)
    n += strcmp (m->id, b->id) == 0;
  if (n == 0)
    return;
  said = ipc_alloc (n * sizeof *said);
  for (m = ipc_manuals, i = 0; m->os != NULL; m++)
    if (strcmp (m->id, b->id) == 0)
      said[i++] = m;
  qsort (said, n, sizeof *said, by_os);
  printf ("\nDocumented\n");
  for (i = 0; i < n; i++)
    {
      snprintf (text, sizeof text, "%s: %s (%s)", said[i]->os,
                said[i]->value, said[i]->page);
      ipc_print_item ("  ", text, 4);
    }
  free (said);
}

/* What somebody has reported of ID, wherever.  */
static void
print_bugs (const char *id)
{
  const struct ipc_bug *bug;
  char products[500], text[1200];
  int n = 0;

  for (bug = ipc_all_bugs (); bug != NULL; bug = bug->next)
    if (strcmp (bug->id, id) == 0)
      {
        if (n++ == 0)
          printf ("\nKnown elsewhere\n");
        snprintf (text, sizeof text, "%s, %s: %s%s%s%s", bug->value,
                  ipc_bug_products (bug, products, sizeof products),
                  bug->link, bug->note == NULL ? "" : " (",
                  bug->note == NULL ? "" : bug->note,
                  bug->note == NULL ? "" : ")");
        ipc_print_wrapped (text, 2);
      }
}

/* What R's result E of BUILD is, in M.  */
static void
print_result (const struct ipc_model *m, const struct ipc_row *r,
              enum ipc_build build, const struct ipc_result *e)
{
  char bug[1000], mark[120], text[6000];

  snprintf (text, sizeof text, "%s%s, %s: %s%s%s%s%s%s%s%s%s",
            m->product.key,
            ipc_evidence_mark (&m->product, mark, sizeof mark),
            ipc_build_name (build), ipc_verdict_name (e->verdict),
            e->observed == NULL ? "" : ", ",
            e->observed == NULL ? "" : e->observed,
            e->reason == NULL ? "" : " (",
            e->reason == NULL ? "" : e->reason,
            e->reason == NULL ? "" : ")",
            e->detail == NULL ? "" : "; detail: ",
            e->detail == NULL ? "" : e->detail,
            ipc_bug_after (r, e, "; ", bug, sizeof bug));
  ipc_print_item ("  ", text, 4);
}

/* One report's word on the row.  */
static void
print_observation (const struct ipc_model *m, const char *id)
{
  const struct ipc_row *r = ipc_model_row (m, id);
  char text[1000];
  size_t p;
  int i;

  if (r == NULL)
    return;
  if (r->b->not_tested != NULL)
    printf ("  %s: not testable\n", m->product.key);
  for (i = 0; i < IPC_BUILDS; i++)
    if (r->result[i].present)
      print_result (m, r, (enum ipc_build) i, &r->result[i]);
  for (p = 0; p < r->probes; p++)
    {
      snprintf (text, sizeof text, "%s, probe %s: %s%s", m->product.key,
                r->probe[p].name, ipc_answer_name (r->probe[p].answer),
                r->probe[p].agrees == 0 ? ", which the test contradicts" : "");
      ipc_print_item ("  ", text, 4);
    }
}

static void
print_fallback (const struct ipc_behaviour *b, const struct ipc_fallback *f)
{
  const struct ipc_limit *l;
  char text[1000];

  snprintf (text, sizeof text, "%s%s%s (%s)", f->name,
            *f->calls != '\0' ? ", for " : "", f->calls, f->source);
  ipc_print_item ("\nFallback   ", text, 11);
  print_sentence ("  ", f->promise, 2);
  for (l = ipc_limits; l->id != NULL; l++)
    if (strcmp (l->fallback, f->name) == 0)
      {
        snprintf (text, sizeof text, "%s limit, %s: %s%s: %s",
                  l->everywhere ? "Declared" : "Possible", l->id, l->value,
                  strcmp (l->id, b->id) == 0 ? " (this behaviour)" : "",
                  l->why);
        print_sentence ("  ", text, 4);
      }
  ipc_print_code (f);
}

static void
print_all (const struct ipc_behaviour *b, struct ipc_model *const *m, int n)
{
  const char *const *f;
  int i;

  print_claim (b);
  print_builds (b);
  print_probes (b);
  if (ipc_known_reports != NULL)
    ipc_print_known (ipc_known_reports, b->id);
  print_documented (b);
  print_bugs (b->id);
  if (n > 0)
    printf ("\nObserved\n");
  for (i = 0; i < n; i++)
    print_observation (m[i], b->id);
  ipc_print_causes (b->id);
  if (b->fallbacks[0] == NULL)
    printf ("\nFallback   none\n");
  for (f = b->fallbacks; *f != NULL; f++)
    print_fallback (b, ipc_find_fallback (*f));
  if (b->not_tested == NULL)
    printf ("\nRun again  %s run %s\n", ipc_as_typed, b->id);
}

/* WORD is no id: a suite, a fallback, a call, or a slip of the finger.  */
static int
explain_other (const char *word)
{
  struct ipc_output out;

  if (ipc_output_open (&out, NULL) != 0)
    return IPC_TROUBLE;
  if (ipc_explain_topic (word))
    return ipc_output_close (&out, 0) == 0 ? IPC_DONE : IPC_TROUBLE;
  ipc_output_close (&out, 0);
  ipc_error ("no such behaviour, suite, call or fallback: %s (ipcompat list"
             " knows them)", word);
  ipc_suggest (word);
  return IPC_TROUBLE;
}

static int
explain (const char *id, char *const *report, int n)
{
  const struct ipc_behaviour *b = ipc_find (id);
  struct ipc_model **m = ipc_alloc ((size_t) (n + 1) * sizeof *m);
  struct ipc_output out;
  int i, result = IPC_DONE;

  if (b == NULL)
    result = explain_other (id);
  for (i = 0; i < n && result == IPC_DONE; i++)
    {
      m[i] = ipc_load (report + i, 1);
      if (m[i] == NULL)
        result = IPC_TROUBLE;
    }
  if (b != NULL && result == IPC_DONE && ipc_output_open (&out, NULL) == 0)
    {
      print_all (b, m, n);
      result = ipc_output_close (&out, 0) == 0 ? IPC_DONE : IPC_TROUBLE;
    }
  for (i = 0; i < n; i++)
    ipc_model_free (m[i]);
  free (m);
  return result;
}

int
ipc_explain_main (int argc, char **argv)
{
  char **report = ipc_alloc ((size_t) argc * sizeof *report);
  int c, n = 0, result;

  while ((c = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    if (c == REPORT)
      report[n++] = optarg;
    else if (c == KNOWN)
      ipc_known_reports = optarg;
    else if (c != BUGS || ipc_take_bugs (optarg) != 0)
      {
        free (report);
        return c == HELP ? ipc_help (usage) : ipc_usage ("explain");
      }
  if (n == 0 && ipc_own_report != NULL)
    report[n++] = ipc_own_report;
  if (argc - optind == 1)
    result = explain (argv[optind], report, n);
  else
    {
      ipc_error ("explain: one ID is wanted");
      result = ipc_usage ("explain");
    }
  free (report);
  return result;
}
