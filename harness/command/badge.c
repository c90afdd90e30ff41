/* badge.c - ipcompat badge: a report's counts as a small picture.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "write/badge.h"

#include <getopt.h>

#include "base/output.h"
#include "command.h"

static const char usage[] =
"Usage: ipcompat badge [OPTION]... REPORT\n"
"Write the counts of REPORT, a report.json or a store, as an SVG for a web\n"
"page: how many behaviours deviate or are absent, of those exercised.\n\n"
"  --output=FILE   write to FILE, which is replaced when complete\n"
"  --help          this text\n";

enum { OUTPUT = 256, HELP };

static const struct option long_options[] =
{
  { "output", required_argument, NULL, OUTPUT },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

int
ipc_badge_main (int argc, char **argv)
{
  const char *output = NULL;
  struct ipc_output out;
  struct ipc_model *m;
  int c, result = IPC_TROUBLE;

  while ((c = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (c == OUTPUT)
      output = optarg;
    else
      return ipc_usage ("badge");
  if (argc - optind != 1)
    {
      ipc_error ("badge: one REPORT is wanted");
      return ipc_usage ("badge");
    }
  m = ipc_load (argv + optind, 1);
  if (m != NULL && ipc_output_open (&out, output) == 0
      && ipc_output_close (&out, ipc_write_badge (m, out.stream)) == 0)
    result = IPC_DONE;
  ipc_model_free (m);
  return result;
}
