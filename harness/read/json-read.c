/* json-read.c - a report.json, read back.
   SPDX-License-Identifier: BSD-2-Clause

   Reports come from other people.  What the model needs is taken out of the
   tree, all that follows from it is derived anew, and then the file must be
   what the writer makes of that model: an unknown member, a wrong count and
   a verdict that does not follow are all found in this one way.  */

#include <config.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "model/encode.h"
#include "json.h"
#include "model/judge.h"
#include "model/product.h"

enum { MAX_FILE = 4 * 1024 * 1024, MAX_OUTCOMES = 16 };

/* The string NAME of OBJECT, at most MAX bytes and printable; NULL if it is
   anything else.  */
static const char *
get_text (struct ipc_model *m, const json_t *object, const char *name,
          size_t max)
{
  const json_t *value = json_object_get (object, name);
  size_t size = json_string_length (value);

  if (!json_is_string (value)
      || (size > 0 && !ipc_printable (json_string_value (value), size, max)))
    return NULL;
  return ipc_model_copy (m, json_string_value (value));
}

/* Likewise, but "" instead of NULL: what is missing is found when the
   writer's tree is compared.  */
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
  struct ipc_product *p = &m->product;
  json_int_t bits = json_integer_value (json_object_get (o, "pointer_bits"));

  p->os = need_text (m, o, "os", IPC_SHOW_VALUE);
  p->os_version = need_text (m, o, "os_version", IPC_SHOW_VALUE);
  p->distribution = need_text (m, o, "distribution", IPC_SHOW_VALUE);
  p->machine = need_text (m, o, "machine", IPC_SHOW_VALUE);
  p->pointer_bits = bits > 0 && bits <= 999 ? (int) bits : 0;
  p->libc = need_text (m, o, "libc", IPC_SHOW_VALUE);
  p->libc_version = need_text (m, o, "libc_version", IPC_SHOW_VALUE);
  p->compiler = need_text (m, o, "compiler", IPC_SHOW_VALUE);
  p->environment = need_text (m, o, "environment", IPC_SHOW_VALUE);
  p->evidence = need_text (m, o, "evidence", IPC_SHOW_VALUE);
  p->implementation = get_text (m, o, "implementation", IPC_SHOW_VALUE);
  ipc_product_make_key (m);
}

static void
get_run (struct ipc_model *m, const json_t *o)
{
  m->run.started = need_text (m, o, "started", 40);
  m->run.seconds = json_number_value (json_object_get (o, "seconds"));
  m->run.uid0 = json_is_true (json_object_get (o, "uid0"));
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

  m->probe = ipc_model_alloc (m, (json_object_size (o) + 1)
                                 * sizeof *m->probe);
  json_object_foreach ((json_t *) o, name, answer)
    if (ipc_probe_name (name, strlen (name)))
      {
        struct ipc_probe *p = &m->probe[m->probes++];

        p->name = ipc_model_copy (m, name);
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
  int documented = r->observed != NULL && ipc_documented (b, r->observed);

  if (r->observed == NULL)
    return r->verdict == IPC_NOT_EXERCISED ? r->verdict : IPC_NO_EVIDENCE;
  if (build != IPC_FALLBACK_BUILD)
    return documented ? IPC_HOLDS
           : strcmp (r->observed, "absent") == 0 ? IPC_ABSENT : IPC_DEVIATES;
  /* Which limits were declared then, this catalogue may not know.  */
  if (r->verdict == IPC_LIMITED || r->verdict == IPC_FAILS)
    return r->verdict;
  return documented ? IPC_PROVEN : IPC_FAILS;
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
  r->verdict = verdict == -1 ? IPC_NO_EVIDENCE : (enum ipc_verdict) verdict;
  r->verdict = rejudge (b, build, r);
}

static const char *const *
get_outcomes (struct ipc_model *m, const json_t *array)
{
  const char **o = ipc_model_alloc (m, (MAX_OUTCOMES + 1) * sizeof *o);
  json_t *value;
  size_t i, n = 0;

  json_array_foreach (array, i, value)
    if (n < MAX_OUTCOMES && json_is_string (value)
        && ipc_printable (json_string_value (value),
                          json_string_length (value), IPC_SHOW_VALUE))
      o[n++] = ipc_model_copy (m, json_string_value (value));
  return o;
}

/* The record as the file has it: the catalogue may have been reworded
   since, but the file says by what it was judged.  */
static void
get_record (struct ipc_model *m, const json_t *o,
            const struct ipc_behaviour *known, struct ipc_behaviour *b)
{
  const json_t *posix = json_object_get (o, "posix");
  const char *level = need_text (m, o, "level", IPC_SHOW_VALUE);

  *b = *known;
  b->level = strcmp (level, "VARIES") == 0 ? IPC_VARIES
             : strcmp (level, "HAZARD") == 0 ? IPC_HAZARD : IPC_REQUIRED;
  b->claim = need_text (m, o, "claim", IPC_SHOW_TEXT);
  b->perlipc = need_text (m, o, "perlipc", IPC_SHOW_TEXT);
  b->perlipc_status = need_text (m, o, "perlipc_status", IPC_SHOW_VALUE);
  b->posix_status = need_text (m, posix, "status", IPC_SHOW_VALUE);
  b->posix_page = need_text (m, posix, "page", IPC_SHOW_TEXT);
  b->outcomes = get_outcomes (m, json_object_get (o, "outcomes"));
  b->not_tested = json_object_get (o, "status") == NULL ? NULL
                  : need_text (m, o, "reason", IPC_SHOW_TEXT);
  b->probe = get_text (m, json_object_get (o, "probe"), "name", 60);
  if (b->probe == NULL)
    b->probe = "NONE";
  b->fallback = get_text (m, json_object_get (o, "fallback"), "name", 60);
  if (b->fallback == NULL)
    b->fallback = "none";
}

static const struct ipc_manual *
get_manual (struct ipc_model *m, const json_t *o, const char *id)
{
  struct ipc_manual *manual;

  if (o == NULL)
    return NULL;
  manual = ipc_model_alloc (m, sizeof *manual);
  manual->os = m->product.os;
  manual->page = need_text (m, o, "page", IPC_SHOW_VALUE);
  manual->id = id;
  manual->value = need_text (m, o, "value", IPC_SHOW_VALUE);
  return manual;
}

static int
get_row (struct ipc_model *m, const char *file, const json_t *o)
{
  struct ipc_row *row = &m->row[m->rows];
  struct ipc_behaviour *b = ipc_model_alloc (m, sizeof *b);
  const char *id = need_text (m, o, "id", IPC_SHOW_VALUE);
  const struct ipc_behaviour *known = ipc_find (id);
  const json_t *native = json_object_get (o, "native");
  int i;

  if (known == NULL)
    return ipc_error ("%s: unknown behaviour \"%s\"", file, id);
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

/* Whether HAVE is what the writer makes of it, WANT, which is freed.  */
static int
check (const char *file, const char *id, json_t *want, const json_t *have)
{
  char place[256];
  int bad = ipc_json_differ (want, have, place, sizeof place);

  json_decref (want);
  if (bad)
    ipc_error ("%s: %s%s%s is missing, unknown, malformed or does not follow"
               " from the rest", file, id, *id != '\0' && *place != '\0'
               ? ": " : "", place);
  return bad;
}

/* Rows first: what is wrong there is wrong in the summary, too.  */
static int
check_all (const struct ipc_model *m, const char *file, json_t *tree)
{
  json_t *rows = json_incref (json_object_get (tree, "behaviours"));
  size_t i;
  int bad = 0;

  for (i = 0; i < m->rows && !bad; i++)
    bad = check (file, m->row[i].b->id, ipc_json_row (&m->row[i]),
                 json_array_get (rows, i));
  json_object_del (tree, "behaviours");
  json_decref (rows);
  return bad || check (file, "", ipc_json_head (m), tree) ? -1 : 0;
}

static int
build_model (struct ipc_model *m, const char *file, json_t *tree)
{
  const json_t *rows = json_object_get (tree, "behaviours");
  const json_t *generator = json_object_get (tree, "generator");
  const char *schema = need_text (m, tree, "schema", IPC_SHOW_VALUE);
  json_t *row;
  size_t i;

  if (strncmp (schema, "ipcompat-report/", 16) != 0
      || !json_is_array (rows))
    return ipc_error ("%s: not a report of ipcompat", file);
  if (strcmp (schema, IPC_JSON_SCHEMA) != 0)
    return ipc_error ("%s: schema is %s; only %s is understood", file,
                      schema, IPC_JSON_SCHEMA);
  m->version = need_text (m, generator, "version", IPC_SHOW_VALUE);
  m->revision = need_text (m, generator, "revision", IPC_SHOW_VALUE);
  get_product (m, json_object_get (tree, "product"));
  get_run (m, json_object_get (tree, "run"));
  get_probes (m, json_object_get (tree, "probes"),
              json_object_get (tree, "probe_words"));
  m->row = ipc_model_alloc (m, (json_array_size (rows) + 1)
                               * sizeof *m->row);
  json_array_foreach (rows, i, row)
    if (get_row (m, file, row) != 0)
      return -1;
  if (strcmp (m->product.evidence, "real") != 0
      && strcmp (m->product.evidence, "simulated") != 0)
    return ipc_error ("%s: evidence is neither real nor simulated", file);
  ipc_model_finish (m);
  return check_all (m, file, tree);
}

/* The bytes of FILE, to be freed, and their number; NULL after a message.  */
static char *
slurp (const char *file, size_t *size)
{
  FILE *f = fopen (file, "r");
  char *text = malloc (MAX_FILE + 1);
  int error = f == NULL ? errno : 0;

  *size = f == NULL || text == NULL ? 0 : fread (text, 1, MAX_FILE + 1, f);
  if (f != NULL && ferror (f))
    error = errno;
  if (f != NULL)
    fclose (f);
  if (text != NULL && error == 0 && *size > 0 && *size <= MAX_FILE)
    return text;
  if (error != 0)
    ipc_error ("%s: %s", file, strerror (error));
  else
    ipc_error ("%s: %s", file, *size == 0 ? "empty"
               : "larger than 4 MiB, as no report is");
  free (text);
  return NULL;
}

struct ipc_model *
ipc_read_json (const char *file)
{
  size_t size;
  char *text = slurp (file, &size);
  json_t *tree = text == NULL ? NULL : ipc_json_parse (file, text, size);
  struct ipc_model *m = tree == NULL ? NULL : ipc_model_new ();

  if (m != NULL && build_model (m, file, tree) != 0)
    {
      ipc_model_free (m);
      m = NULL;
    }
  json_decref (tree);
  free (text);
  return m;
}
