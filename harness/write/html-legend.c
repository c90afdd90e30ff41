/* html-legend.c - how to read the page.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html.h"

static const struct { enum ipc_verdict v; const char *meaning; } verdicts[] =
{
  { IPC_DEVIATES, "showed a value that neither text knows" },
  { IPC_ABSENT, "the facility is not there" },
  { IPC_NO_EVIDENCE, "set-up broke, or the case ran out of time: nothing is "
                     "known" },
  { IPC_NOT_EXERCISED, "could not be tried here, for the reason given" },
  { IPC_HOLDS, "showed a documented value, which is given" },
  { IPC_NOT_TESTABLE, "a claim that no test can decide, for the reason "
                      "given" },
  { IPC_FAILS, "the fallback showed what no text knows" },
  { IPC_LIMITED, "the fallback fell short in exactly the declared way" },
  { IPC_PROVEN, "the fallback showed a documented value" }
};

static void
put_verdicts (FILE *f)
{
  size_t i;

  fputs ("<h3>Verdicts</h3>\n<dl>\n", f);
  for (i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
    {
      fputs ("<dt>", f);
      ipc_html_verdict (f, verdicts[i].v);
      ipc_html (f, "<dd>%s\n", verdicts[i].meaning);
    }
  fputs ("</dl>\n<p>A behaviour has the worst verdict of its native builds, "
         "in the order of this list; fallbacks do not change it. Counts are "
         "of behaviours.\n", f);
}

void
ipc_html_legend (const struct ipc_model *m, FILE *f)
{
  (void) m;
  fputs ("<section id=\"legend\">\n<h2>How to read this</h2>\n", f);
  put_verdicts (f);
  fputs ("<h3>Levels</h3>\n<dl>\n"
         "<dt>REQUIRED<dd>the text says that it holds: one outcome\n"
         "<dt>VARIES<dd>the text says that platforms differ: the value is "
         "the result, and none is good or bad\n"
         "<dt>HAZARD<dd>the text warns of it: <samp>shown</samp> if the "
         "failure happened here while the defended form survived\n</dl>\n"
         "<h3>Builds</h3>\n<dl>\n"
         "<dt>extended<dd>with all of the system's extensions declared\n"
         "<dt>strict<dd>with only what POSIX declares\n"
         "<dt>fallback<dd>the same cases over ipcompat's fallbacks\n</dl>\n"
         "<div class=\"keys\">\n<h3>Keys</h3>\n<dl>\n"
         "<dt><kbd>/</kbd><dd>find; <kbd>Esc</kbd> leaves it\n"
         "<dt><kbd>j</kbd> <kbd>k</kbd><dd>next, previous behaviour\n"
         "<dt><kbd>n</kbd> <kbd>p</kbd><dd>next, previous that deviates, is "
         "absent, or whose fallback fails\n"
         "</dl>\n<p>The address keeps the filter: <code>#?v=deviates&amp;"
         "s=fifos&amp;q=eagain</code>; with an id before it, "
         "<code>#fifos.persist?v=deviates</code>, that row is shown in any "
         "case.\n</div>\n</section>\n", f);
}
