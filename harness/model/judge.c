/* judge.c - from what a case left to a verdict.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "judge.h"

#include <string.h>

#include "base/encode.h"

/* The next line of the text at *P, which ends at END; its size to *SIZE.
   Returns NULL after the last.  */
static const char *
next_line (const char **p, const char *end, size_t *size)
{
  const char *line = *p, *stop;

  if (line == NULL || line == end)
    return NULL;
  stop = memchr (line, '\n', (size_t) (end - line));
  *size = (size_t) ((stop == NULL ? end : stop) - line);
  *p = stop == NULL ? end : stop + 1;
  return line;
}

/* The first line in the SIZE bytes at TEXT that begins with TAG, without
   it; its size to *FOUND, how many there are to *COUNT.  */
static const char *
tagged (const char *text, size_t size, const char *tag, size_t *found,
        int *count)
{
  const char *p = text, *end = text == NULL ? NULL : text + size, *line;
  const char *first = NULL;
  size_t n, tag_size = strlen (tag);

  *found = 0;
  *count = 0;
  while ((line = next_line (&p, end, &n)) != NULL)
    if (n >= tag_size && memcmp (line, tag, tag_size) == 0
        && ++*count == 1)
      {
        first = line + tag_size;
        *found = n - tag_size;
      }
  return first;
}

void
ipc_each_use (struct ipc_model *m, const struct ipc_case_record *record,
              void (*each) (void *closure, const char *name), void *closure)
{
  const char *p = record->out, *line;
  const char *end = p == NULL ? NULL : p + record->out_size;
  size_t n;

  while ((line = next_line (&p, end, &n)) != NULL)
    if (n > 6 && n < 80 && memcmp (line, "uses: ", 6) == 0)
      each (closure, ipc_show (&m->memory, line + 6, n - 6, IPC_SHOW_VALUE));
}

void
ipc_no_evidence (struct ipc_result *r, const char *reason)
{
  r->verdict = IPC_NO_EVIDENCE;
  r->observed = NULL;
  r->reason = reason;
}

/* Why the case could not be judged: its own word, else Kyua's.  */
static const char *
complaint (struct ipc_model *m, const struct ipc_case_record *record)
{
  size_t n;
  int count;
  const char *own = tagged (record->err, record->err_size, "broken: ", &n,
                            &count);

  if (own == NULL)
    {
      own = record->kyua_reason;
      n = strlen (own);
    }
  if (n == 0)
    return "no reason given";
  return ipc_show (&m->memory, own, n, IPC_SHOW_TEXT);
}

/* Whether the case says that it went through the fallback NAME.  */
static int
went_through (const struct ipc_case_record *record, const char *name)
{
  static const char tag[] = "mapped: ";
  const char *p = record->out, *line;
  const char *end = p == NULL ? NULL : p + record->out_size;
  size_t n, size = strlen (name);

  while ((line = next_line (&p, end, &n)) != NULL)
    if (n == strlen (tag) + size && memcmp (line, tag, strlen (tag)) == 0
        && memcmp (line + strlen (tag), name, size) == 0)
      return 1;
  return 0;
}

/* A fallback of B that the case does not say that it went through: then its
   observation tells nothing of any.  NULL if there is none.  */
static const char *
passed_over (const struct ipc_behaviour *b,
             const struct ipc_case_record *record)
{
  const char *const *f;

  for (f = b->fallbacks; *f != NULL; f++)
    if (!went_through (record, *f))
      return *f;
  return NULL;
}

int
ipc_unexpected (const struct ipc_case_record *record, const char *value[2],
                struct ipc_arena *memory)
{
  static const char *const tags[] = { "observed: ", "expected: " };
  const char *text[2];
  size_t n[2];
  int count, i;

  for (i = 0; i < 2; i++)
    {
      text[i] = tagged (record->out, record->out_size, tags[i], &n[i], &count);
      if (count != 1)
        return 0;
    }
  if (n[0] == n[1] && memcmp (text[0], text[1], n[0]) == 0)
    return 0;
  for (i = 0; i < 2 && value != NULL; i++)
    value[i] = ipc_show (memory, text[i], n[i], IPC_SHOW_VALUE);
  return 1;
}

/* What the observation is worth, given that there is one.  */
static void
judge_observation (struct ipc_model *m, const struct ipc_behaviour *b,
                   enum ipc_build build,
                   const struct ipc_case_record *record,
                   struct ipc_result *r)
{
  const char *missed = (int) build >= IPC_NATIVE_BUILDS
                       ? passed_over (b, record) : NULL;

  if (missed != NULL)
    ipc_no_evidence (r, ipc_join (&m->memory, "did not go through fallback ",
                                        missed));
  else
    r->verdict = ipc_judge_value (b, build, r->observed, ipc_limits,
                                  &r->reason);
  /* A case that observed what is documented and failed all the same has
     failed by something that nobody wrote down, if it was not of another
     mind.  */
  if (strcmp (record->result, "failed") == 0
      && (r->verdict == IPC_HOLDS || r->verdict == IPC_PROVEN)
      && !ipc_unexpected (record, NULL, NULL))
    ipc_no_evidence (r, complaint (m, record));
}

void
ipc_judge (struct ipc_model *m, const struct ipc_behaviour *b,
           enum ipc_build build, const struct ipc_case_record *record,
           struct ipc_result *r)
{
  size_t n, detail_size;
  int count, details;
  const char *value = tagged (record->out, record->out_size, "observed: ",
                              &n, &count);
  const char *detail = tagged (record->out, record->out_size, "detail: ",
                               &detail_size, &details);

  r->present = 1;
  r->seconds = record->seconds;
  r->observed = r->reason = r->detail = NULL;
  if (detail != NULL && detail_size > 0)
    r->detail = ipc_show (&m->memory, detail, detail_size, IPC_SHOW_TEXT);
  if (strcmp (record->result, "broken") == 0)
    ipc_no_evidence (r, complaint (m, record));
  else if (count > 1)
    ipc_no_evidence (r, "observed more than once");
  else if (count == 1 && !ipc_printable (value, n, IPC_SHOW_VALUE))
    ipc_no_evidence (r, "malformed observation");
  else if (count == 1)
    {
      r->observed = ipc_show (&m->memory, value, n, IPC_SHOW_VALUE);
      judge_observation (m, b, build, record, r);
    }
  else if (strcmp (record->result, "skipped") == 0)
    {
      r->verdict = IPC_NOT_EXERCISED;
      r->reason = complaint (m, record);
    }
  else
    ipc_no_evidence (r, "observed nothing");
}
