/* platform.c - what platform_test printed: the product and its probes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "platform.h"

#include <string.h>

#include "base/message.h"
#include "base/encode.h"
#include "model/probe.h"
#include "model/product.h"

enum { MAX_PROBES = 1000 };

/* Whether the SIZE bytes at TEXT are WORD.  */
static int
is (const char *text, size_t size, const char *word)
{
  return strlen (word) == size && memcmp (text, word, size) == 0;
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
  p->name = ipc_show (&m->memory, line, name, 60);
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
  p->word = value < size ? ipc_show (&m->memory, line + value, size - value,
                                     IPC_SHOW_VALUE) : "";
  p->question = ipc_probe_question (p->name);
  m->probes++;
  return 0;
}

/* The value of SIZE bytes at TEXT, without quotes around it.  Lists are as
   long as they are.  */
static const char *
value_of (struct ipc_model *m, const char *text, size_t size, int is_list)
{
  if (size >= 2 && text[0] == '"' && text[size - 1] == '"')
    {
      text++;
      size -= 2;
    }
  return size == 0 ? NULL
         : ipc_show (&m->memory, text, size,
                     is_list ? size * 4 : IPC_SHOW_VALUE);
}

/* Take one line.  Lines with keys of a later revision are passed over.  */
static int
take_line (struct ipc_model *m, const char *line, size_t size)
{
  const char *colon = memchr (line, ':', size), *value;
  const struct ipc_fact *fact;
  size_t n, key;

  if (colon == NULL || colon + 1 >= line + size || colon[1] != ' ')
    return 0;
  value = colon + 2;
  n = size - (size_t) (value - line);
  key = (size_t) (colon - line);
  fact = ipc_find_fact (line, key);
  if (fact != NULL)
    ipc_fact_set (&m->product, fact,
                  value_of (m, value, n, fact->kind == IPC_FACT_LIST));
  else if (is (line, key, "probe"))
    return add_probe (m, value, n);
  else if (is (line, key, "uid0"))
    m->run.uid0 = is (value, n, "yes");
  else if (is (line, key, "asked"))
    m->asked = value_of (m, value, n, 1);
  else if (is (line, key, "cut"))
    m->cut = value_of (m, value, n, 1);
  else if (is (line, key, "revision"))
    m->revision = value_of (m, value, n, 0);
  return 0;
}

static int
complete (struct ipc_model *m, const char *file)
{
  struct ipc_product *p = &m->product;
  char buf[IPC_FACT_SIZE];
  const struct ipc_fact *f;
  int unsaid = m->revision == NULL;

  for (f = ipc_facts; f->name != NULL; f++)
    if (ipc_fact_text (p, f, buf) == NULL)
      {
        ipc_fact_set (p, f, NULL);
        unsaid |= f->missing != NULL && strcmp (f->missing, "unknown") == 0;
      }
  if (unsaid)
    return ipc_error ("%s: platform_test:product did not say what was"
                      " measured", file);
  if (strcmp (p->evidence, "real") != 0
      && strcmp (p->evidence, "simulated") != 0)
    return ipc_error ("%s: evidence \"%s\" is neither real nor simulated",
                      file, p->evidence);
  ipc_product_make_key (&m->memory, &m->product);
  return 0;
}

static int
read_lines (struct ipc_model *m, const char *file, const char *text,
            size_t size)
{
  const char *end = text == NULL ? NULL : text + size;

  m->probe = ipc_take (&m->memory, MAX_PROBES * sizeof *m->probe);
  while (text != end)
    {
      const char *stop = memchr (text, '\n', (size_t) (end - text));

      if (stop == NULL)
        stop = end;
      if (take_line (m, text, (size_t) (stop - text)) != 0)
        return ipc_error ("%s: malformed or doubled probe: %s", file,
                          ipc_show (&m->memory, text, (size_t) (stop - text),
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

  if (!ipc_same_product (&a->product, &b->product)
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
  if (result == 0 && other->cut != NULL)
    m->cut = ipc_join (&m->memory, m->cut == NULL ? ""
                       : ipc_join (&m->memory, m->cut, "; "), other->cut);
  ipc_model_free (other);
  return result;
}
