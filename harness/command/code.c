/* code.c - what to paste into a program.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "code.h"

#include <stdio.h>
#include <string.h>

#include "model/prototypes.h"

enum { COLUMNS = 79 };

void
ipc_print_item (const char *head, const char *text, int indent)
{
  const char *blank = "";
  int at = printf ("%s", head);
  size_t n;

  for (; *text != '\0'; text += n + strspn (text + n, " "))
    {
      n = strcspn (text, " ");
      if (*blank != '\0' && at + 1 + (int) n > COLUMNS)
        {
          at = printf ("\n%*s", indent, "") - 1;
          blank = "";
        }
      at += printf ("%s%.*s", blank, (int) n, text);
      blank = " ";
    }
  putchar ('\n');
}

void
ipc_print_wrapped (const char *text, int indent)
{
  char blanks[32];

  snprintf (blanks, sizeof blanks, "%*s", indent, "");
  ipc_print_item (blanks, text, indent);
}

/* TEXT, each line indented; less where it would be too wide, as a prototype's
   second line may be.  */
static void
print_indented (const char *text)
{
  size_t n;

  for (; *text != '\0'; text += n + (text[n] == '\n'))
    {
      n = strcspn (text, "\n");
      for (; n + 4 > COLUMNS && *text == ' '; n--)
        text++;
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
