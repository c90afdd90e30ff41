/* signals.c - the cost of the fallbacks of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <stddef.h>

const struct ipc_bench ipc_bench_signals[] =
{
  { NULL, NULL, 0, NULL, NULL }
};
