/* junit.c - the report for what reads JUnit's XML.
   SPDX-License-Identifier: BSD-2-Clause

   A suite per build and suite.  A case has no child if it holds and exactly
   one if not: readers disagree about two.  */

#include <config.h>

#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <string.h>

#include "junit-message.h"
#include "model/words.h"
#include "write.h"

struct junit
{
  const struct ipc_model *m;
  xmlTextWriterPtr w;
  int absent_fails;
  int trouble;
};

struct tally
{
  int tests, failures, errors, skipped;
  double seconds;
};

/* What the child element is for a verdict; NULL for none.  */
static const char *
element (const struct junit *j, enum ipc_verdict v)
{
  switch (v)
    {
    case IPC_DEVIATES:
    case IPC_FAILS:
      return "failure";
    case IPC_NO_EVIDENCE:
      return "error";
    case IPC_ABSENT:
      return j->absent_fails ? "failure" : "skipped";
    case IPC_HOLDS:
    case IPC_PROVEN:
      return NULL;
    default:
      return "skipped";
    }
}

static void
open_element (struct junit *j, const char *name)
{
  j->trouble |= xmlTextWriterStartElement (j->w, BAD_CAST name) < 0;
}

static void
close_element (struct junit *j)
{
  j->trouble |= xmlTextWriterEndElement (j->w) < 0;
}

static void
attribute (struct junit *j, const char *name, const char *value)
{
  j->trouble |= xmlTextWriterWriteAttribute (j->w, BAD_CAST name,
                                             BAD_CAST value) < 0;
}

static void
number (struct junit *j, const char *name, int value)
{
  char text[16];

  snprintf (text, sizeof text, "%d", value);
  attribute (j, name, text);
}

static void
seconds (struct junit *j, double value)
{
  char text[32];

  snprintf (text, sizeof text, "%.3f", value);
  attribute (j, "time", text);
}

/* The result of R in BUILD; a NOT_TESTED record counts as a case of the
   extended build.  NULL if there is none.  */
static const struct ipc_result *
result_of (const struct ipc_row *r, int build)
{
  static struct ipc_result not_testable;

  if (r->b->not_tested != NULL)
    {
      not_testable.verdict = IPC_NOT_TESTABLE;
      not_testable.reason = r->b->not_tested;
      not_testable.seconds = -1;
      return build == IPC_EXTENDED_BUILD ? &not_testable : NULL;
    }
  return r->result[build].present ? &r->result[build] : NULL;
}

/* The child of E's case: one of those that are wrong in JUnit's eyes, or what
   a reader sees and no gate minds.  */
static const char *
child_of (const struct junit *j, const struct ipc_row *r,
          const struct ipc_result *e)
{
  const char *child = element (j, e->verdict);

  return child == NULL && ipc_junit_denied (r, e) ? "skipped" : child;
}

/* What is wrong with E, the result of R in BUILD.  */
static void
put_child (struct junit *j, const char *child, const struct ipc_row *r,
           const struct ipc_result *e, int build)
{
  char text[4000];
  int is_wrong = strcmp (child, "skipped") != 0;

  open_element (j, child);
  if (is_wrong)
    attribute (j, "type", e->verdict == IPC_FAILS ? "fallback fails"
               : ipc_verdict_name (e->verdict));
  ipc_junit_message (j->m, r, e, text, sizeof text);
  attribute (j, "message", text);
  if (is_wrong)
    {
      ipc_junit_details (r->b, (enum ipc_build) build, text, sizeof text);
      j->trouble |= xmlTextWriterWriteString (j->w, BAD_CAST text) < 0;
    }
  close_element (j);
}

static void
testcase (struct junit *j, const struct ipc_row *r,
          const struct ipc_result *e, const char *suite, int build)
{
  const char *child = child_of (j, r, e);

  open_element (j, "testcase");
  attribute (j, "classname", suite);
  attribute (j, "name", r->b->aspect);
  if (e->seconds >= 0)
    seconds (j, e->seconds);
  if (child != NULL)
    put_child (j, child, r, e, build);
  close_element (j);
}

static struct tally
count (const struct junit *j, const char *suite, int build)
{
  struct tally t = { 0, 0, 0, 0, 0 };
  size_t i;

  for (i = 0; i < j->m->rows; i++)
    {
      const struct ipc_result *e = result_of (&j->m->row[i], build);
      const char *child;

      if (e == NULL || strcmp (j->m->row[i].b->suite, suite) != 0)
        continue;
      child = child_of (j, &j->m->row[i], e);
      t.tests++;
      t.seconds += e->seconds > 0 ? e->seconds : 0;
      if (child != NULL)
        {
          t.failures += strcmp (child, "failure") == 0;
          t.errors += strcmp (child, "error") == 0;
          t.skipped += strcmp (child, "skipped") == 0;
        }
    }
  return t;
}

/* Nothing if VALUE is NULL.  */
static void
property (struct junit *j, const char *name, const char *value)
{
  if (value == NULL)
    return;
  open_element (j, "property");
  attribute (j, "name", name);
  attribute (j, "value", value);
  close_element (j);
}

/* Where programs met what SUITE tests, as far as BUILD tests it: a case that
   holds has no child to say so in.  */
static void
field_properties (struct junit *j, const char *suite, int build)
{
  char name[160], fields[400];
  size_t i;

  for (i = 0; i < j->m->rows; i++)
    {
      const struct ipc_row *r = &j->m->row[i];

      ipc_row_fields (r->b, fields, sizeof fields);
      if (*fields == '\0' || strcmp (r->b->suite, suite) != 0
          || result_of (r, build) == NULL)
        continue;
      snprintf (name, sizeof name, "field.%s", r->b->aspect);
      property (j, name, fields);
    }
}

static void
properties (struct junit *j, const char *suite, int build)
{
  const struct ipc_fact *f;
  char buf[IPC_FACT_SIZE];

  open_element (j, "properties");
  property (j, "key", j->m->product.key);
  for (f = ipc_facts; f->name != NULL; f++)
    property (j, f->name, ipc_fact_text (&j->m->product, f, buf));
  property (j, "asked", j->m->asked);
  property (j, "cut", j->m->cut);
  property (j, "revision", j->m->revision);
  field_properties (j, suite, build);
  close_element (j);
}

static void
testsuite (struct junit *j, const char *suite, int build)
{
  struct tally t = count (j, suite, build);
  char name[128];
  size_t i;

  if (t.tests == 0)
    return;
  snprintf (name, sizeof name, "%s.%s",
            ipc_build_name ((enum ipc_build) build), suite);
  open_element (j, "testsuite");
  attribute (j, "name", name);
  number (j, "tests", t.tests);
  number (j, "failures", t.failures);
  number (j, "errors", t.errors);
  number (j, "skipped", t.skipped);
  seconds (j, t.seconds);
  attribute (j, "timestamp", j->m->run.started);
  properties (j, suite, build);
  for (i = 0; i < j->m->rows; i++)
    {
      const struct ipc_result *e = result_of (&j->m->row[i], build);

      if (e != NULL && strcmp (j->m->row[i].b->suite, suite) == 0)
        testcase (j, &j->m->row[i], e, name, build);
    }
  close_element (j);
}

static void
document (struct junit *j)
{
  const struct ipc_suite *s;
  int build;

  j->trouble |= xmlTextWriterSetIndent (j->w, 1) < 0;
  j->trouble |= xmlTextWriterStartDocument (j->w, NULL, "UTF-8", NULL) < 0;
  open_element (j, "testsuites");
  attribute (j, "name", "ipcompat");
  for (build = 0; build < IPC_BUILDS; build++)
    for (s = j->m->suite; s->name != NULL; s++)
      testsuite (j, s->name, build);
  close_element (j);
  j->trouble |= xmlTextWriterEndDocument (j->w) < 0;
}

int
ipc_write_junit (const struct ipc_model *m, FILE *f, int absent_fails)
{
  struct junit j = { m, NULL, absent_fails, 0 };
  xmlBufferPtr buffer = xmlBufferCreate ();

  if (buffer == NULL)
    return -1;
  j.w = xmlNewTextWriterMemory (buffer, 0);
  if (j.w == NULL)
    j.trouble = 1;
  else
    {
      document (&j);
      xmlFreeTextWriter (j.w);
    }
  if (!j.trouble)
    fputs ((const char *) xmlBufferContent (buffer), f);
  xmlBufferFree (buffer);
  return j.trouble || ferror (f) ? -1 : 0;
}
