/* memory.h - memory that lives as long as what it is for.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_MEMORY_H
#define IPC_MEMORY_H

#include <stddef.h>

/* SIZE zeroed bytes for the caller to free.  When memory runs out the
   program ends with status 2, here and everywhere.  */
void *ipc_alloc (size_t size);

/* What is taken from an arena lives until all of it is freed.  One of zeroes
   is empty.  */
struct ipc_arena
{
  struct ipc_block *block;
};

/* SIZE zeroed bytes, or a copy of TEXT.  */
void *ipc_take (struct ipc_arena *a, size_t size);
const char *ipc_copy (struct ipc_arena *a, const char *text);

/* ONE and OTHER after one another.  */
const char *ipc_join (struct ipc_arena *a, const char *one,
                      const char *other);

void ipc_free_arena (struct ipc_arena *a);

#endif
