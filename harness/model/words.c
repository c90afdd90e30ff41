/* words.c - the words that all writers share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *
ipc_answer_name (enum ipc_answer a)
{
  return a == IPC_YES ? "yes" : a == IPC_NO ? "no" : "unknown";
}

/* Append to the text in BUF, of SIZE bytes.  */
static void
add (char *buf, size_t size, const char *format, ...)
{
  size_t n = strlen (buf);
  va_list args;

  va_start (args, format);
  vsnprintf (buf + n, size - n, format, args);
  va_end (args);
}

int
ipc_builds_differ (const struct ipc_row *r)
{
  const struct ipc_result *first = &r->result[0], *other;
  int i;

  for (i = 1; i < IPC_NATIVE_BUILDS; i++)
    {
      other = &r->result[i];
      if (first->present && other->present && first->observed != NULL
          && other->observed != NULL
          && strcmp (first->observed, other->observed) != 0)
        return 1;
    }
  return 0;
}

/* What one build showed, in a word or a sentence.  */
static const char *
result_value (const struct ipc_result *r)
{
  if (r->observed != NULL)
    return r->observed;
  return r->reason != NULL ? r->reason : ipc_verdict_name (r->verdict);
}

char *
ipc_row_value (const struct ipc_row *r, char *buf, size_t size)
{
  const struct ipc_result *first = &r->result[0], *other;
  int i;

  buf[0] = '\0';
  add (buf, size, "%s", r->b->not_tested != NULL ? r->b->not_tested
       : result_value (first));
  for (i = 1; i < IPC_NATIVE_BUILDS; i++)
    {
      other = &r->result[i];
      if (other->present
          && (other->verdict != first->verdict
              || strcmp (result_value (other), result_value (first)) != 0))
        add (buf, size, " (%s: %s)", ipc_build_name ((enum ipc_build) i),
             result_value (other));
    }
  return buf;
}

char *
ipc_row_builds (const struct ipc_row *r, char *buf, size_t size)
{
  int i;

  buf[0] = '\0';
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present)
      add (buf, size, "%s%s: %s", buf[0] == '\0' ? "" : ", ",
           ipc_build_name ((enum ipc_build) i),
           result_value (&r->result[i]));
  return buf;
}

char *
ipc_row_documented (const struct ipc_behaviour *b, char *buf, size_t size)
{
  const char *const *o;

  buf[0] = '\0';
  for (o = b->outcomes; *o != NULL; o++)
    add (buf, size, "%s%s", o == b->outcomes ? ""
         : o[1] == NULL ? " or " : ", ", *o);
  return buf;
}

static void
add_source (char *buf, size_t size, const struct ipc_source *s)
{
  const char *document = strcmp (s->document, "posix") == 0 ? "POSIX"
                         : s->document;

  if (strcmp (document, "field") == 0)
    add (buf, size, "%s in %s", s->status, s->text);
  else if (strcmp (s->status, "silent") == 0)
    add (buf, size, "%s silent", document);
  else if (strcmp (document, "perlipc") == 0)
    add (buf, size, "perlipc%s \"%s\"",
         strcmp (s->status, "later") == 0 ? " (later editions)"
         : strcmp (s->status, "near") == 0 ? " (follows from it)" : "",
         s->text);
  else
    add (buf, size, "%s %s (%s)", document, s->status, s->text);
}

char *
ipc_row_sources (const struct ipc_behaviour *b, char *buf, size_t size)
{
  const struct ipc_source *s;

  buf[0] = '\0';
  for (s = b->sources; s->document != NULL; s++)
    {
      if (s != b->sources)
        add (buf, size, "; ");
      add_source (buf, size, s);
    }
  return buf;
}

char *
ipc_row_fields (const struct ipc_behaviour *b, char *buf, size_t size)
{
  const struct ipc_source *s;

  buf[0] = '\0';
  for (s = b->sources; s->document != NULL; s++)
    if (strcmp (s->document, "field") == 0)
      add (buf, size, "%s%s", buf[0] == '\0' ? "" : ", ", s->text);
  return buf;
}

char *
ipc_row_fallbacks (const struct ipc_behaviour *b, char *buf, size_t size)
{
  const char *const *f;

  snprintf (buf, size, "%s", b->fallbacks[0] == NULL ? "none" : "");
  for (f = b->fallbacks; *f != NULL; f++)
    add (buf, size, "%s%s", f == b->fallbacks ? "" : ", ", *f);
  return buf;
}

char *
ipc_row_probes (const struct ipc_row *r, char *buf, size_t size)
{
  size_t i;

  buf[0] = '\0';
  for (i = 0; i < r->probes; i++)
    add (buf, size, "%s%s: %s%s", i == 0 ? "" : ", ", r->probe[i].name,
         ipc_answer_name (r->probe[i].answer),
         r->probe[i].agrees == 0 ? ", DISAGREES" : "");
  return buf;
}

char *
ipc_product_line (const struct ipc_model *m, char *buf, size_t size)
{
  const struct ipc_product *p = &m->product;

  buf[0] = '\0';
  if (strcmp (p->evidence, "unknown") == 0)
    {
      add (buf, size, "a platform that is not named");
      return buf;
    }
  if (p->distribution[0] != '\0')
    add (buf, size, "%s, ", p->distribution);
  add (buf, size, "%s %s %s", p->os, p->os_version, p->machine);
  if (p->kernel != NULL)
    add (buf, size, " (in truth %s)", p->kernel);
  if (strcmp (p->libc_version, "unknown") == 0)
    add (buf, size, ", %s", p->libc);
  else if (strcmp (p->libc_version, p->os_version) != 0)
    add (buf, size, ", %s %s", p->libc, p->libc_version);
  add (buf, size, ", %s", p->compiler);
  if (p->pointer_bits != 0 && p->pointer_bits != 64)
    add (buf, size, ", %d bits", p->pointer_bits);
  if (strcmp (p->environment, "host") != 0)
    add (buf, size, ", in %s", p->environment);
  if (p->environment_version != NULL)
    add (buf, size, " %s", p->environment_version);
  if (p->implementation != NULL)
    add (buf, size, ", %s", p->implementation);
  add (buf, size, ", %s", p->evidence);
  if (p->simulation != NULL)
    add (buf, size, " (%s)", p->simulation);
  if (p->faults != NULL)
    add (buf, size, ", faults armed%s: %s", p->faults_always ? " always"
                                                             : "",
         p->faults);
  return buf;
}

char *
ipc_summary_line (const struct ipc_model *m, char *buf, size_t size)
{
  const struct ipc_summary *s = &m->summary;

  buf[0] = '\0';
  add (buf, size, "%d behaviours: %d hold, %d deviate, %d absent, "
       "%d not exercised, %d no evidence, %d not testable", s->behaviours,
       s->rows[IPC_HOLDS], s->rows[IPC_DEVIATES], s->rows[IPC_ABSENT],
       s->rows[IPC_NOT_EXERCISED], s->rows[IPC_NO_EVIDENCE],
       s->rows[IPC_NOT_TESTABLE]);
  if (s->unknown != 0)
    add (buf, size, "; %d not in this catalogue", s->unknown);
  return buf;
}
