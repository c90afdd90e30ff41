/* expected.c - what a report of before leads one to expect.
   SPDX-License-Identifier: BSD-2-Clause

   Suites are built for platforms that have no library for JSON: this reads
   what harness/write/json-write.c writes, a behaviour a line.  */

#include "expected.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "report.h"
#include "settings.h"

enum { LINE_SIZE = 32768 };

/* What comes after the string at P, which begins with its quote.  */
static const char *
after_string (const char *p)
{
  for (p++; *p != '"' && *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;
  return *p == '\0' ? p : p + 1;
}

/* The value of the member NAME of the object at P, else NULL.  */
static const char *
member (const char *p, const char *name)
{
  size_t n = strlen (name);
  int depth = 0;

  while (p != NULL && *p != '\0')
    if (*p == '"')
      {
        const char *end = after_string (p);

        if (depth == 1 && *end == ':' && (size_t) (end - p) == n + 2
            && memcmp (p + 1, name, n) == 0)
          return end + 1;
        p = end;
      }
    else
      {
        depth += *p == '{' || *p == '[';
        depth -= *p == '}' || *p == ']';
        if (depth == 0)
          return NULL;
        p++;
      }
  return NULL;
}

/* The string at P, in which nothing but '"' and '\\' needs a '\\' before it:
   values are printable ASCII.  NULL if there is none.  */
static const char *
string_value (const char *p)
{
  static char value[128];
  size_t n = 0;

  if (p == NULL || *p != '"')
    return NULL;
  for (p++; *p != '"' && *p != '\0' && n + 1 < sizeof value; p++)
    {
      if (*p == '\\')
        p++;
      value[n++] = *p;
    }
  value[n] = '\0';
  return value;
}

/* Find in F the line of the behaviour ID.  */
static const char *
line_of (FILE *f, const char *id)
{
  static char line[LINE_SIZE];
  char begin[128];
  size_t n = (size_t) snprintf (begin, sizeof begin, "{\"id\":\"%s\",", id);

  while (fgets (line, sizeof line, f) != NULL)
    if (strncmp (line, begin, n) == 0)
      return line;
  return NULL;
}

const char *
ipc_expected (const char *id, enum ipc_build build)
{
  const char *file = ipc_config ("expect", ""), *line;
  char first[32];
  FILE *f;

  if (*file == '\0')
    return NULL;
  if (*file != '/')
    ipc_broken ("\"expect\" wants an absolute path, not %.200s", file);
  f = fopen (file, "r");
  if (f == NULL)
    ipc_broken ("cannot read %.200s: %s", file, ipc_errno_name (errno));
  if (fgets (first, sizeof first, f) == NULL
      || strncmp (first, "{\"schema\":\"ipcompat-report/", 27) != 0)
    ipc_broken ("%.200s is not a report.json", file);
  rewind (f);
  line = line_of (f, id);
  fclose (f);
  line = (int) build < IPC_NATIVE_BUILDS
         ? member (member (line, "native"), ipc_build_name (build))
         : member (line, "fallback");
  return string_value (member (line, "observed"));
}
