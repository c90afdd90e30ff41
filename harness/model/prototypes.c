/* prototypes.c - the functions of each fallback, as its header has them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "prototypes.h"

#include <stddef.h>

const struct ipc_prototype ipc_prototypes[] =
{
#include "model/prototypes-list.h"
  { NULL, NULL, NULL }
};
