/* list.c - ipcompat list: the catalogue, or the faults.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <getopt.h>
#include <string.h>

#include "catalogue.h"
#include "base/output.h"
#include "command.h"
#include "model/faults-table.h"
#include "options.h"

static const char usage[] =
"Usage: ipcompat list [OPTION]... [SUITE[.ID]]...\n"
"List the behaviours of the catalogue, or those that are named.\n\n"
"  --format=FORMAT   text (default), or tsv: id, level, status, claim\n"
"  --faults          list the faults instead: name, suite, what it breaks,\n"
"                    the rows that must notice\n"
"  --help            this text\n";

enum { FORMAT = 256, FAULTS, HELP };

static const struct option long_options[] =
{
  { "format", required_argument, NULL, FORMAT },
  { "faults", no_argument, NULL, FAULTS },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

static void
print_tsv (const struct ipc_behaviour *b)
{
  printf ("%s\t%s\t", b->id, ipc_level_name (b->level));
  if (b->not_tested == NULL)
    printf ("tested");
  else
    printf ("not tested: %s", b->not_tested);
  printf ("\t%s\n", b->claim);
}

static void
print_text (const struct ipc_behaviour *b)
{
  printf ("  %-32s %-8s %s\n", b->id, ipc_level_name (b->level), b->claim);
  if (b->not_tested != NULL)
    printf ("  %-32s not tested: %s\n", "", b->not_tested);
}

static int
named (const struct ipc_behaviour *b, int count, char *const *names)
{
  int i;

  for (i = 0; i < count; i++)
    if (strcmp (names[i], b->suite) == 0 || strcmp (names[i], b->id) == 0)
      return 1;
  return count == 0;
}

static void
print_all (int tsv, int count, char *const *names)
{
  const struct ipc_behaviour *b;
  const struct ipc_suite *suite = NULL;

  for (b = ipc_catalogue; b->suite != NULL; b++)
    if (named (b, count, names))
      {
        if (!tsv && (suite == NULL || strcmp (suite->name, b->suite) != 0))
          {
            suite = ipc_find_suite (b->suite);
            printf ("%s: %s\n", suite->name, suite->title);
          }
        if (tsv)
          print_tsv (b);
        else
          print_text (b);
      }
}

static int
check_names (int count, char *const *names)
{
  int i;

  for (i = 0; i < count; i++)
    if (ipc_find_suite (names[i]) == NULL && ipc_find (names[i]) == NULL)
      return ipc_error ("no such suite or behaviour: %s", names[i]);
  return IPC_DONE;
}

int
ipc_list_main (int argc, char **argv)
{
  static const char *const formats[] = { "text", "tsv", NULL };
  struct ipc_output out;
  int c, tsv = 0, faults = 0;

  while ((c = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (c == FAULTS)
      faults = 1;
    else if (c != FORMAT
             || (tsv = ipc_word_of ("format", optarg, formats)) == -1)
      return ipc_usage ("list");
  if (faults && optind < argc)
    {
      ipc_error ("list: --faults takes no names");
      return ipc_usage ("list");
    }
  if (check_names (argc - optind, argv + optind) != IPC_DONE)
    return IPC_TROUBLE;
  if (ipc_output_open (&out, NULL) != 0)
    return IPC_TROUBLE;
  if (faults)
    ipc_print_faults (stdout, tsv);
  else
    print_all (tsv, argc - optind, argv + optind);
  return ipc_output_close (&out, 0) == 0 ? IPC_DONE : IPC_TROUBLE;
}
