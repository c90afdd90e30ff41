/* code.c - what to paste into a program.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "code.h"

#include <stdio.h>
#include <string.h>

#include "model/prototypes.h"

enum { COLUMNS = 79 };

void
ipc_print_wrapped (const char *text, int indent)
{
  int at = 0;
  size_t n;

  for (; *text != '\0'; text += n + strspn (text + n, " "))
    {
      n = strcspn (text, " ");
      if (at > 0 && at + 1 + (int) n > COLUMNS)
        {
          putchar ('\n');
          at = 0;
        }
      at += at == 0 ? printf ("%*s%.*s", indent, "", (int) n, text)
            : printf (" %.*s", (int) n, text);
    }
  putchar ('\n');
}

/* TEXT, each line indented.  */
static void
print_indented (const char *text)
{
  size_t n;

  for (; *text != '\0'; text += n + (text[n] == '\n'))
    {
      n = strcspn (text, "\n");
      printf ("    %.*s\n", (int) n, text);
    }
}

/* The functions of FAMILY, below their headers.  */
static void
print_functions (const char *family)
{
  const struct ipc_prototype *p;
  const char *last = NULL;

  for (p = ipc_prototypes; p->family != NULL; p++)
    if (strcmp (p->family, family) == 0)
      {
        if (last == NULL)
          printf ("  To use it, with `pkg-config --cflags --libs ipcompat`, or"
                  " with\n  PKG_CHECK_MODULES([IPCOMPAT], [ipcompat]) in"
                  " configure.ac:\n");
        if (last == NULL || strcmp (last, p->header) != 0)
          printf ("    #include <%s>\n", p->header);
        print_indented (p->text);
        last = p->header;
      }
}

void
ipc_print_code (const struct ipc_fallback *f)
{
  print_functions (f->name);
  if (*f->calls != '\0')
    printf ("  or, instead of calling them, after the system's headers:\n"
            "    #include <ipcompat.h>\n"
            "  To choose it always, when ipcompat is built:\n"
            "    ./configure --enable-fallback=%s\n", f->name);
}

void
ipc_print_causes (const char *id)
{
  const struct ipc_cause *c;

  for (c = ipc_causes; c->name != NULL; c++)
    if (ipc_cause_names (c, id))
      {
        printf ("\nCause\n");
        ipc_print_wrapped (c->sentence, 2);
        ipc_print_wrapped (c->cites, 4);
        if (*c->idiom != '\0')
          {
            printf ("  Code that does not mind:\n");
            print_indented (c->idiom);
          }
      }
}
