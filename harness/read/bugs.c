/* bugs.c - files of findings that somebody has reported.
   SPDX-License-Identifier: BSD-2-Clause

   A finding is some lines "name: text", and ends where a line is empty or the
   file ends; a line that begins with '#' is a comment.  Each says for which
   version it holds: one that did not would never lapse.  */

#include <config.h>

#include "bugs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/message.h"

enum { MAX_LINE = 1000, MAX_LINES = 100000 };

struct reader
{
  struct ipc_arena *a;
  const char *file;
  int line, start;              /* this one, and the first of its finding */
  struct ipc_bug *bug;          /* the finding at hand, or NULL */
  struct ipc_bug *first, **end;
};

/* Say what is wrong with LINE.  Returns -1.  */
static int
wrong (const struct reader *r, int line, const char *what, const char *word)
{
  ipc_error ("%s: line %d: %s%s", r->file, line, what, word);
  return -1;
}

/* The next line, of *SIZE bytes, to BUF.  Returns 1; 0 at the end, -1 after a
   message.  */
static int
next_line (struct reader *r, FILE *f, char *buf, size_t *size)
{
  int c;

  *size = 0;
  r->line++;
  while ((c = getc (f)) != EOF && c != '\n')
    {
      if (c == '\0')
        return wrong (r, r->line, "no text: it has a NUL", "");
      if (*size + 1 == MAX_LINE || r->line > MAX_LINES)
        return wrong (r, r->line, "too long", "");
      buf[(*size)++] = (char) c;
    }
  if (ferror (f))
    {
      ipc_error ("%s: %s", r->file, strerror (errno));
      return -1;
    }
  while (*size > 0 && strchr (" \t\r", buf[*size - 1]) != NULL)
    --*size;
  buf[*size] = '\0';
  return c == EOF && *size == 0 ? 0 : 1;
}

/* Where B has what is called by the SIZE bytes at NAME; NULL if nothing
   is.  */
static const char **
member (struct ipc_bug *b, const char *name, size_t size)
{
  static const char *const names[] = { "id", "value", "link", "note" };
  const char **const places[] = { &b->id, &b->value, &b->link, &b->note };
  const struct ipc_fact *fact;
  size_t i;

  for (i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen (names[i]) == size && memcmp (names[i], name, size) == 0)
      return places[i];
  fact = ipc_find_fact (name, size);
  return fact == NULL ? NULL : &b->fact[fact - ipc_facts];
}

/* "name: text", of SIZE bytes.  */
static int
take_member (struct reader *r, const char *line, size_t size)
{
  size_t name = strcspn (line, ":");
  const char *text = line + name + 1, **place;

  if (name == size)
    return wrong (r, r->line, "not \"name: text\"", "");
  text += strspn (text, " \t");
  if (r->bug == NULL)
    {
      r->bug = ipc_take (r->a, sizeof *r->bug);
      r->start = r->line;
    }
  place = member (r->bug, line, name);
  if (place == NULL)
    return wrong (r, r->line, "no finding has the member ",
                  ipc_show (r->a, line, name, IPC_SHOW_VALUE));
  if (*place != NULL)
    return wrong (r, r->line, "a second ",
                  ipc_show (r->a, line, name, IPC_SHOW_VALUE));
  if (*text == '\0')
    return wrong (r, r->line, "no text", "");
  *place = ipc_show (r->a, text, strlen (text), IPC_SHOW_TEXT);
  if (place == &r->bug->id && ipc_find (*place) == NULL)
    return wrong (r, r->line, "no behaviour is called ", *place);
  if (place == &r->bug->link && strpbrk (*place, " \"'<>`\\") != NULL)
    return wrong (r, r->line, "no address or number: ", *place);
  return 0;
}

/* The finding at hand is complete, or something is missing.  */
static int
finish (struct reader *r)
{
  const struct ipc_bug *b = r->bug;
  const struct ipc_fact *f;
  int versions = 0;

  if (b == NULL)
    return 0;
  for (f = ipc_facts; f->name != NULL; f++)
    versions += b->fact[f - ipc_facts] != NULL
                && ipc_names_version (f, b->fact[f - ipc_facts]);
  if (b->id == NULL || b->value == NULL || b->link == NULL)
    return wrong (r, r->start, "the finding that begins here has no ",
                  b->id == NULL ? "id" : b->value == NULL ? "value" : "link");
  if (b->fact[ipc_find_fact ("os", 2) - ipc_facts] == NULL)
    return wrong (r, r->start, "the finding that begins here has no os", "");
  if (versions == 0)
    return wrong (r, r->start, "the finding that begins here names no version"
                  " (os_version, libc_version): it would never lapse", "");
  *r->end = r->bug;
  r->end = &r->bug->next;
  r->bug = NULL;
  return 0;
}

/* All of F.  Returns 0, or -1 after a message.  */
static int
read_all (struct reader *r, FILE *f)
{
  char line[MAX_LINE];
  size_t size;
  int more, result = 0;

  while (result == 0 && (more = next_line (r, f, line, &size)) != 0)
    result = more == -1 ? -1 : size == 0 ? finish (r)
             : line[0] == '#' ? 0 : take_member (r, line, size);
  return result == 0 ? finish (r) : -1;
}

int
ipc_read_bugs (struct ipc_arena *a, const char *file, struct ipc_bug **list)
{
  struct reader r = { a, file, 0, 0, NULL, NULL, NULL };
  FILE *f = fopen (file, "r");
  int result;

  if (f == NULL)
    {
      ipc_error ("%s: %s", file, strerror (errno));
      return -1;
    }
  r.end = &r.first;
  result = read_all (&r, f);
  fclose (f);
  if (result != 0)
    return -1;
  while (*list != NULL)
    list = &(*list)->next;
  *list = r.first;
  return 0;
}
