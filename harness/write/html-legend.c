/* html-legend.c - how to read the page.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"
#include "html-sections.h"

static void
put_verdicts (FILE *f)
{
  int v;

  fputs ("<h3>Verdicts</h3>\n<dl>\n", f);
  for (v = 0; v < IPC_VERDICTS; v++)
    {
      fputs ("<dt>", f);
      ipc_html_verdict (f, (enum ipc_verdict) v);
      ipc_html (f, "<dd>%s\n", ipc_verdict_meaning ((enum ipc_verdict) v));
    }
  fputs ("</dl>\n<p>A behaviour has the worst verdict of its native builds, "
         "in the order of this list; fallbacks do not change it. Counts are "
         "of behaviours.\n", f);
}

static void
put_builds (FILE *f)
{
  int i;

  fputs ("<h3>Builds</h3>\n<dl>\n", f);
  for (i = 0; i < IPC_BUILDS; i++)
    ipc_html (f, "<dt>%s<dd>%s\n", ipc_build_name ((enum ipc_build) i),
              ipc_build_meaning ((enum ipc_build) i));
  fputs ("</dl>\n", f);
}

void
ipc_html_legend (const struct ipc_model *m, FILE *f)
{
  (void) m;
  fputs ("<section id=legend>\n<h2>How to read this</h2>\n", f);
  put_verdicts (f);
  fputs ("<h3>Sources</h3>\n<p>perlipc or POSIX alone: it says so, or "
         "requires it; <q>near</q>: it follows; <q>may</q>: it leaves that "
         "open. A suite's head has what most of its rows share. A probe "
         "alone: it answers yes; a manual alone: it says what was seen. A "
         "fallback is proven where its row says nothing else.\n"
         "<h3>Levels</h3>\n<dl>\n"
         "<dt>REQUIRED<dd>the text says that it holds: one outcome; so does "
         "a row that names no level\n"
         "<dt>VARIES<dd>the text says that platforms differ: the value is "
         "the result, and none is good or bad\n"
         "<dt>HAZARD<dd>the text warns of it: <samp>shown</samp> if the "
         "failure happened here while the defended form survived\n</dl>\n",
         f);
  put_builds (f);
  fputs ("<div class=keys>\n<h3>Keys</h3>\n<p><label><input type=checkbox "
         "id=keys checked> Single keys do something</label>\n<dl>\n"
         "<dt><kbd>/</kbd><dd>find; <kbd>Esc</kbd> leaves it\n"
         "<dt><kbd>j</kbd> <kbd>k</kbd><dd>next, previous behaviour\n"
         "<dt><kbd>n</kbd> <kbd>p</kbd><dd>next, previous that deviates, is "
         "absent, or whose fallback fails\n"
         "</dl>\n<p>The address keeps the filter: <code>#?v=deviates&amp;"
         "s=fifos&amp;q=eagain</code>; with an id before it, "
         "<code>#fifos.persist?v=deviates</code>, that row is shown in any "
         "case.\n</div>\n</section>\n", f);
}
