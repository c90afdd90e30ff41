/* product.c - what platform_test printed: the product and its probes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "product.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "encode.h"
#include "probes.h"

enum { MAX_PROBES = 1000, LONGEST_KEY = 80 };

const char *
ipc_probe_question (const char *name)
{
  static const struct { const char *name, *question; } known[] =
  {
#define P(name, question, word) { #name, question },
    IPC_PROBE_LIST (P)
#undef P
    { NULL, NULL }
  }, *k;

  for (k = known; k->name != NULL; k++)
    if (strcmp (k->name, name) == 0)
      return k->question;
  return "";
}

int
ipc_probe_name (const char *name, size_t size)
{
  size_t i;

  if (size == 0 || size > 60 || name[0] < 'A' || name[0] > 'Z')
    return 0;
  for (i = 0; i < size; i++)
    if (!((name[i] >= 'A' && name[i] <= 'Z')
          || (name[i] >= '0' && name[i] <= '9') || name[i] == '_'))
      return 0;
  return 1;
}

/* Where "KEY: value" of the product goes.  */
static const char **
member (struct ipc_model *m, const char *key, size_t size)
{
  struct ipc_product *p = &m->product;
  const struct { const char *key; const char **value; } members[] =
  {
    { "os", &p->os }, { "os_version", &p->os_version },
    { "distribution", &p->distribution }, { "machine", &p->machine },
    { "libc", &p->libc }, { "libc_version", &p->libc_version },
    { "compiler", &p->compiler }, { "environment", &p->environment },
    { "evidence", &p->evidence }, { "implementation", &p->implementation },
    { "simulation", &p->simulation }, { "faults", &p->faults },
    { "asked", &m->asked }, { "revision", &m->revision }
  };
  size_t i;

  for (i = 0; i < sizeof members / sizeof *members; i++)
    if (strlen (members[i].key) == size
        && memcmp (members[i].key, key, size) == 0)
      return members[i].value;
  return NULL;
}

static int
is_doubled (const struct ipc_model *m, const char *name)
{
  size_t i;

  for (i = 0; i < m->probes; i++)
    if (strcmp (m->probe[i].name, name) == 0)
      return 1;
  return 0;
}

/* "NAME VALUE WORD..." of SIZE bytes, in LINE.  */
static int
add_probe (struct ipc_model *m, const char *line, size_t size)
{
  size_t name = 0, value;
  struct ipc_probe *p;

  while (name < size && line[name] != ' ')
    name++;
  value = name + 1;
  if (!ipc_probe_name (line, name) || m->probes == MAX_PROBES)
    return -1;
  p = &m->probe[m->probes];
  p->name = ipc_show (m, line, name, 60);
  if (is_doubled (m, p->name))
    return -1;
  line += value;
  size -= value < size ? value : size;
  if (size >= 2 && memcmp (line, "-1", 2) == 0)
    p->answer = IPC_UNKNOWN;
  else if (size >= 1 && (line[0] == '0' || line[0] == '1'))
    p->answer = line[0] == '1' ? IPC_YES : IPC_NO;
  else
    return -1;
  value = p->answer == IPC_UNKNOWN ? 3 : 2;
  p->word = value < size ? ipc_show (m, line + value, size - value,
                                     IPC_SHOW_VALUE) : "";
  p->question = ipc_probe_question (p->name);
  m->probes++;
  return 0;
}

static int
starts (const char *line, size_t size, const char *with)
{
  return size >= strlen (with) && memcmp (line, with, strlen (with)) == 0;
}

/* Take one line.  Lines with keys of a later revision are passed over.  */
static int
take_line (struct ipc_model *m, const char *line, size_t size)
{
  const char *colon = memchr (line, ':', size), *value;
  const char **where;
  size_t n;

  if (colon == NULL || colon + 1 >= line + size || colon[1] != ' ')
    return 0;
  value = colon + 2;
  n = size - (size_t) (value - line);
  if (starts (line, size, "probe: "))
    return add_probe (m, value, n);
  if (starts (line, size, "uid0: yes"))
    m->run.uid0 = 1;
  if (starts (line, size, "faults_always: yes"))
    m->product.faults_always = 1;
  if (starts (line, size, "pointer_bits: ") && n > 0 && n < 4)
    m->product.pointer_bits = atoi (ipc_show (m, value, n, 4));
  where = member (m, line, (size_t) (colon - line));
  if (where == NULL)
    return 0;
  if (n >= 2 && value[0] == '"' && value[n - 1] == '"')
    {
      value++;
      n -= 2;
    }
  /* Lists are as long as they are.  */
  *where = n == 0 ? NULL
           : where == &m->asked || where == &m->product.faults
           ? ipc_show (m, value, n, n * 4) : ipc_show (m, value, n,
                                                       IPC_SHOW_VALUE);
  return 0;
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

/* "14.1" of "14.1-RELEASE-p5": what tells one product from the next.  */
static const char *
short_version (struct ipc_model *m, const char *version)
{
  size_t n = strspn (version, "0123456789");

  if (n > 0 && version[n] == '.')
    n += 1 + strspn (version + n + 1, "0123456789");
  return n == 0 ? version : ipc_show (m, version, n, IPC_SHOW_VALUE);
}

/* Append "-NAME-TEXT" for what a plain run on the host does not have.  */
static void
add_special (char *buf, size_t size, const char *name, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  add_part (buf, size, name);
  add_part (buf, size, text);
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

/* What tells this run from a plain one on the host.  */
static void
add_specials (char *key, size_t size, const struct ipc_product *p)
{
  char bits[16];

  if (p->pointer_bits != 0 && p->pointer_bits != 64)
    {
      snprintf (bits, sizeof bits, "%dbit", p->pointer_bits);
      add_part (key, size, bits);
    }
  if (strcmp (p->environment, "host") != 0)
    add_part (key, size, p->environment);
  add_part (key, size, p->implementation == NULL ? "" : p->implementation);
  add_special (key, size, "sim", p->simulation);
  if (p->simulation == NULL && strcmp (p->evidence, "real") != 0
      && p->faults == NULL)
    add_part (key, size, p->evidence);
  add_special (key, size, p->faults_always ? "always" : "fault", p->faults);
}

void
ipc_product_make_key (struct ipc_model *m)
{
  struct ipc_product *p = &m->product;
  char key[4096] = "";

  add_part (key, sizeof key, p->os);
  add_part (key, sizeof key, short_version (m, p->os_version));
  /* A BSD's libc is its system's and needs no second name.  */
  if (strncmp (p->libc, p->os, strlen (p->os)) != 0)
    {
      add_part (key, sizeof key, p->libc);
      add_part (key, sizeof key, p->libc_version);
    }
  add_part (key, sizeof key, p->machine);
  add_specials (key, sizeof key, p);
  shorten (key);
  p->key = ipc_model_copy (m, key);
}

static int
complete (struct ipc_model *m, const char *file)
{
  struct ipc_product *p = &m->product;

  if (p->distribution == NULL)
    p->distribution = "";
  if (p->environment == NULL)
    p->environment = "host";
  if (p->os == NULL || p->os_version == NULL || p->machine == NULL
      || p->libc == NULL || p->libc_version == NULL || p->compiler == NULL
      || p->evidence == NULL || m->revision == NULL)
    return ipc_error ("%s: platform_test:product did not say what was"
                      " measured", file);
  if (strcmp (p->evidence, "real") != 0
      && strcmp (p->evidence, "simulated") != 0)
    return ipc_error ("%s: evidence \"%s\" is neither real nor simulated",
                      file, p->evidence);
  ipc_product_make_key (m);
  return 0;
}

static int
read_lines (struct ipc_model *m, const char *file, const char *text,
            size_t size)
{
  const char *end = text == NULL ? NULL : text + size;

  m->probe = ipc_model_alloc (m, MAX_PROBES * sizeof *m->probe);
  while (text != end)
    {
      const char *stop = memchr (text, '\n', (size_t) (end - text));

      if (stop == NULL)
        stop = end;
      if (take_line (m, text, (size_t) (stop - text)) != 0)
        return ipc_error ("%s: malformed or doubled probe: %s", file,
                          ipc_show (m, text, (size_t) (stop - text),
                                    IPC_SHOW_VALUE));
      text = stop == end ? end : stop + 1;
    }
  return complete (m, file);
}

/* Whether A and B describe the same thing, uid apart.  */
static int
same_product (const struct ipc_model *a, const struct ipc_model *b)
{
  size_t i;

  if (strcmp (a->product.key, b->product.key) != 0
      || strcmp (a->product.os_version, b->product.os_version) != 0
      || strcmp (a->product.compiler, b->product.compiler) != 0
      || strcmp (a->product.evidence, b->product.evidence) != 0
      || strcmp (a->product.environment, b->product.environment) != 0
      || strcmp (a->revision, b->revision) != 0 || a->probes != b->probes)
    return 0;
  for (i = 0; i < a->probes; i++)
    if (strcmp (a->probe[i].name, b->probe[i].name) != 0
        || a->probe[i].answer != b->probe[i].answer)
      return 0;
  return 1;
}

int
ipc_product_read (struct ipc_model *m, const char *file, const char *text,
                  size_t size)
{
  struct ipc_model *other;
  int result;

  if (m->product.key == NULL)
    return read_lines (m, file, text, size) == 0 ? 0 : -1;
  other = ipc_model_new ();
  result = read_lines (other, file, text, size) == 0 ? 0 : -1;
  if (result == 0 && !same_product (m, other))
    {
      ipc_error ("%s: measures another product or revision than the stores"
                 " before it", file);
      result = -1;
    }
  m->run.uid0 |= other->run.uid0;
  ipc_model_free (other);
  return result;
}
