/* html.c - the report as one page that needs neither network nor script.
   SPDX-License-Identifier: BSD-2-Clause

   Every behaviour is one <details> with its id; findings come first and
   are never folded.  The script only adds the filter and the keys.  End
   tags that HTML lets one omit are omitted: a page has 900 rows.  */

#include <config.h>

#include "html-sections.h"
#include "write.h"

int
ipc_write_html (const struct ipc_model *m, FILE *f)
{
  ipc_html_head (m, f);
  ipc_html_header (m, f);
  fputs ("<main>\n", f);
  ipc_html_findings (m, f);
  ipc_html_choices (m, f);
  ipc_html_filter (m, f);
  ipc_html_suites (m, f);
  ipc_html_missing (m, f);
  ipc_html_fallbacks (m, f);
  ipc_html_probes (m, f);
  ipc_html_product (m, f);
  ipc_html_legend (m, f);
  fputs ("</main>\n", f);
  ipc_html_script (f);
  fputs ("</body>\n</html>\n", f);
  return ferror (f) ? -1 : 0;
}
