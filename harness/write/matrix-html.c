/* matrix-html.c - many products as one page that needs neither network nor
   script.
   SPDX-License-Identifier: BSD-2-Clause

   First the rows on which products differ, as a table; then every row, a fold
   with all its evidence, in its suite's fold.  End tags that HTML lets one
   omit are omitted.  */

#include <config.h>

#include "html-embed.h"
#include "html-parts.h"
#include "matrix-sections.h"
#include "matrix.h"

#include "write/matrix-css.h"
#include "write/matrix-js.h"

static size_t
reports (const struct ipc_matrix *x)
{
  return x->columns - x->kinds[IPC_DOCUMENTED];
}

/* "20 products: 6 real, 9 emulated; what the manuals of 11 systems say".  */
static void
put_products (const struct ipc_matrix *x, FILE *f)
{
  const char *before = ": ";
  size_t i, merged = 0;
  int e;

  ipc_html (f, "<p>%d products", (int) reports (x));
  for (e = 0; e < IPC_DOCUMENTED; e++)
    if (x->kinds[e] > 0)
      {
        ipc_html (f, "%s%d %s", before, (int) x->kinds[e],
                  ipc_evidence_name ((enum ipc_evidence) e));
        before = ", ";
      }
  ipc_html (f, "; and what the manuals of %d systems say.",
            (int) x->kinds[IPC_DOCUMENTED]);
  for (i = 0; i < x->columns; i++)
    merged += x->column[i].alike == 0;
  if (merged > 0)
    ipc_html (f, " %d columns are the same as another one of their kind in "
              "every cell, and are shown with it.", (int) merged);
  putc ('\n', f);
}

/* One count of the headline; it leads to its rows, if they are on the table
   that follows.  */
static void
put_count (const struct ipc_matrix *x, FILE *f, enum ipc_agreement a)
{
  int count = (int) x->count[a];

  if (ipc_agreement_differs (a))
    ipc_html (f, "<li><a href=\"#%s\"><b>%d</b> %s</a>\n",
              ipc_agreement_name (a), count, ipc_agreement_meaning (a));
  else
    ipc_html (f, "<li><b>%d</b> %s\n", count, ipc_agreement_meaning (a));
}

static void
put_head (const struct ipc_matrix *x, FILE *f)
{
  int a;

  ipc_html_start (f, matrix_css, matrix_js);
  fputs ("ipcompat: what differs between Unix systems</title>\n<style>", f);
  ipc_html_lines (f, matrix_css);
  fputs ("</style>\n</head>\n<body>\n<header>\n"
         "<h1>ipcompat: what differs between Unix systems</h1>\n", f);
  put_products (x, f);
  ipc_html (f, "<p>%d behaviours:\n<ul class=\"counts\">\n", (int) x->rows);
  for (a = 0; a < IPC_AGREEMENTS; a++)
    if (x->count[a] > 0)
      put_count (x, f, (enum ipc_agreement) a);
  fputs ("</ul>\n<nav aria-label=\"Page\">\n"
         "<a href=\"#differences\">Differences</a>\n"
         "<a href=\"#suites\">All rows</a>\n"
         "<a href=\"#products\">Products</a>\n"
         "<a href=\"#legend\">How to read this</a>\n"
         "<span>The same as <a href=\"matrix.json\">JSON</a>,\n"
         "<a href=\"matrix.csv\">CSV</a>,\n"
         "<a href=\"matrix.md\">Markdown</a></span>\n</nav>\n</header>\n", f);
}

int
ipc_write_matrix_html (const struct ipc_matrix *x, FILE *f)
{
  struct ipc_arena memory = { NULL };
  struct ipc_matrix_page page = { .x = x, .f = f };

  ipc_groups_start (&page.groups, &memory, x);
  put_head (x, f);
  fputs ("<main>\n", f);
  ipc_matrix_filter (&page);
  ipc_matrix_grid (&page);
  ipc_matrix_suites (&page);
  ipc_matrix_products (&page);
  ipc_matrix_legend (&page);
  fputs ("</main>\n<script>", f);
  ipc_html_lines (f, matrix_js);
  fputs ("</script>\n</body>\n</html>\n", f);
  ipc_free_arena (&memory);
  return ferror (f) ? -1 : 0;
}
