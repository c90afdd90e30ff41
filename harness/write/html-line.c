/* html-line.c - the head of a matrix's line: what else there is to say of it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-line.h"
#include "html-parts.h"
#include "html-sections.h"

/* How much all claims of L have in common, up to a space: what the line is
   about.  */
static size_t
common (const struct line *l, int columns, const char **claim)
{
  size_t n = 0, k;
  int i;

  *claim = NULL;
  for (i = 0; i < columns; i++)
    if (l->cell[i] != NULL && *claim == NULL)
      {
        *claim = l->cell[i]->b->claim;
        n = strlen (*claim);
      }
    else if (l->cell[i] != NULL)
      {
        for (k = 0; k < n && l->cell[i]->b->claim[k] == (*claim)[k]; k++)
          continue;
        n = k;
      }
  while (n > 0 && (*claim)[n] != '\0' && (*claim)[n - 1] != ' ')
    n--;
  return n;
}

static void
put_text (FILE *f, const char *text, size_t size)
{
  for (; size > 0; size--)
    ipc_html_char (f, *text++);
}

static int
same_fallbacks (const struct ipc_behaviour *a, const struct ipc_behaviour *b)
{
  size_t i;

  for (i = 0; a->fallbacks[i] != NULL && b->fallbacks[i] != NULL; i++)
    if (strcmp (a->fallbacks[i], b->fallbacks[i]) != 0)
      return 0;
  return a->fallbacks[i] == b->fallbacks[i];
}

/* The manual that agrees with all cells of L, or NULL.  */
static const char *
shared_manual (const struct matrix *x, const struct line *l)
{
  const char *page = NULL;
  int i;

  for (i = 0; i < x->columns; i++)
    if (l->cell[i] != NULL)
      {
        if (l->cell[i]->manual == NULL || l->cell[i]->manual_agrees != 1
            || (page != NULL && strcmp (page, l->cell[i]->manual->page) != 0))
          return NULL;
        page = l->cell[i]->manual->page;
      }
  return page;
}

/* What the cells of L have in common: MANUAL, unless it is NULL, and fallbacks,
   once what the cell before has, too.  */
static void
put_shared (FILE *f, const struct matrix *x, const struct line *l,
            const char *manual)
{
  const struct ipc_behaviour *before = NULL;
  const char *between = "<p>";
  int i;

  if (manual != NULL)
    {
      ipc_html (f, "<p>%s", manual);
      between = "; ";
    }
  for (i = 0; i < x->columns; i++)
    if (l->cell[i] != NULL && l->cell[i]->result[IPC_FALLBACK_BUILD].present
        && (before == NULL || !same_fallbacks (before, l->cell[i]->b)))
      {
        fputs (between, f);
        between = ", ";
        before = l->cell[i]->b;
        ipc_html_fallback_links (f, before);
      }
}

/* What there is to say of the cell R alone, of whose claim CLAIM is left.  */
static void
put_cell_facts (FILE *f, const struct matrix *x, const struct ipc_row *r,
                int column, const char *claim, int without_manual)
{
  struct ipc_row own = *r;
  size_t length = strlen (claim), ending = strlen (x->ending[column]);
  const char *before = "";

  if (without_manual)
    own.manual = NULL;
  ipc_html (f, "<p>%s: ", x->column[column]->ending + 1);
  if (length > ending)
    {
      put_text (f, claim, length - ending);
      before = "; ";
    }
  if ((r->b->level == IPC_VARIES || r->verdict != IPC_HOLDS)
      && r->result[0].observed != NULL)
    {
      ipc_html (f, "%shere %s", before, r->result[0].observed);
      before = "; ";
    }
  ipc_html_facts (f, &own, x->usual, before);
}

void
ipc_html_line_head (FILE *f, const struct matrix *x, const struct line *l,
                    const char *name, size_t size)
{
  const char *claim, *manual = shared_manual (x, l);
  size_t n = common (l, x->columns, &claim);
  int i;

  fputs ("<tr><th><details><summary>", f);
  if (n > 1)
    put_text (f, claim, n - (claim[n - 1] == ' '));
  else
    put_text (f, name, size);
  fputs ("</summary>", f);
  for (i = 0; i < x->columns; i++)
    if (l->cell[i] != NULL)
      put_cell_facts (f, x, l->cell[i], i, l->cell[i]->b->claim + n,
                      manual != NULL);
  put_shared (f, x, l, manual);
  fputs ("</details>", f);
}
