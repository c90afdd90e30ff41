/* report.c - ipcompat report: stores in, one or all of the formats out.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <stdio.h>

#include "command.h"
#include "model.h"

int
ipc_report_main (int argc, char **argv)
{
  struct ipc_model *m = ipc_join_stores (argv + 1, argc - 1);
  struct ipc_output o;
  int result;

  if (m == NULL)
    return IPC_TROUBLE;
  if (ipc_output_open (&o, NULL) != 0)
    return IPC_TROUBLE;
  result = ipc_output_close (&o, ipc_write_json (m, o.stream));
  ipc_model_free (m);
  return result == 0 ? IPC_DONE : IPC_TROUBLE;
}
