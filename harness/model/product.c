/* product.c - what tells one product from another, and its key.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "product.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_KEY = 80, LONGEST_NAME = 600 };

const struct ipc_fact ipc_facts[] =
{
#define FACT(kind, member, label, missing) \
  { IPC_FACT_##kind, #member, label, missing, \
    offsetof (struct ipc_product, member) },
#define IN_KEY(member, plain, before, after)
#include "product.def"
#undef FACT
#undef IN_KEY
  { IPC_FACT_TEXT, NULL, NULL, NULL, 0 }
};

const struct ipc_fact *
ipc_find_fact (const char *name, size_t size)
{
  const struct ipc_fact *f;

  for (f = ipc_facts; f->name != NULL; f++)
    if (strlen (f->name) == size && memcmp (f->name, name, size) == 0)
      return f;
  return NULL;
}

const char *
ipc_fact_text (const struct ipc_product *p, const struct ipc_fact *f,
               char buf[IPC_FACT_SIZE])
{
  const void *member = (const char *) p + f->offset;
  int number;

  if (f->kind != IPC_FACT_NUMBER && f->kind != IPC_FACT_FLAG)
    return *(const char *const *) member;
  number = *(const int *) member;
  if (number == 0)
    return NULL;
  if (f->kind == IPC_FACT_FLAG)
    return "yes";
  snprintf (buf, IPC_FACT_SIZE, "%d", number);
  return buf;
}

/* A number of one to three digits, 0 for all else.  */
static int
small_number (const char *text)
{
  size_t n = strspn (text, "0123456789");

  return n > 0 && n < 4 && text[n] == '\0' ? atoi (text) : 0;
}

void
ipc_fact_set (struct ipc_product *p, const struct ipc_fact *f,
              const char *text)
{
  void *member = (char *) p + f->offset;

  if (text == NULL || *text == '\0')
    text = f->missing;
  if (f->kind == IPC_FACT_NUMBER)
    *(int *) member = text == NULL ? 0 : small_number (text);
  else if (f->kind == IPC_FACT_FLAG)
    *(int *) member = text != NULL && strcmp (text, "yes") == 0;
  else
    *(const char **) member = text;
}

int
ipc_same_product (const struct ipc_product *a, const struct ipc_product *b)
{
  char buf[2][IPC_FACT_SIZE];
  const struct ipc_fact *f;

  for (f = ipc_facts; f->name != NULL; f++)
    {
      const char *x = ipc_fact_text (a, f, buf[0]);
      const char *y = ipc_fact_text (b, f, buf[1]);

      if (strcmp (x == NULL ? "" : x, y == NULL ? "" : y) != 0)
        return 0;
    }
  return 1;
}

/* Append the part TEXT to the key in BUF of SIZE bytes: lower case, and '-'
   for what a file name should not have.  */
static void
add_part (char *buf, size_t size, const char *text)
{
  size_t n = strlen (buf);

  if (text[0] == '\0' || strcmp (text, "unknown") == 0)
    return;
  if (n > 0 && n + 1 < size)
    buf[n++] = '-';
  for (; *text != '\0' && n + 1 < size; text++)
    if (*text >= 'A' && *text <= 'Z')
      buf[n++] = (char) (*text - 'A' + 'a');
    else if (strchr ("abcdefghijklmnopqrstuvwxyz0123456789._", *text))
      buf[n++] = *text;
    else if (n > 0 && buf[n - 1] != '-')
      buf[n++] = '-';
  buf[n] = '\0';
}

/* How much of VERSION tells one product from the next: "14.1" of
   "14.1-RELEASE-p5".  */
static size_t
short_version (const char *version)
{
  size_t n = strspn (version, "0123456789");

  if (n > 0 && version[n] == '.')
    n += 1 + strspn (version + n + 1, "0123456789");
  return n == 0 ? strlen (version) : n;
}

/* Whether the system's own programs are compiled by P's compiler: of another
   version, at times, but then its libc is another one, too.  */
static int
is_usual_compiler (const struct ipc_product *p)
{
  static const char *const by_clang[] =
    { "Darwin", "FreeBSD", "OpenBSD", NULL };
  const char *const *os = by_clang;

  while (*os != NULL && strcmp (*os, p->os) != 0)
    os++;
  return strncmp (p->compiler, *os == NULL ? "gcc " : "clang ",
                  *os == NULL ? 4 : 6) == 0;
}

/* What goes without saying: a BSD's libc is its system's and needs no second
   name; the usual compiler; what is simulated, or has faults, says so by
   itself.  */
static int
is_implied (const struct ipc_product *p, const char *name)
{
  if (strcmp (name, "compiler") == 0)
    return is_usual_compiler (p);
  if (strncmp (name, "libc", 4) == 0)
    return strncmp (p->libc, p->os, strlen (p->os)) == 0;
  return strcmp (name, "evidence") == 0
         && (p->simulation != NULL || p->faults != NULL);
}

/* Where KEY is too long for a name, its end gives way to a sum of it all:
   two products never share a key because they began alike.  */
static void
shorten (char *key)
{
  uint32_t sum = 2166136261u;
  const char *p;

  if (strlen (key) <= LONGEST_KEY)
    return;
  for (p = key; *p != '\0'; p++)
    sum = (sum ^ (unsigned char) *p) * 16777619u;
  snprintf (key + LONGEST_KEY - 9, 10, "-%08lx", (unsigned long) sum);
}

void
ipc_product_make_key (struct ipc_arena *a, struct ipc_product *p)
{
  static const struct { const char *name, *plain, *before, *after; } parts[] =
  {
#define FACT(kind, member, label, missing)
#define IN_KEY(member, plain, before, after) \
    { #member, plain, before, after },
#include "product.def"
#undef FACT
#undef IN_KEY
  };
  char key[4096] = "", part[2048], buf[IPC_FACT_SIZE];
  size_t i;

  for (i = 0; i < sizeof parts / sizeof *parts; i++)
    {
      const char *name = parts[i].name, *before = parts[i].before;
      const char *text = ipc_fact_text (p, ipc_find_fact (name, strlen (name)),
                                        buf);
      size_t n;

      if (text == NULL || *text == '\0' || strcmp (text, parts[i].plain) == 0
          || is_implied (p, name))
        continue;
      n = text == p->os_version || text == p->environment_version
          ? short_version (text) : strlen (text);
      snprintf (part, sizeof part, "%.*s%s", (int) n, text, parts[i].after);
      add_part (key, sizeof key, text == p->faults && p->faults_always
                ? "always" : before);
      add_part (key, sizeof key, part);
    }
  if (*key == '\0')
    strcpy (key, "unknown");
  shorten (key);
  p->key = ipc_copy (a, key);
}

/* Append WORD and the first of VERSION to the name in BUF.  */
static void
add_words (char *buf, const char *word, const char *version)
{
  size_t n = strlen (buf), size = LONGEST_NAME - n;

  if (word == NULL)
    return;
  if (version == NULL || strcmp (version, "unknown") == 0)
    snprintf (buf + n, size, "%s%s", n == 0 ? "" : ", ", word);
  else
    snprintf (buf + n, size, "%s%s %.*s", n == 0 ? "" : ", ", word,
              (int) short_version (version), version);
}

const char *
ipc_product_name (struct ipc_arena *a, const struct ipc_product *p)
{
  char buf[LONGEST_NAME] = "", number[32];

  if (strcmp (p->evidence, "unknown") == 0)
    return "a platform that is not named";
  add_words (buf, p->os, p->os_version);
  if (!is_implied (p, "libc"))
    add_words (buf, p->libc, p->libc_version);
  add_words (buf, p->machine, NULL);
  snprintf (number, sizeof number, "%d bits", p->pointer_bits);
  if (p->pointer_bits != 0 && p->pointer_bits != 64)
    add_words (buf, number, NULL);
  if (!is_implied (p, "compiler"))
    add_words (buf, p->compiler, NULL);
  if (strcmp (p->environment, "host") != 0)
    add_words (buf, p->environment, p->environment_version);
  add_words (buf, p->implementation, NULL);
  add_words (buf, p->simulation != NULL ? p->simulation : p->faults, NULL);
  return ipc_copy (a, buf);
}
