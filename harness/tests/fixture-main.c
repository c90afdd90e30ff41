/* fixture-main.c - ipcompat over the tests' own small catalogue.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "command/command.h"

int
main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "report") == 0)
    return ipc_report_main (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "list") == 0)
    return ipc_list_main (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "explain") == 0)
    return ipc_explain_main (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "compare") == 0)
    return ipc_compare_main (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "matrix") == 0)
    return ipc_matrix_main (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "identify") == 0)
    return ipc_identify_main (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "badge") == 0)
    return ipc_badge_main (argc - 1, argv + 1);
  return ipc_usage (NULL);
}
