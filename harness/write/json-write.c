/* json-write.c - the report as report.json.
   SPDX-License-Identifier: BSD-2-Clause

   ASCII, keys in a fixed order, one behaviour per line, sorted: diff(1)
   shows one line per change, and the same model gives the same bytes.  Its
   shape is written down in report.schema.json.  */

#include <config.h>

#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "model/bugs.h"
#include "model/words.h"
#include "write.h"

/* Add NAME: TEXT unless TEXT is NULL.  */
static void
add_text (json_t *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

static json_t *
true_false_null (int answer)
{
  return answer == -1 ? json_null () : json_boolean (answer);
}

static void
add_count (json_t *object, const char *name, int n)
{
  json_object_set_new (object, name, json_integer (n));
}

static json_t *
texts (const char *const *list)
{
  json_t *a = json_array ();

  for (; *list != NULL; list++)
    json_array_append_new (a, json_string (*list));
  return a;
}

static json_t *
generator (const struct ipc_model *m)
{
  return json_pack ("{s:s, s:s, s:s}", "name", "ipcompat", "version",
                    m->version, "revision", m->revision);
}

static void
add_fact (json_t *o, const struct ipc_product *p, const struct ipc_fact *f)
{
  char buf[IPC_FACT_SIZE];
  const char *text = ipc_fact_text (p, f, buf);

  if (f->kind == IPC_FACT_NUMBER)
    add_count (o, f->name, text == NULL ? 0 : atoi (text));
  else if (f->kind == IPC_FACT_MAYBE)
    json_object_set_new (o, f->name, text == NULL ? json_null ()
                                     : json_string (text));
  else if (f->kind != IPC_FACT_FLAG)
    add_text (o, f->name, text);
  else if (text != NULL)
    json_object_set_new (o, f->name, json_true ());
}

json_t *
ipc_json_product (const struct ipc_model *m)
{
  json_t *o = json_object ();
  const struct ipc_fact *f;

  add_text (o, "key", m->product.key);
  for (f = ipc_facts; f->name != NULL; f++)
    add_fact (o, &m->product, f);
  return o;
}

static json_t *
run (const struct ipc_model *m)
{
  json_t *o = json_object ();

  add_text (o, "started", m->run.started);
  json_object_set_new (o, "seconds", json_real (m->run.seconds));
  json_object_set_new (o, "uid0", json_boolean (m->run.uid0));
  json_object_set_new (o, "fork_limit", json_null ());
  return o;
}

/* The words of what a partial run was asked for.  */
static json_t *
asked (const struct ipc_model *m)
{
  json_t *a = json_array ();
  const char *word = m->asked;
  size_t n;

  for (; *word != '\0'; word += n + (word[n] == ' '))
    {
      n = strcspn (word, " ");
      if (n > 0)
        json_array_append_new (a, json_stringn (word, n));
    }
  return a;
}

static void
add_verdicts (json_t *object, const int *count, enum ipc_verdict first,
              enum ipc_verdict last)
{
  int v;

  for (v = first; v <= (int) last; v++)
    add_count (object, ipc_verdict_name ((enum ipc_verdict) v), count[v]);
}

static json_t *
summary (const struct ipc_model *m)
{
  const struct ipc_summary *s = &m->summary;
  json_t *o = json_object (), *f = json_object ();

  add_count (o, "behaviours", s->behaviours);
  add_verdicts (o, s->rows, IPC_DEVIATES, IPC_NOT_TESTABLE);
  add_verdicts (f, s->families, IPC_FAILS, IPC_PROVEN);
  add_verdicts (f, s->families, IPC_NO_EVIDENCE, IPC_NOT_EXERCISED);
  json_object_set_new (o, "fallbacks", f);
  if (s->unknown != 0)
    add_count (o, "unknown", s->unknown);
  add_count (o, "disagreements", s->disagreements);
  add_count (o, "manual_disagreements", s->manual_disagreements);
  return o;
}

static json_t *
probes (const struct ipc_model *m)
{
  json_t *o = json_object ();
  size_t i;

  for (i = 0; i < m->probes; i++)
    add_text (o, m->probe[i].name, ipc_answer_name (m->probe[i].answer));
  return o;
}

static json_t *
probe_words (const struct ipc_model *m)
{
  json_t *o = json_object ();
  size_t i;

  for (i = 0; i < m->probes; i++)
    if (m->probe[i].word[0] != '\0')
      add_text (o, m->probe[i].name, m->probe[i].word);
  return o;
}

static json_t *
fallbacks (const struct ipc_model *m)
{
  json_t *o = json_object ();
  size_t i;

  for (i = 0; i < m->families; i++)
    add_text (o, m->family[i].name, ipc_verdict_name (m->family[i].verdict));
  return o;
}

static void
add_result (json_t *o, const struct ipc_result *r)
{
  add_text (o, "verdict", ipc_verdict_name (r->verdict));
  add_text (o, "observed", r->observed);
  add_text (o, "reason", r->reason);
  add_text (o, "detail", r->detail);
}

static json_t *
native (const struct ipc_row *r)
{
  json_t *o = json_object ();
  int i;

  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present)
      {
        json_t *build = json_object ();

        add_result (build, &r->result[i]);
        json_object_set_new (o, ipc_build_name ((enum ipc_build) i), build);
      }
  return o;
}

static json_t *
sources (const struct ipc_behaviour *b)
{
  json_t *a = json_array ();
  const struct ipc_source *s;

  for (s = b->sources; s->document != NULL; s++)
    json_array_append_new (a, json_pack ("{s:s, s:s, s:s}", "document",
                                         s->document, "status", s->status,
                                         "text", s->text));
  return a;
}

static json_t *
row_probes (const struct ipc_row *r)
{
  json_t *a = json_array ();
  size_t i;

  for (i = 0; i < r->probes; i++)
    {
      const struct ipc_row_probe *p = &r->probe[i];
      json_t *o = json_object ();

      add_text (o, "name", p->name);
      json_object_set_new (o, "asks", json_boolean (p->asks));
      add_text (o, "answer", ipc_answer_name (p->answer));
      json_object_set_new (o, "agrees", true_false_null (p->agrees));
      json_array_append_new (a, o);
    }
  return a;
}

static json_t *
manual (const struct ipc_row *r)
{
  json_t *o = json_object ();

  add_text (o, "page", r->manual->page);
  add_text (o, "value", r->manual->value);
  json_object_set_new (o, "agrees", true_false_null (r->manual_agrees));
  return o;
}

static json_t *
fallback (const struct ipc_row *r)
{
  json_t *o = json_object ();

  json_object_set_new (o, "names", texts (r->b->fallbacks));
  add_result (o, &r->result[IPC_FALLBACK_BUILD]);
  return o;
}

json_t *
ipc_json_row (const struct ipc_row *r)
{
  const struct ipc_behaviour *b = r->b;
  json_t *o = json_object ();

  add_text (o, "id", b->id);
  if (r->unknown)
    json_object_set_new (o, "unknown", json_true ());
  add_text (o, "level", ipc_level_name (b->level));
  add_text (o, "claim", b->claim);
  json_object_set_new (o, "sources", sources (b));
  if (b->not_tested != NULL)
    {
      add_text (o, "status", "not testable");
      add_text (o, "reason", b->not_tested);
    }
  json_object_set_new (o, "outcomes", texts (b->outcomes));
  if (r->probes != 0)
    json_object_set_new (o, "probes", row_probes (r));
  if (r->manual != NULL)
    json_object_set_new (o, "manual", manual (r));
  json_object_set_new (o, "native", native (r));
  if (r->result[IPC_FALLBACK_BUILD].present)
    json_object_set_new (o, "fallback", fallback (r));
  return o;
}

json_t *
ipc_json_head (const struct ipc_model *m)
{
  json_t *o = json_object ();

  add_text (o, "schema", IPC_SCHEMA);
  json_object_set_new (o, "generator", generator (m));
  json_object_set_new (o, "product", ipc_json_product (m));
  json_object_set_new (o, "run", run (m));
  if (m->asked != NULL)
    json_object_set_new (o, "asked", asked (m));
  add_text (o, "cut", m->cut);
  json_object_set_new (o, "summary", summary (m));
  json_object_set_new (o, "probes", probes (m));
  json_object_set_new (o, "probe_words", probe_words (m));
  json_object_set_new (o, "fallbacks", fallbacks (m));
  return o;
}

/* Write VALUE.  */
static int
put (FILE *f, const json_t *value)
{
  char *text = json_dumps (value, JSON_COMPACT | JSON_ENSURE_ASCII
                                  | JSON_ENCODE_ANY
                                  | JSON_REAL_PRECISION (9));

  if (text == NULL)
    return -1;
  fputs (text, f);
  free (text);
  return 0;
}

int
ipc_write_json (const struct ipc_model *m, FILE *f, int known)
{
  json_t *head = ipc_json_head (m), *value;
  const char *name, *before = "{";
  int trouble = head == NULL;
  size_t i;

  json_object_foreach (head, name, value)
    {
      fprintf (f, "%s\"%s\":", before, name);
      trouble |= put (f, value);
      before = ",\n";
    }
  json_decref (head);
  fputs (",\n\"behaviours\":[", f);
  for (i = 0; i < m->rows; i++)
    {
      json_t *row = ipc_json_row (&m->row[i]);

      if (known)
        ipc_json_know (row, "x_known", ipc_bug_shown (&m->row[i]));
      fputs (i == 0 ? "\n" : ",\n", f);
      trouble |= row == NULL || put (f, row);
      json_decref (row);
    }
  fputs ("\n]}\n", f);
  return trouble || ferror (f) ? -1 : 0;
}
