/* identify.c - ipcompat identify: which known products this one is like.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "command.h"
#include "kept.h"
#include "model/cell.h"
#include "model/distance.h"
#include "model/evidence.h"
#include "model/words.h"
#include "read/read.h"

enum { MOST_PRODUCTS = 5, MOST_ROWS = 20 };

static const char usage[] =
"Usage: ipcompat identify [OPTION]... REPORT\n"
"Name the known products that are most like the one of REPORT, a report.json\n"
"or a store, and what it does otherwise than the nearest one.\n\n"
"  --known=DIR     their reports (default: those that come with ipcompat)\n"
"  -v, --verbose   all products, and all rows that differ\n"
"  --help          this text\n\n"
"Only what both observed is compared.\n";

enum { KNOWN = 256, HELP };

static const struct option long_options[] =
{
  { "known", required_argument, NULL, KNOWN },
  { "verbose", no_argument, NULL, 'v' },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

struct known
{
  struct ipc_model *m;
  struct ipc_distance distance;
  int same;                     /* it is of the same product */
};

static int
by_distance (const void *a, const void *b)
{
  const struct known *x = a, *y = b;
  int order = ipc_nearer (&x->distance, &y->distance);

  if (order == 0)
    order = y->same - x->same;
  return order != 0 ? order : strcmp (x->m->product.key, y->m->product.key);
}

/* Read the reports in DIRECTORY and sort them by their distance from M; how
   many there are to *COUNT.  One that cannot be read gets a message, and is
   left out.  */
static struct known *
read_known (struct ipc_arena *a, const char *directory,
            const struct ipc_model *m, size_t *count)
{
  size_t i, n;
  const char **names = ipc_list_known (a, directory, &n);
  struct known *known = ipc_take (a, (n + 1) * sizeof *known);

  *count = 0;
  for (i = 0; i < n; i++)
    {
      struct known *k = &known[*count];

      k->m = ipc_read_json (names[i]);
      if (k->m == NULL)
        continue;
      k->distance = ipc_model_distance (m, k->m);
      k->same = strcmp (m->product.key, k->m->product.key) == 0;
      ++*count;
    }
  qsort (known, *count, sizeof *known, by_distance);
  return known;
}

/* In which suites M and K differ: " (handlers 9, restart 3)".  */
static void
print_suites (const struct ipc_model *m, const struct known *k)
{
  const struct ipc_row *row, *other;
  const char *suite = NULL;
  size_t i = 0;
  int n = 0;

  while ((row = ipc_next_difference (m, k->m, &i, &other)) != NULL)
    {
      if (suite == NULL || strcmp (suite, row->b->suite) != 0)
        {
          if (suite != NULL)
            printf (" %d", n);
          printf ("%s%s", suite == NULL ? " (" : ", ", row->b->suite);
          suite = row->b->suite;
          n = 0;
        }
      n++;
    }
  if (suite != NULL)
    printf (" %d)", n);
}

static void
print_product (const struct ipc_model *m, const struct known *k)
{
  printf ("  %s (%s): ", k->m->product.key,
          ipc_evidence_name (ipc_product_evidence (&k->m->product)));
  if (k->distance.compared == 0)
    printf ("nothing that both observed");
  else
    printf ("%d of %d rows differ", (int) k->distance.differ,
            (int) k->distance.compared);
  print_suites (m, k);
  putchar ('\n');
}

/* What M does otherwise than K, MOST rows of it.  */
static void
print_rows (const struct ipc_model *m, const struct known *k, int most)
{
  const struct ipc_row *row, *other;
  char here[500], there[500];
  size_t i = 0;
  int n = 0;

  while ((row = ipc_next_difference (m, k->m, &i, &other)) != NULL)
    if (n++ < most)
      {
        struct ipc_cell a = { row, NULL }, b = { other, NULL };

        printf ("  %s: %s; there %s\n", row->b->id,
                ipc_cell_text (&a, here, sizeof here),
                ipc_cell_text (&b, there, sizeof there));
      }
  if (n > most)
    printf ("  and %d more: --verbose lists them\n", n - most);
}

/* What tells M from the nearest of KNOWN; or from which of them nothing
   does.  */
static void
print_nearest (const struct ipc_model *m, const struct known *known,
               size_t count, int verbose)
{
  const char *key = known[0].m->product.key;
  size_t like = 1;

  if (known[0].distance.compared == 0)
    return;
  if (known[0].distance.differ > 0)
    {
      printf ("\nOtherwise than %s\n", key);
      print_rows (m, &known[0], verbose ? (int) m->rows : MOST_ROWS);
      return;
    }
  while (like < count && known[like].distance.compared > 0
         && known[like].distance.differ == 0)
    like++;
  printf ("\nNothing that both observed tells it from %s", key);
  if (like > 1)
    printf (", or from %d more", (int) like - 1);
  puts (".");
}

static void
print_all (const struct ipc_model *m, const struct known *known, size_t count,
           int verbose)
{
  char line[1000];
  size_t i;

  printf ("%s\n  %s\n", m->product.key,
          ipc_product_line (m, line, sizeof line));
  if (m->asked != NULL)
    printf ("  a partial run, of %s\n", m->asked);
  printf ("\nNearest\n");
  for (i = 0; i < count && (verbose || i < MOST_PRODUCTS); i++)
    print_product (m, &known[i]);
  print_nearest (m, known, count, verbose);
}

static int
identify (char *const *file, int verbose)
{
  struct ipc_arena memory = { NULL };
  struct ipc_model *m;
  struct ipc_output out;
  struct known *known;
  int result = IPC_TROUBLE;
  size_t count, i;

  if (ipc_known_reports == NULL)
    return ipc_error ("identify: no reports came with ipcompat: --known=DIR");
  m = ipc_load (file, 1);
  if (m == NULL)
    return IPC_TROUBLE;
  known = read_known (&memory, ipc_known_reports, m, &count);
  if (count == 0)
    ipc_error ("%s: no reports", ipc_known_reports);
  else if (ipc_output_open (&out, NULL) == 0)
    {
      print_all (m, known, count, verbose);
      result = ipc_output_close (&out, 0) == 0 ? IPC_DONE : IPC_TROUBLE;
    }
  for (i = 0; i < count; i++)
    ipc_model_free (known[i].m);
  ipc_model_free (m);
  ipc_free_arena (&memory);
  return result;
}

int
ipc_identify_main (int argc, char **argv)
{
  int c, verbose = 0;

  while ((c = getopt_long (argc, argv, "v", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (c == KNOWN)
      ipc_known_reports = optarg;
    else if (c == 'v')
      verbose = 1;
    else
      return ipc_usage ("identify");
  if (argc - optind == 1)
    return identify (argv + optind, verbose);
  ipc_error ("identify: one REPORT is wanted");
  return ipc_usage ("identify");
}
