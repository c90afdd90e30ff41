/* asked.c - what a partial run was asked for.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "asked.h"

#include <string.h>

const char ipc_not_asked[] = "not asked for";

/* Whether the SIZE bytes at WORD are TEXT.  */
static int
is_text (const char *word, size_t size, const char *text)
{
  return strlen (text) == size && memcmp (word, text, size) == 0;
}

/* Whether the list "extended,strict" of SIZE bytes at LIST has NAME.  */
static int
lists (const char *list, size_t size, const char *name)
{
  size_t n, i;

  for (i = 0; i < size; i += n + 1)
    {
      n = strcspn (list + i, ", ");
      if (i + n > size)
        n = size - i;
      if (is_text (list + i, n, name))
        return 1;
    }
  return 0;
}

/* Whether WORD, of SIZE bytes, is ID or the suite of ID.  */
static int
names (const char *word, size_t size, const char *id)
{
  return is_text (word, size, id)
         || (strncmp (word, id, size) == 0 && id[size] == '.');
}

int
ipc_asked (const struct ipc_model *m, const char *id, enum ipc_build build)
{
  static const char option[] = "--build=";
  const char *word = m->asked;
  size_t skip = strlen (option), n;
  int named = 0, words = 0;

  for (; word != NULL && *word != '\0'; word += n + (word[n] == ' '))
    {
      n = strcspn (word, " ");
      if (n > skip && memcmp (word, option, skip) == 0)
        {
          if (!lists (word + skip, n - skip, ipc_build_name (build)))
            return 0;
        }
      else
        {
          words++;
          named |= names (word, n, id);
        }
    }
  return words == 0 || named;
}

/* Keep of ROW what was asked for.  Returns whether that is anything.  */
static int
keep (const struct ipc_model *m, struct ipc_row *row)
{
  int i, any = 0;

  for (i = 0; i < IPC_BUILDS; i++)
    if (!ipc_asked (m, row->b->id, (enum ipc_build) i))
      row->result[i].present = 0;
    else
      any |= row->result[i].present;
  /* Every row has an extended build: it says so.  */
  if (any && !row->result[0].present)
    {
      row->result[0].present = 1;
      row->result[0].reason = ipc_not_asked;
    }
  return any;
}

void
ipc_keep_asked (struct ipc_model *m)
{
  size_t i, n = 0;

  if (m->asked == NULL)
    return;
  for (i = 0; i < m->rows; i++)
    if (keep (m, &m->row[i]))
      m->row[n++] = m->row[i];
  m->rows = n;
}
