/* json-read.c - a report.json, read back.
   SPDX-License-Identifier: BSD-2-Clause

   Reports come from other people, and from older and newer ipcompats.  What
   the model needs is taken out of the tree, and all that follows from it is
   derived anew.  What is unknown is passed over, what is missing has a
   default.  To verify a file it must also be what the writer makes of that
   model: an unknown member, a wrong count and a verdict that does not follow
   are all found in this one way (command/verify.c).  */

#include <config.h>

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/message.h"
#include "json.h"
#include "model/finish.h"
#include "model/judge.h"
#include "model/probe.h"
#include "read.h"

enum { MAX_LIST = 16 * 1024 };

/* The string NAME of OBJECT; NULL if it is anything else.  */
static const char *
get_text (struct ipc_model *m, const json_t *object, const char *name,
          size_t max)
{
  return ipc_json_string (m, json_object_get (object, name), max);
}

/* Likewise, but OTHER instead of NULL and of "".  */
static const char *
text_or (struct ipc_model *m, const json_t *object, const char *name,
         const char *other)
{
  const char *text = get_text (m, object, name, IPC_SHOW_VALUE);

  return text == NULL || text[0] == '\0' ? other : text;
}

/* Likewise, but "" instead of NULL.  */
static const char *
need_text (struct ipc_model *m, const json_t *object, const char *name,
           size_t max)
{
  const char *text = get_text (m, object, name, max);

  return text == NULL ? "" : text;
}

static void
get_product (struct ipc_model *m, const json_t *o)
{
  const struct ipc_fact *f;

  for (f = ipc_facts; f->name != NULL; f++)
    {
      const json_t *value = json_object_get (o, f->name);
      char number[32];

      snprintf (number, sizeof number, "%lld",
                (long long) json_integer_value (value));
      ipc_fact_set (&m->product, f, json_is_true (value) ? "yes"
                    : f->kind == IPC_FACT_NUMBER && json_is_integer (value)
                    ? number
                    : get_text (m, o, f->name, f->kind == IPC_FACT_LIST
                                ? MAX_LIST : IPC_SHOW_VALUE));
    }
  ipc_product_make_key (&m->memory, &m->product);
}

static void
get_run (struct ipc_model *m, const json_t *o)
{
  m->run.started = text_or (m, o, "started", "unknown");
  m->run.seconds = json_number_value (json_object_get (o, "seconds"));
  m->run.uid0 = json_is_true (json_object_get (o, "uid0"));
}

/* The words of ARRAY, with a space between; NULL if it is none.  */
static void
get_asked (struct ipc_model *m, const json_t *array)
{
  char *text = json_is_array (array) ? ipc_take (&m->memory, MAX_LIST) : NULL;
  json_t *value;
  size_t i, n = 0;

  m->asked = text;
  json_array_foreach (array, i, value)
    if (json_string_length (value) > 0)
      {
        const char *word = ipc_json_string (m, value, IPC_SHOW_VALUE);

        if (n + strlen (word) + 2 < MAX_LIST)
          n += (size_t) sprintf (text + n, "%s%s", n == 0 ? "" : " ", word);
      }
}

static enum ipc_answer
answer_of (const char *name)
{
  return strcmp (name, "yes") == 0 ? IPC_YES
         : strcmp (name, "no") == 0 ? IPC_NO : IPC_UNKNOWN;
}

static void
get_probes (struct ipc_model *m, const json_t *o, const json_t *words)
{
  const char *name;
  json_t *answer;

  m->probe = ipc_take (&m->memory, (json_object_size (o) + 1)
                                 * sizeof *m->probe);
  json_object_foreach ((json_t *) o, name, answer)
    if (ipc_probe_name (name, strlen (name)))
      {
        struct ipc_probe *p = &m->probe[m->probes++];

        p->name = ipc_copy (&m->memory, name);
        p->answer = answer_of (need_text (m, o, name, IPC_SHOW_VALUE));
        p->word = need_text (m, words, name, IPC_SHOW_VALUE);
        p->question = ipc_probe_question (name);
      }
}

/* The verdict that R's observation calls for.  */
static enum ipc_verdict
rejudge (const struct ipc_behaviour *b, enum ipc_build build,
         const struct ipc_result *r)
{
  const char *why;

  if (r->observed == NULL)
    return r->verdict == IPC_NOT_EXERCISED ? r->verdict : IPC_NO_EVIDENCE;
  /* Which limits were declared then, this catalogue may not know.  */
  if ((int) build >= IPC_NATIVE_BUILDS
      && (r->verdict == IPC_LIMITED || r->verdict == IPC_FAILS))
    return r->verdict;
  return ipc_judge_value (b, build, r->observed, ipc_no_limits, &why);
}

static void
get_result (struct ipc_model *m, const struct ipc_behaviour *b,
            enum ipc_build build, const json_t *o, struct ipc_result *r)
{
  int verdict;

  r->seconds = -1;
  if (o == NULL)
    return;
  r->present = 1;
  r->observed = get_text (m, o, "observed", IPC_SHOW_VALUE);
  if (r->observed != NULL && r->observed[0] == '\0')
    r->observed = NULL;
  r->reason = get_text (m, o, "reason", IPC_SHOW_TEXT);
  r->detail = get_text (m, o, "detail", IPC_SHOW_TEXT);
  verdict = ipc_verdict_of (need_text (m, o, "verdict", IPC_SHOW_VALUE));
  if (verdict == -1)
    {
      ipc_no_evidence (r, "its verdict is a word that this ipcompat does not"
                       " know");
      return;
    }
  r->verdict = (enum ipc_verdict) verdict;
  r->verdict = rejudge (b, build, r);
  if (r->observed == NULL && r->reason == NULL)
    r->reason = "the report does not say why";
}

/* The record as the file has it: the catalogue may have been reworded
   since, but the file says by what it was judged.  */
static void
get_record (struct ipc_model *m, const json_t *o,
            const struct ipc_behaviour *known, struct ipc_behaviour *b)
{
  const json_t *fallback = json_object_get (o, "fallback");
  const char *level = need_text (m, o, "level", IPC_SHOW_VALUE);

  *b = *known;
  b->level = strcmp (level, "VARIES") == 0 ? IPC_VARIES
             : strcmp (level, "HAZARD") == 0 ? IPC_HAZARD : IPC_REQUIRED;
  b->claim = need_text (m, o, "claim", IPC_SHOW_TEXT);
  b->sources = ipc_json_sources (m, json_object_get (o, "sources"));
  b->probes = ipc_json_probe_names (m, json_object_get (o, "probes"));
  b->fallbacks = ipc_json_texts (m, json_object_get (fallback, "names"));
  b->outcomes = ipc_json_texts (m, json_object_get (o, "outcomes"));
  b->not_tested = json_object_get (o, "status") == NULL ? NULL
                  : need_text (m, o, "reason", IPC_SHOW_TEXT);
}

static const struct ipc_manual *
get_manual (struct ipc_model *m, const json_t *o, const char *id)
{
  struct ipc_manual *manual;

  if (o == NULL)
    return NULL;
  manual = ipc_take (&m->memory, sizeof *manual);
  manual->os = m->product.os;
  manual->page = need_text (m, o, "page", IPC_SHOW_VALUE);
  manual->id = id;
  manual->value = need_text (m, o, "value", IPC_SHOW_VALUE);
  return manual;
}

/* A record for an id that this catalogue does not know; NULL if ID is none
   at all.  */
static const struct ipc_behaviour *
make_record (struct ipc_model *m, const char *id)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  struct ipc_behaviour *b = ipc_take (&m->memory, sizeof *b);
  size_t n = strspn (id, letters);

  if (n == 0 || id[n] != '.' || id[n + 1] == '\0'
      || id[n + 1 + strspn (id + n + 1, letters)] != '\0')
    return NULL;
  b->id = id;
  b->suite = ipc_show (&m->memory, id, n, IPC_SHOW_VALUE);
  b->aspect = id + n + 1;
  return b;
}

static int
get_row (struct ipc_model *m, const char *file, const json_t *o)
{
  struct ipc_row *row = &m->row[m->rows];
  struct ipc_behaviour *b = ipc_take (&m->memory, sizeof *b);
  const char *id = need_text (m, o, "id", IPC_SHOW_VALUE);
  const struct ipc_behaviour *known = ipc_find (id);
  const json_t *native = json_object_get (o, "native");
  int i;

  row->unknown = known == NULL;
  if (known == NULL)
    known = make_record (m, id);
  if (known == NULL)
    return ipc_error ("%s: malformed id \"%s\"", file, id);
  if (m->rows > 0 && strcmp (row[-1].b->id, known->id) >= 0)
    return ipc_error ("%s: %s is doubled or out of order", file, id);
  get_record (m, o, known, b);
  row->b = b;
  row->manual = get_manual (m, json_object_get (o, "manual"), known->id);
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    get_result (m, b, (enum ipc_build) i,
                json_object_get (native,
                                 ipc_build_name ((enum ipc_build) i)),
                &row->result[i]);
  get_result (m, b, IPC_FALLBACK_BUILD, json_object_get (o, "fallback"),
              &row->result[IPC_FALLBACK_BUILD]);
  m->rows++;
  return 0;
}

/* Fill in M.  Returns 0, or -1 after a message.  */
static int
build_model (struct ipc_model *m, const char *file, const json_t *tree)
{
  const json_t *rows = json_object_get (tree, "behaviours");
  const json_t *generator = json_object_get (tree, "generator");
  const char *schema = need_text (m, tree, "schema", IPC_SHOW_VALUE);
  json_t *row;
  size_t i;

  if (strncmp (schema, "ipcompat-report/", 16) != 0
      || !json_is_array (rows))
    return ipc_error ("%s: not a report of ipcompat", file);
  m->version = text_or (m, generator, "version", "unknown");
  m->revision = text_or (m, generator, "revision", "unknown");
  get_product (m, json_object_get (tree, "product"));
  get_run (m, json_object_get (tree, "run"));
  get_asked (m, json_object_get (tree, "asked"));
  m->cut = get_text (m, tree, "cut", MAX_LIST);
  get_probes (m, json_object_get (tree, "probes"),
              json_object_get (tree, "probe_words"));
  m->row = ipc_take (&m->memory, (json_array_size (rows) + 1)
                                 * sizeof *m->row);
  json_array_foreach (rows, i, row)
    if (get_row (m, file, row) != 0)
      return -1;
  if (strcmp (m->product.evidence, "real") != 0
      && strcmp (m->product.evidence, "simulated") != 0
      && strcmp (m->product.evidence, "unknown") != 0)
    return ipc_error ("%s: evidence is neither real nor simulated", file);
  ipc_model_finish (m);
  return 0;
}

struct ipc_model *
ipc_json_model (const char *file, const json_t *tree)
{
  struct ipc_model *m = ipc_model_new ();

  if (build_model (m, file, tree) == 0)
    return m;
  ipc_model_free (m);
  return NULL;
}

struct ipc_model *
ipc_read_json (const char *file)
{
  json_t *tree = ipc_json_load (file);
  struct ipc_model *m = NULL;

  if (tree != NULL)
    {
      ipc_json_renew (tree);
      m = ipc_json_model (file, tree);
    }
  json_decref (tree);
  return m;
}
