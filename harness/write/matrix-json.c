/* matrix-json.c - many products as JSON.
   SPDX-License-Identifier: BSD-2-Clause

   ASCII, keys in a fixed order, a column or a row per line.  What a row's
   products showed stands once each, in "values"; "cells" has for each column
   the place there, null where the report has no such row or the manual is
   silent.  matrix.schema.json has its shape.  Details are in the reports.  */

#include <config.h>

#include <stdlib.h>

#include "json.h"
#include "matrix.h"
#include "model/matrix-groups.h"

/* Write VALUE, which is let go.  Returns whether that failed.  */
static int
put (FILE *f, json_t *value)
{
  char *text = value == NULL ? NULL
               : json_dumps (value, JSON_COMPACT | JSON_ENSURE_ASCII);

  json_decref (value);
  if (text == NULL)
    return 1;
  fputs (text, f);
  free (text);
  return 0;
}

static void
add_text (json_t *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

static void
add_count (json_t *object, const char *name, size_t n)
{
  json_object_set_new (object, name, json_integer ((json_int_t) n));
}

static json_t *
column (const struct ipc_matrix *x, const struct ipc_matrix_column *c)
{
  json_t *o = json_object ();

  add_text (o, "code", c->code);
  add_text (o, "key", c->key);
  add_text (o, "evidence", ipc_evidence_name (c->evidence));
  add_text (o, "name", c->name);
  if (c->m != NULL)
    {
      json_object_set_new (o, "product", ipc_json_product (c->m));
      add_text (o, "revision", c->m->revision);
      add_text (o, "started", c->m->run.started);
      add_text (o, "asked", c->m->asked);
      add_text (o, "cut", c->m->cut);
    }
  add_count (o, "rows", c->rows);
  if (c->alike == 0)
    add_text (o, "same_cells_as", x->column[c->shown_by].key);
  return o;
}

/* What one cell shows, per build.  */
static json_t *
value (const struct ipc_cell *c)
{
  json_t *o = json_object ();
  int i;

  if (c->manual != NULL)
    {
      add_text (o, "documented", c->manual->value);
      add_text (o, "page", c->manual->page);
      return o;
    }
  add_text (o, "verdict", ipc_verdict_name (c->row->verdict));
  add_text (o, "reason", c->row->b->not_tested);
  for (i = 0; i < IPC_BUILDS; i++)
    {
      const struct ipc_result *r = &c->row->result[i];
      json_t *build = json_object ();

      add_text (build, "verdict", ipc_verdict_name (r->verdict));
      add_text (build, "observed", r->observed);
      add_text (build, "reason", r->reason);
      if (r->present)
        json_object_set (o, ipc_build_name ((enum ipc_build) i), build);
      json_decref (build);
    }
  return o;
}

/* As ipc_cells_same_evidence(), and manuals by their pages, too.  */
static int
same (const struct ipc_cell *a, const struct ipc_cell *b)
{
  return a->manual == NULL && b->manual == NULL
         && ipc_cells_same_evidence (a, b);
}

static json_t *
row (const struct ipc_matrix *x, const struct ipc_matrix_row *r,
     struct ipc_groups *g)
{
  json_t *o = json_object (), *values = json_array (), *cells = json_array ();
  size_t i;

  add_text (o, "id", r->b->id);
  add_text (o, "level", ipc_level_name (r->b->level));
  add_text (o, "claim", r->b->claim);
  if (r->unknown)
    json_object_set_new (o, "unknown", json_true ());
  add_text (o, "agreement", ipc_agreement_name (r->agreement));
  ipc_groups_find (g, x, r, same);
  for (i = 0; i < g->count; i++)
    {
      const struct ipc_cell *c = &r->cell[g->first[i]];

      if (c->row != NULL || c->manual != NULL)
        json_array_append_new (values, value (c));
    }
  for (i = 0; i < x->columns; i++)
    json_array_append_new (cells, r->cell[i].row == NULL
                           && r->cell[i].manual == NULL ? json_null ()
                           : json_integer ((json_int_t) g->of[i]));
  json_object_set_new (o, "values", values);
  json_object_set_new (o, "cells", cells);
  return o;
}

int
ipc_write_matrix_json (const struct ipc_matrix *x, FILE *f)
{
  struct ipc_arena memory = { NULL };
  struct ipc_groups groups;
  int trouble = 0, a;
  json_t *counts = json_object ();
  size_t i;

  ipc_groups_start (&groups, &memory, x);
  for (a = 0; a < IPC_AGREEMENTS; a++)
    add_count (counts, ipc_agreement_name ((enum ipc_agreement) a),
               x->count[a]);
  fputs ("{\"schema\":\"ipcompat-matrix/1\",\n\"generator\":", f);
  trouble |= put (f, json_pack ("{s:s, s:s}", "name", "ipcompat", "version",
                                VERSION));
  fputs (",\n\"summary\":", f);
  trouble |= put (f, counts);
  fputs (",\n\"columns\":[", f);
  for (i = 0; i < x->columns; i++)
    {
      fputs (i == 0 ? "\n" : ",\n", f);
      trouble |= put (f, column (x, &x->column[i]));
    }
  fputs ("\n],\n\"rows\":[", f);
  for (i = 0; i < x->rows; i++)
    {
      fputs (i == 0 ? "\n" : ",\n", f);
      trouble |= put (f, row (x, &x->row[i], &groups));
    }
  fputs ("\n]}\n", f);
  ipc_free_arena (&memory);
  return trouble || ferror (f) ? -1 : 0;
}
