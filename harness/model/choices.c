/* choices.c - what a product chose where the texts leave it open.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "choices.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_VALUES = 24, TEXT = 1000 };

/* A value, and who chose it.  */
struct voice
{
  const char *value;
  int votes;
};

struct tally
{
  struct voice voice[MOST_VALUES];
  int values;
};

/* What M shows in the row of ID, or NULL.  */
static const char *
shown (const struct ipc_model *m, const char *id)
{
  const struct ipc_row *r = ipc_model_row (m, id);

  return r == NULL || !r->result[IPC_EXTENDED_BUILD].present ? NULL
         : r->result[IPC_EXTENDED_BUILD].observed;
}

/* Whether A and B have one voice between them.  */
static int
same_voice (const struct ipc_model *a, const struct ipc_model *b)
{
  return strcmp (a->product.os, b->product.os) == 0
         && strcmp (a->product.libc, b->product.libc) == 0
         && strcmp (a->product.environment, b->product.environment) == 0;
}

/* Whether one of the models before OTHERS[I] that speak with its voice chose
   VALUE in the row of ID.  */
static int
has_voted (struct ipc_model *const *others, size_t i, const char *id,
           const char *value)
{
  const char *other;
  size_t k;

  for (k = 0; k < i; k++)
    if (same_voice (others[k], others[i])
        && (other = shown (others[k], id)) != NULL
        && strcmp (other, value) == 0)
      return 1;
  return 0;
}

static void
vote (struct tally *t, const char *value)
{
  int i;

  for (i = 0; i < t->values; i++)
    if (strcmp (t->voice[i].value, value) == 0)
      break;
  if (i == MOST_VALUES)
    return;
  if (i == t->values)
    {
      t->voice[t->values].votes = 0;
      t->voice[t->values++].value = value;
    }
  t->voice[i].votes++;
}

/* What most have, and if as many have OWN, OWN.  */
static const struct voice *
winner (const struct tally *t, const char *own)
{
  const struct voice *best = NULL, *v;

  for (v = t->voice; v < t->voice + t->values; v++)
    if (best == NULL || v->votes > best->votes
        || (v->votes == best->votes && strcmp (v->value, own) == 0))
      best = v;
  return best;
}

static void
add (char *buf, const char *format, ...)
{
  size_t n = strlen (buf);
  va_list args;

  va_start (args, format);
  vsnprintf (buf + n, TEXT - n, format, args);
  va_end (args);
}

/* Add the systems other than M's whose manuals say another thing of ID than
   OWN, "STOP (FreeBSD, OSF1 by their manuals)".  */
static void
add_manuals (const struct ipc_model *m, const char *id, const char *own,
             char *buf)
{
  const struct ipc_manual *a, *b;

  for (a = ipc_manuals; a->os != NULL; a++)
    {
      if (strcmp (a->id, id) != 0 || strcmp (a->value, own) == 0
          || strcmp (a->os, m->product.os) == 0)
        continue;
      for (b = ipc_manuals; b < a; b++)
        if (strcmp (b->id, id) == 0 && strcmp (b->value, a->value) == 0)
          break;
      if (b < a)
        continue;
      add (buf, "%s%s (", *buf == '\0' ? "" : "; ", a->value);
      for (b = a; b->os != NULL; b++)
        if (strcmp (b->id, id) == 0 && strcmp (b->value, a->value) == 0)
          add (buf, "%s%s", b == a ? "" : ", ", b->os);
      add (buf, ", documented)");
    }
}

/* The values other than OWN, and how many of VOICES have each.  */
static void
add_others (const struct tally *t, const char *own, int voices, char *buf)
{
  const struct voice *v;

  for (v = t->voice; v < t->voice + t->values; v++)
    if (strcmp (v->value, own) != 0)
      add (buf, "%s%s (%d of %d)", *buf == '\0' ? "" : "; ", v->value,
           v->votes, voices);
}

static void
choose (struct ipc_model *m, const struct ipc_row *r, const char *own,
        struct ipc_model *const *others, size_t n, int manuals)
{
  struct tally t = { .values = 0 };
  struct ipc_choice *c = &m->choice[m->choices];
  const struct voice *best;
  const char *value;
  char buf[TEXT] = "";
  size_t i, observed;

  c->voices = 0;
  for (i = 0; i < n; i++)
    if ((value = shown (others[i], r->b->id)) != NULL
        && !has_voted (others, i, r->b->id, value))
      {
        c->voices++;
        vote (&t, value);
      }
  best = winner (&t, own);
  add_others (&t, own, c->voices, buf);
  observed = strlen (buf);
  if (manuals)
    add_manuals (m, r->b->id, own, buf);
  c->documented = buf[observed] != '\0';
  m->compared += best != NULL;
  if (*buf == '\0')
    return;
  c->row = r;
  c->own = own;
  c->usual = best == NULL ? own : ipc_copy (&m->memory, best->value);
  c->votes = best == NULL ? 0 : best->votes;
  c->others = ipc_copy (&m->memory, buf);
  m->choices++;
}

static void
choose_all (struct ipc_model *m, struct ipc_model *const *others, size_t n,
            int manuals)
{
  size_t i;
  const char *own;

  m->choice = ipc_take (&m->memory, (m->rows + 1) * sizeof *m->choice);
  m->choices = 0;
  for (i = 0; i < m->rows; i++)
    if (m->row[i].b->level == IPC_VARIES && m->row[i].verdict == IPC_HOLDS
        && (own = shown (m, m->row[i].b->id)) != NULL)
      choose (m, &m->row[i], own, others, n, manuals);
}

void
ipc_find_choices (struct ipc_model *m, struct ipc_model *const *others,
                  size_t n)
{
  struct ipc_model **real = ipc_take (&m->memory, (n + 1) * sizeof *real);
  char name[100];
  size_t i, k = 0;

  for (i = 0; i < n; i++)
    if (strcmp (others[i]->product.evidence, "real") == 0)
      real[k++] = others[i];
  snprintf (name, sizeof name, "most of %d known reports", (int) k);
  m->reference = ipc_copy (&m->memory, name);
  choose_all (m, real, k, 1);
}

void
ipc_find_choices_against (struct ipc_model *m, struct ipc_model *other)
{
  m->reference = ipc_copy (&m->memory, other->product.key);
  choose_all (m, &other, 1, 0);
}

int
ipc_choice_is_rare (const struct ipc_choice *c)
{
  return strcmp (c->own, c->usual) != 0;
}

int
ipc_choice_is_lone (const struct ipc_choice *c)
{
  return !ipc_choice_is_rare (c) && c->voices > 2
         && c->voices - c->votes == 1 && !c->documented;
}

int
ipc_rare_choices (const struct ipc_model *m)
{
  size_t i;
  int n = 0;

  for (i = 0; i < m->choices; i++)
    n += ipc_choice_is_rare (&m->choice[i]);
  return n;
}
