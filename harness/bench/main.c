/* main.c - ratios of fallback to native, all from one run.
   SPDX-License-Identifier: BSD-2-Clause

   Both forms take turns, and the best round of each counts, so that what
   else the machine does concerns both or neither.  Rounds are short: on a busy
   machine one of a few milliseconds is hardly ever left alone.  */

#include "bench.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct ipc_bench *const domains[] =
{
  ipc_bench_commands, ipc_bench_files, ipc_bench_processes,
  ipc_bench_posix, ipc_bench_signals, ipc_bench_sockets, ipc_bench_sysv,
  ipc_bench_waits
};

/* A round takes so long at least, but where one form is much slower.  */
enum { ROUND_NS = 500000, MOST_TIMES = 1000000 };

static int rounds = 50;
static long shortest = ROUND_NS;
static jmp_buf next_row;
static const char *skipped;

void
ipc_bench_need (int ok, const char *what)
{
  if (ok)
    return;
  fflush (stdout);
  fprintf (stderr, "bench: %s: %s\n", what, strerror (errno));
  exit (2);
}

void
ipc_bench_skip (const char *why)
{
  skipped = why;
  longjmp (next_row, 1);
}

/* Nanoseconds of N times FORM.  */
static double
time_of (void (*form) (long), long n)
{
  struct timespec before, after;

  clock_gettime (CLOCK_MONOTONIC, &before);
  form (n);
  clock_gettime (CLOCK_MONOTONIC, &after);
  return (double) (after.tv_sec - before.tv_sec) * 1e9
         + (double) (after.tv_nsec - before.tv_nsec);
}

/* How often ROW is to be done for a round: enough for the native form, but
   not so much that the other one takes several rounds' time.  */
static long
calibrate (const struct ipc_bench *row)
{
  long n = 1;

  row->fallback (1);
  while (n < MOST_TIMES && time_of (row->native, n) < (double) shortest
         && time_of (row->fallback, n) < 2 * (double) shortest)
    n *= 2;
  return n;
}

static void
measure (const struct ipc_bench *row)
{
  double best[2] = { 0, 0 };
  long n = calibrate (row);
  int i, j;

  for (i = 0; i < rounds; i++)
    for (j = 0; j < 2; j++)
      {
        double took = time_of (j == 0 ? row->native : row->fallback, n);

        if (i == 0 || took < best[j])
          best[j] = took;
      }
  printf ("| %s | %s | %.2f | %.2f | %.1f | %.1f%s |\n", row->family,
          row->what, best[0] / (double) n / 1000,
          best[1] / (double) n / 1000, best[1] / best[0], row->most,
          best[1] / best[0] > row->most ? " exceeded" : "");
}

static void
measure_or_skip (const struct ipc_bench *row)
{
  if (row->native == NULL || row->fallback == NULL)
    skipped = "no native form here";
  else if (setjmp (next_row) == 0)
    {
      measure (row);
      fflush (stdout);
      return;
    }
  printf ("| %s | %s | %s |\n", row->family, row->what, skipped);
}

static int
is_wanted (const char *family, int argc, char **argv)
{
  int i;

  for (i = 1; i < argc; i++)
    if (strcmp (argv[i], family) == 0)
      return 1;
  return argc <= 1;
}

int
main (int argc, char **argv)
{
  const struct ipc_bench *row;
  size_t i;

  if (argc > 1 && strcmp (argv[1], "--once") == 0)
    {
      rounds = 1;
      shortest = 0;
      argc--;
      argv++;
    }
  puts ("| Family | Done once | native, us | fallback, us | ratio | at most"
        " |\n|---|---|--:|--:|--:|--:|");
  for (i = 0; i < sizeof domains / sizeof *domains; i++)
    for (row = domains[i]; row->family != NULL; row++)
      if (is_wanted (row->family, argc, argv))
        measure_or_skip (row);
  return 0;
}
