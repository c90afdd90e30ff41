/* processes.c - the cost of the fallbacks of processes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <stddef.h>

const struct ipc_bench ipc_bench_processes[] =
{
  { NULL, NULL, 0, NULL, NULL }
};
