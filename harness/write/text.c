/* text.c - the report for a terminal.
   SPDX-License-Identifier: BSD-2-Clause

   What went wrong comes first, with its evidence; the numbers come last,
   where the eye is when the screen has scrolled.  */

#include <config.h>

#include <string.h>

#include "text-line.h"
#include "text-sections.h"

static void
numbers (const struct ipc_text *t)
{
  const struct ipc_summary *s = &t->m->summary;

  ipc_text_line (t, "%d behaviours: %d hold, %d deviate, %d absent,"
                 " %d not exercised,", s->behaviours, s->rows[IPC_HOLDS],
                 s->rows[IPC_DEVIATES], s->rows[IPC_ABSENT],
                 s->rows[IPC_NOT_EXERCISED]);
  ipc_text_line (t, "  %d no evidence, %d not testable; probes: %d yes,"
                 " %d no, %d unknown; %.1f s", s->rows[IPC_NO_EVIDENCE],
                 s->rows[IPC_NOT_TESTABLE], s->answers[1], s->answers[0],
                 s->answers[2], t->m->run.seconds);
  if (t->m->asked != NULL)
    ipc_text_line (t, "  a partial run, of %s", t->m->asked);
  if (t->m->cut != NULL)
    ipc_text_line (t, "  a run that was cut: %s", t->m->cut);
  if (s->unknown != 0)
    ipc_text_line (t, "  %d not in this catalogue", s->unknown);
}

/* How much R needs looking into; 0 not at all.  */
static int
urgency (const struct ipc_row *r)
{
  const struct ipc_result *fb = &r->result[IPC_FALLBACK_BUILD];

  return r->verdict == IPC_DEVIATES ? 5 : r->verdict == IPC_ABSENT ? 4
         : fb->present && fb->verdict == IPC_FAILS ? 3
         : r->agrees == 0 ? 2 : r->verdict == IPC_NO_EVIDENCE;
}

/* The next command to type, for what is most in need of it.  */
static void
next (const struct ipc_text *t)
{
  const struct ipc_row *worst = NULL;
  size_t i;

  for (i = 0; i < t->m->rows; i++)
    if (urgency (&t->m->row[i]) > (worst == NULL ? 0 : urgency (worst)))
      worst = &t->m->row[i];
  /* Whole, however wide: it is there to be pasted.  */
  if (worst != NULL)
    fprintf (t->f, "next: %s explain %s\n", t->o->command, worst->b->id);
  else
    ipc_text_line (t, "nothing needs looking into");
}

static void
widths (struct ipc_text *t)
{
  size_t i, n;

  for (i = 0; i < t->m->rows; i++)
    {
      const struct ipc_row *r = &t->m->row[i];

      n = strlen (r->b->id);
      if ((r->verdict == IPC_DEVIATES || r->verdict == IPC_ABSENT
           || ipc_builds_differ (r)) && (int) n > t->id_width)
        t->id_width = (int) n;
    }
}

static void
sections (const struct ipc_text *t)
{
  const struct ipc_summary *s = &t->m->summary;
  char product[700];

  ipc_text_line (t, "ipcompat %s %s   %s", t->m->version, t->m->revision,
                 ipc_product_line (t->m, product, sizeof product));
  ipc_text_line (t, "%s", "");
  ipc_text_findings (t);
  ipc_text_fallbacks (t);
  ipc_text_disagreements (t);
  ipc_text_reasons (t, IPC_NOT_EXERCISED, "NOT EXERCISED");
  ipc_text_reasons (t, IPC_NO_EVIDENCE, "NO EVIDENCE");
  ipc_text_differ (t);
  ipc_text_choices (t);
  if (s->hazards > 0 && t->o->only == 0)
    ipc_text_line (t, "HAZARD  %d shown, %d not shown, of %d (a hazard that"
                   " shows is not a deviation)", s->shown, s->not_shown,
                   s->hazards);
  ipc_text_not_testable (t);
  ipc_text_unknown (t);
  ipc_text_holding (t);
  ipc_text_line (t, "%s", "");
}

int
ipc_write_text (const struct ipc_model *m, FILE *f,
                const struct ipc_text_options *o)
{
  struct ipc_text t = { m, f, o, 20 };

  widths (&t);
  if (o->verbose >= 0)
    sections (&t);
  numbers (&t);
  next (&t);
  return ferror (f) ? -1 : 0;
}
