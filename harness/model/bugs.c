/* bugs.c - findings that somebody has reported elsewhere.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "bugs.h"

#include <stdio.h>
#include <string.h>

/* Whether F tells versions of one thing, not one thing from another.  */
static int
is_version (const struct ipc_fact *f)
{
  size_t n = strlen (f->name);

  return (n > 8 && strcmp (f->name + n - 8, "_version") == 0)
         || strcmp (f->name, "compiler") == 0
         || strcmp (f->name, "kernel") == 0;
}

/* How much of TEXT, "qemu-user-7.2", is the name.  */
static size_t
name_size (const char *text)
{
  const char *p;

  for (p = strchr (text, '-'); p != NULL; p = strchr (p + 1, '-'))
    if (p[1] >= '0' && p[1] <= '9')
      return (size_t) (p - text);
  return strlen (text);
}

int
ipc_names_version (const struct ipc_fact *f, const char *text)
{
  return is_version (f) || (strcmp (f->name, "environment") == 0
                            && text[name_size (text)] != '\0');
}

static int
is_letter_or_digit (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
         || (c >= 'A' && c <= 'Z');
}

/* Whether HAVE is one of WANT, "this, or that".  Of a version the first parts
   are enough: "6.1" is "6.1.4", and not "6.18".  */
static int
is_one_of (const char *want, const char *have, int version)
{
  size_t n;

  for (;; want += n + strspn (want + n, ", "))
    {
      n = strcspn (want, ",");
      if (n == 0)
        return 0;
      if (strncmp (want, have, n) == 0
          && (have[n] == '\0' || (version && !is_letter_or_digit (have[n]))))
        return 1;
    }
}

/* Add "NAME TEXT" to the list in BUF.  */
static void
add (char *buf, size_t size, const char *name, const char *text)
{
  size_t n = strlen (buf);

  snprintf (buf + n, size - n, "%s%s %s", n == 0 ? "" : ", ", name, text);
}

/* Whether B is about P; if only in another version, HELD and HERE, of SIZE
   bytes each, say in which, and which this is.  */
static int
is_about (const struct ipc_bug *b, const struct ipc_product *p, char *held,
          char *here, size_t size)
{
  const struct ipc_fact *f;

  for (f = ipc_facts; f->name != NULL; f++)
    {
      const char *want = b->fact[f - ipc_facts], *have;
      char number[IPC_FACT_SIZE];

      if (want == NULL)
        continue;
      have = ipc_fact_text (p, f, number);
      if (have == NULL)
        have = "unknown";
      if (is_one_of (want, have, is_version (f)))
        continue;
      if (!is_version (f)
          && (!ipc_names_version (f, want)
              || name_size (want) != name_size (have)
              || memcmp (want, have, name_size (want)) != 0))
        return 0;
      add (held, size, f->name, want);
      add (here, size, f->name, have);
    }
  return 1;
}

void
ipc_note_bugs (struct ipc_model *m, const struct ipc_bug *list)
{
  struct ipc_row_bug **end, *new;
  struct ipc_row *r;

  for (; list != NULL; list = list->next)
    {
      char held[400] = "", here[400] = "";

      r = ipc_model_row (m, list->id);
      if (r == NULL || !is_about (list, &m->product, held, here, sizeof held))
        continue;
      new = ipc_take (&m->memory, sizeof *new);
      new->value = list->value;
      new->link = list->link;
      new->note = list->note;
      new->held = *held == '\0' ? NULL : ipc_copy (&m->memory, held);
      new->here = *here == '\0' ? NULL : ipc_copy (&m->memory, here);
      for (end = &r->bug; *end != NULL; end = &(*end)->next)
        continue;
      *end = new;
    }
}

const struct ipc_row_bug *
ipc_bug_of (const struct ipc_row *r, const struct ipc_result *e)
{
  const struct ipc_row_bug *b, *best = NULL;

  if (e->observed != NULL)
    for (b = r->bug; b != NULL; b = b->next)
      if (strcmp (b->value, e->observed) == 0
          && (best == NULL || (best->here != NULL && b->here == NULL)))
        best = b;
  return best;
}

const struct ipc_row_bug *
ipc_bug_shown (const struct ipc_row *r)
{
  const struct ipc_row_bug *b = NULL;
  int i;

  for (i = 0; i < IPC_BUILDS && b == NULL; i++)
    b = ipc_bug_of (r, &r->result[i]);
  return b;
}

char *
ipc_bug_text (const struct ipc_row_bug *b, char *buf, size_t size)
{
  int lapsed = b->here != NULL;

  snprintf (buf, size, "known as %s%s%s%s%s%s%s%s", b->link,
            lapsed ? " for " : "", lapsed ? b->held : "",
            lapsed ? "; this is " : "", lapsed ? b->here : "",
            b->note == NULL ? "" : " (", b->note == NULL ? "" : b->note,
            b->note == NULL ? "" : ")");
  return buf;
}

char *
ipc_bug_after (const struct ipc_row *r, const struct ipc_result *e,
               const char *before, char *buf, size_t size)
{
  const struct ipc_row_bug *b = ipc_bug_of (r, e);
  size_t n = strlen (before);

  buf[0] = '\0';
  if (b == NULL || n >= size)
    return buf;
  memcpy (buf, before, n);
  ipc_bug_text (b, buf + n, size - n);
  return buf;
}

int
ipc_is_address (const char *link)
{
  return strncmp (link, "https://", 8) == 0
         || strncmp (link, "http://", 7) == 0;
}

char *
ipc_bug_products (const struct ipc_bug *b, char *buf, size_t size)
{
  const struct ipc_fact *f;

  buf[0] = '\0';
  for (f = ipc_facts; f->name != NULL; f++)
    if (b->fact[f - ipc_facts] != NULL)
      add (buf, size, f->name, b->fact[f - ipc_facts]);
  return buf;
}
