/* memory.c - memory that lives as long as what it is for.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "message.h"

struct ipc_block
{
  struct ipc_block *next;
  size_t used, size;
  /* What is allocated may be anything.  */
  union { double d; void *p; long l; } data[];
};

enum { BLOCK_SIZE = 64 * 1024, ALIGN = sizeof (double) > sizeof (void *)
                                        ? sizeof (double) : sizeof (void *) };

void *
ipc_alloc (size_t size)
{
  void *p = calloc (1, size > 0 ? size : 1);

  if (p == NULL)
    exit (ipc_error ("out of memory"));
  return p;
}

static struct ipc_block *
new_block (struct ipc_block *next, size_t size)
{
  struct ipc_block *b = ipc_alloc (sizeof *b + size);

  b->next = next;
  b->size = size;
  return b;
}

void *
ipc_take (struct ipc_arena *a, size_t size)
{
  struct ipc_block *b = a->block;
  void *p;

  size = (size + ALIGN - 1) / ALIGN * ALIGN;
  if (b == NULL || b->size - b->used < size)
    {
      b = new_block (b, size > BLOCK_SIZE ? size : BLOCK_SIZE);
      a->block = b;
    }
  p = (char *) b->data + b->used;
  b->used += size;
  return p;
}

const char *
ipc_copy (struct ipc_arena *a, const char *text)
{
  size_t size = strlen (text) + 1;

  return memcpy (ipc_take (a, size), text, size);
}

const char *
ipc_join (struct ipc_arena *a, const char *one, const char *other)
{
  char *text = ipc_take (a, strlen (one) + strlen (other) + 1);

  return strcat (strcpy (text, one), other);
}

void
ipc_free_arena (struct ipc_arena *a)
{
  while (a->block != NULL)
    {
      struct ipc_block *b = a->block;

      a->block = b->next;
      free (b);
    }
}
