/* shell.c - is the shell a program of this platform?
   SPDX-License-Identifier: BSD-2-Clause

   Where an emulator runs programs one by one it is the emulator's host's,
   whose signals may have other numbers.  The heads of the two files tell.  */

#include "surroundings.h"

#include <stdio.h>
#include <string.h>

#include "child.h"

/* Of an ELF file, up to and with its machine.  */
enum { HEAD = 20, CLASS = 4, ORDER = 5, MACHINE = 18 };

/* The first bytes of the file NAME; whether there are as many.  */
static int
read_head (const char *name, unsigned char *head)
{
  FILE *f = fopen (name, "rb");
  size_t n = 0;

  if (f != NULL)
    {
      n = fread (head, 1, HEAD, f);
      fclose (f);
    }
  return n == HEAD;
}

int
ipc_shell_is_foreign (void)
{
  unsigned char own[HEAD], shell[HEAD];
  char name[1024];

  ipc_helper_path ("ipc_helper", name, sizeof name);
  if (!read_head (name, own) || !read_head ("/bin/sh", shell)
      || memcmp (own, "\177ELF", CLASS) != 0
      || memcmp (shell, "\177ELF", CLASS) != 0)
    return 0;
  return own[CLASS] != shell[CLASS] || own[ORDER] != shell[ORDER]
         || memcmp (own + MACHINE, shell + MACHINE, HEAD - MACHINE) != 0;
}
