/* options.c - words on the command line.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#ifdef HAVE_TERMIOS_H
# include <termios.h>
#endif

#include "command.h"
#include "model/model.h"

/* The verdict that the SIZE bytes at WORD name, with '-' for ' '.  */
static int
verdict_bit (const char *word, size_t size, int disagrees)
{
  char name[32];
  size_t i;

  if (size >= sizeof name)
    return -1;
  for (i = 0; i < size; i++)
    name[i] = word[i] == '-' ? ' ' : word[i];
  name[size] = '\0';
  if (disagrees && strcmp (name, "disagrees") == 0)
    return IPC_DISAGREES_BIT;
  return ipc_verdict_of (name);
}

unsigned
ipc_verdict_set (const char *option, const char *list, int disagrees)
{
  unsigned set = 0;
  int bit;

  for (;; list++)
    {
      size_t n = strcspn (list, ",");

      bit = verdict_bit (list, n, disagrees);
      if (bit == -1)
        {
          ipc_error ("--%s: \"%.*s\" is no verdict", option, (int) n, list);
          return 0;
        }
      set |= 1u << bit;
      list += n;
      if (*list == '\0')
        return set;
    }
}

int
ipc_word_of (const char *option, const char *word, const char *const *words)
{
  int i;

  for (i = 0; words[i] != NULL; i++)
    if (strcmp (word, words[i]) == 0)
      return i;
  ipc_error ("--%s: \"%s\" is not known", option, word);
  return -1;
}

int
ipc_colour (int mode)
{
  const char *no_color = getenv ("NO_COLOR"), *term = getenv ("TERM");

  if (mode != 0)
    return mode == 1;
  return isatty (STDOUT_FILENO) && (no_color == NULL || *no_color == '\0')
         && term != NULL && strcmp (term, "dumb") != 0;
}

int
ipc_width (void)
{
  const char *columns = getenv ("COLUMNS");
  int width = columns == NULL ? 0 : atoi (columns);
#ifdef TIOCGWINSZ
  struct winsize size;

  if (width <= 0 && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
    width = size.ws_col;
#endif
  if (!isatty (STDOUT_FILENO))
    return 0;
  return width < 20 ? 80 : width;
}
