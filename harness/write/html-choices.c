/* html-choices.c - what this platform chose where the texts leave it open.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"
#include "html-sections.h"
#include "model/choices.h"

static void
put_head (FILE *f, const char *last)
{
  ipc_html (f, "<table>\n<thead><tr><th scope=col>behaviour"
            "<th scope=col>here<th scope=col>%s\n<tbody>\n", last);
}

static void
put_own (FILE *f, const struct ipc_choice *c)
{
  fputs ("<tr><th>", f);
  ipc_html_link (f, c->row->b);
  if (ipc_choice_is_rare (c))
    ipc_html (f, "<br><small>%s</small>", c->row->b->claim);
  ipc_html (f, "<td><samp>%s</samp><td>", c->own);
}

static void
put_rare (const struct ipc_model *m, FILE *f)
{
  const struct ipc_choice *c;

  put_head (f, "usual");
  for (c = m->choice; c < m->choice + m->choices; c++)
    if (ipc_choice_is_rare (c))
      {
        put_own (f, c);
        ipc_html (f, "<samp>%s</samp>", c->usual);
        if (c->voices > 1)
          ipc_html (f, " (%d of %d)", c->votes, c->voices);
        putc ('\n', f);
      }
  fputs ("</table>\n", f);
}

/* Where this platform is like most, but not like all.  That one other is odd
   tells of that one, and the page of all of them does.  */
static void
put_others (const struct ipc_model *m, FILE *f, int n)
{
  const struct ipc_choice *c;
  int lone = 0;

  for (c = m->choice; c < m->choice + m->choices; c++)
    lone += ipc_choice_is_lone (c);
  if (lone > 0)
    ipc_html (f, "<p>On %d more just one of them differs, as "
              "<kbd>make matrix</kbd> shows.\n", lone);
  if (n == lone)
    return;
  ipc_html (f, "<details><summary>%d more on which others are known to "
            "differ</summary>\n", n - lone);
  put_head (f, "others");
  for (c = m->choice; c < m->choice + m->choices; c++)
    if (!ipc_choice_is_rare (c) && !ipc_choice_is_lone (c))
      {
        put_own (f, c);
        ipc_html (f, "%s\n", c->others);
      }
  fputs ("</table></details>\n", f);
}

void
ipc_html_choices (const struct ipc_model *m, FILE *f)
{
  int rare = ipc_rare_choices (m), rest = (int) m->choices - rare;

  if (m->reference == NULL)
    return;
  ipc_html (f, "<section id=choices>\n<h2>This platform chose</h2>\n"
            "<p>Of %d behaviours that the texts leave open, %d differ from "
            "%s. A choice is neither good nor bad.\n", m->compared, rare,
            m->reference);
  if (rare > 0)
    put_rare (m, f);
  if (rest > 0)
    put_others (m, f, rest);
  fputs ("</section>\n", f);
}
