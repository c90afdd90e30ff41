/* changes.c - what changed between two reports, in Markdown and for GitHub.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "changes.h"

#include <string.h>

#include "markdown-line.h"
#include "model/words.h"

enum { SIDE = 2000 };

static void
put_head (struct ipc_page *p, const struct ipc_changes *c)
{
  char line[700], plain[IPC_MD_TEXT];
  const struct ipc_model *m[] = { c->old, c->new };
  int i;

  ipc_md_put (p, "## ipcompat: %s\n\n", c->products ? "two products compared"
              : "two runs compared");
  for (i = 0; i < 2; i++)
    ipc_md_put (p, "- %s: %s\n", c->products ? i == 0 ? "one" : "other"
                : i == 0 ? "old" : "new",
                ipc_md_plain (ipc_product_line (m[i], line, sizeof line),
                              plain, sizeof plain));
  ipc_md_put (p, "\n");
}

static void
put_counts (struct ipc_page *p, const struct ipc_changes *c)
{
  const char *comma = "";
  int kind;

  for (kind = 0; kind < IPC_CHANGE_KINDS; kind++)
    if (c->count[kind] > 0)
      {
        ipc_md_put (p, "%s%s: %d", comma,
                    ipc_change_name (c, (enum ipc_change_kind) kind),
                    c->count[kind]);
        comma = ", ";
      }
  ipc_md_put (p, "%s\n\n", *comma == '\0' ? "nothing to compare" : "");
}

int
ipc_write_changes_markdown (const struct ipc_changes *c, FILE *f)
{
  struct ipc_page p = { f, 0, 0 };
  char old[SIDE], new[SIDE], a[IPC_MD_TEXT], b[IPC_MD_TEXT];
  int kind;
  size_t i;

  put_head (&p, c);
  put_counts (&p, c);
  if (c->n > 0)
    ipc_md_put (&p, "| what | behaviour | build | %s | %s |\n"
                "| --- | --- | --- | --- | --- |\n",
                c->products ? "one" : "old", c->products ? "other" : "new");
  for (kind = 0; kind < IPC_SAME; kind++)
    for (i = 0; i < c->n; i++)
      if ((int) c->change[i].kind == kind)
        ipc_md_row (&p, "| %s | `%s` | %s | %s | %s |\n",
                    ipc_change_name (c, c->change[i].kind),
                    c->change[i].row->b->id,
                    ipc_build_name (c->change[i].build),
                    ipc_md_plain (ipc_change_side (c->change[i].old, old,
                                                   sizeof old), a, sizeof a),
                    ipc_md_plain (ipc_change_new (&c->change[i], new,
                                                  sizeof new), b, sizeof b));
  ipc_md_end (&p);
  return ferror (f) ? -1 : 0;
}

/* TEXT is printable: of what a command's message ends at, just % is left.  */
static void
put_message (FILE *f, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == '%')
      fputs ("%25", f);
    else
      putc (*text, f);
}

int
ipc_write_changes_github (const struct ipc_changes *c, FILE *f)
{
  char side[SIDE];
  size_t i;

  for (i = 0; i < c->n; i++)
    {
      const struct ipc_change *change = &c->change[i];

      fprintf (f, "::%s title=ipcompat %s::",
               ipc_change_fails (c, change) ? "error" : "notice",
               ipc_change_name (c, change->kind));
      fprintf (f, "%s (%s): ", change->row->b->id,
               ipc_build_name (change->build));
      put_message (f, ipc_change_side (change->old, side, sizeof side));
      fputs (c->products ? "; the other " : " -> ", f);
      put_message (f, ipc_change_new (change, side, sizeof side));
      putc ('\n', f);
    }
  return ferror (f) ? -1 : 0;
}
