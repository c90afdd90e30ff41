/* badge.c - a report's counts as a small picture.
   SPDX-License-Identifier: BSD-2-Clause

   Counts and what they are out of, no percentage and no colour of praise:
   how many rows the catalogue has says nothing of a platform's worth.  */

#include <config.h>

#include "badge.h"

#include <string.h>

#include "html-parts.h"
#include "model/evidence.h"

enum { TEXT = 800, PAD = 6, HEIGHT = 20 };

/* About how wide TEXT is; the picture says so, and a viewer with another font
   keeps to it.  */
static int
width (const char *text)
{
  int n = 0;

  for (; *text != '\0'; text++)
    n += strchr ("iljt.,:;'|!()[] ", *text) != NULL ? 4
         : strchr ("mwMW@", *text) != NULL ? 10 : 7;
  return n;
}

/* One half: a box from X on, and TEXT in it.  */
static void
put_half (FILE *f, int x, const char *back, const char *text)
{
  int wide = width (text);

  ipc_html (f, "<rect x=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
            "<text x=\"%d\" y=\"14\" textLength=\"%d\" "
            "lengthAdjust=\"spacingAndGlyphs\">%s</text>\n", x,
            wide + 2 * PAD, HEIGHT, back, x + PAD, wide, text);
}

int
ipc_write_badge (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;
  struct ipc_arena memory = { NULL };
  const char *name = ipc_product_name (&memory, &m->product);
  enum ipc_evidence e = ipc_product_evidence (&m->product);
  int left = width ("ipcompat") + 2 * PAD;
  char text[TEXT], kind[40] = "";

  if (e != IPC_REAL)
    snprintf (kind, sizeof kind, " (%s)", ipc_evidence_name (e));
  snprintf (text, sizeof text, "%s%s: %d deviate, %d absent of %d%s", name,
            kind, s->rows[IPC_DEVIATES], s->rows[IPC_ABSENT], s->exercised,
            m->asked != NULL || m->cut != NULL ? ", not a whole run" : "");
  ipc_html (f, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" role=\"img\" aria-label=\"ipcompat: %s\">\n"
            "<title>ipcompat, %s: %s; revision %s, %s</title>\n"
            "<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\""
            " font-size=\"11\">\n", left + width (text) + 2 * PAD, HEIGHT,
            text, m->product.key, text, m->revision, m->run.started);
  put_half (f, 0, "#3d3d3d", "ipcompat");
  put_half (f, left, "#0b3d66", text);
  fputs ("</g>\n</svg>\n", f);
  ipc_free_arena (&memory);
  return ferror (f) ? -1 : 0;
}
