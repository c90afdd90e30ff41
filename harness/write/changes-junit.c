/* changes-junit.c - what changed between two reports, for what reads JUnit's
   XML.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "changes.h"

#include <libxml/xmlwriter.h>
#include <stdio.h>

#include "junit-message.h"

enum { SIDE = 2000, MESSAGE = 5000 };

struct writer
{
  const struct ipc_changes *c;
  xmlTextWriterPtr w;
  int trouble;
};

static void
attribute (struct writer *x, const char *name, const char *value)
{
  x->trouble |= xmlTextWriterWriteAttribute (x->w, BAD_CAST name,
                                             BAD_CAST value) < 0;
}

static void
open_element (struct writer *x, const char *name)
{
  x->trouble |= xmlTextWriterStartElement (x->w, BAD_CAST name) < 0;
}

static void
close_element (struct writer *x)
{
  x->trouble |= xmlTextWriterEndElement (x->w) < 0;
}

static void
number (struct writer *x, const char *name, size_t value)
{
  char text[24];

  snprintf (text, sizeof text, "%lu", (unsigned long) value);
  attribute (x, name, text);
}

static void
failure (struct writer *x, const struct ipc_change *change)
{
  const struct ipc_behaviour *b = change->row->b;
  char old[SIDE], new[SIDE], text[MESSAGE];

  snprintf (text, sizeof text, "%s: %s -> %s",
            ipc_change_name (x->c, change->kind),
            ipc_change_side (change->old, old, sizeof old),
            ipc_change_new (change, new, sizeof new));
  open_element (x, "failure");
  attribute (x, "type", ipc_change_name (x->c, change->kind));
  attribute (x, "message", text);
  ipc_junit_details (b, change->build, text, sizeof text);
  x->trouble |= xmlTextWriterWriteString (x->w, BAD_CAST text) < 0;
  close_element (x);
}

static void
document (struct writer *x)
{
  const struct ipc_changes *c = x->c;
  size_t i;

  x->trouble |= xmlTextWriterSetIndent (x->w, 1) < 0;
  x->trouble |= xmlTextWriterStartDocument (x->w, NULL, "UTF-8", NULL) < 0;
  open_element (x, "testsuites");
  open_element (x, "testsuite");
  attribute (x, "name", "ipcompat compare");
  number (x, "tests", c->n);
  number (x, "failures", (size_t) ipc_count_failing (c));
  for (i = 0; i < c->n; i++)
    {
      open_element (x, "testcase");
      attribute (x, "classname", ipc_build_name (c->change[i].build));
      attribute (x, "name", c->change[i].row->b->id);
      if (ipc_change_fails (c, &c->change[i]))
        failure (x, &c->change[i]);
      close_element (x);
    }
  close_element (x);
  close_element (x);
  x->trouble |= xmlTextWriterEndDocument (x->w) < 0;
}

int
ipc_write_changes_junit (const struct ipc_changes *c, FILE *f)
{
  struct writer x = { c, NULL, 0 };
  xmlBufferPtr buffer = xmlBufferCreate ();

  if (buffer == NULL)
    return -1;
  x.w = xmlNewTextWriterMemory (buffer, 0);
  if (x.w == NULL)
    x.trouble = 1;
  else
    {
      document (&x);
      xmlFreeTextWriter (x.w);
    }
  if (!x.trouble)
    fputs ((const char *) xmlBufferContent (buffer), f);
  xmlBufferFree (buffer);
  return x.trouble || ferror (f) ? -1 : 0;
}
