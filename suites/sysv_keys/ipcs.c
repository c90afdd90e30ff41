/* ipcs.c - the program ipcs beside the calls.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <unistd.h>

#include "sysv_keys.h"

/* The columns that come first, by POSIX's word and by others'; the last of
   these says what they have in common.  */
enum { TYPE, ID, KEY, MODE, OWNER, GROUP, COLUMNS };
static const char *const heads[COLUMNS][5] =
{
  { "T" }, { "ID", "msqid", "semid", "shmid", "id" }, { "KEY", "key" },
  { "MODE", "perms" }, { "OWNER", "owner" }, { "GROUP" }
};

enum { MOST_WORDS = 24, LINE_SIZE = 512 };
struct listing
{
  FILE *f;
  char line[LINE_SIZE];
  char *word[MOST_WORDS];
  int n;
  int at[COLUMNS];              /* which word each is, or -1 */
};

static void
split (struct listing *l)
{
  char *word = strtok (l->line, " \t\r\n");

  for (l->n = 0; word != NULL && l->n < MOST_WORDS;
       word = strtok (NULL, " \t\r\n"))
    l->word[l->n++] = word;
}

/* Read the next line; 0 at the end.  */
static int
next_line (struct listing *l)
{
  if (fgets (l->line, sizeof l->line, l->f) == NULL)
    return 0;
  split (l);
  return 1;
}

/* Which column has WORD above it, or -1; *FORM is which word for it.  */
static int
column_of (const char *word, int *form)
{
  int c, i;

  for (c = 0; c < COLUMNS; c++)
    for (i = 0; i < 5 && heads[c][i] != NULL; i++)
      if (strcmp (word, heads[c][i]) == 0)
        {
          *form = i;
          return c;
        }
  return -1;
}

/* Start ipcs for KIND, and read to the line above the columns; 0 if there is
   none.  */
static int
begin_list (struct listing *l, int kind)
{
  char command[32];
  int i, c, form;

  snprintf (command, sizeof command, "ipcs -%c 2>&1", kind);
  l->f = popen (command, "r");
  IPC_SETUP (l->f != NULL);
  for (c = 0; c < COLUMNS; c++)
    l->at[c] = -1;
  while (next_line (l))
    {
      for (i = 0; i < l->n; i++)
        if (c = column_of (l->word[i], &form), c != -1)
          l->at[c] = i;
      if (l->at[KEY] != -1 && l->n > 3)
        return 1;
    }
  return 0;
}

static void
end_list (struct listing *l)
{
  while (fgets (l->line, sizeof l->line, l->f) != NULL)
    continue;
  IPC_SETUP (pclose (l->f) == 0);
}

/* What the line has in COLUMN, "" for nothing.  */
static const char *
entry (const struct listing *l, int column)
{
  int i = l->at[column];

  return i == -1 || i >= l->n ? "" : l->word[i];
}

/* As numbers: hexadecimal with 0x, or decimal.  */
static int
is_number (const char *word, unsigned long number)
{
  char *end;

  return (strtoul (word, &end, 0) & 0xffffffffUL) == (number & 0xffffffffUL)
         && *word != '\0' && *end == '\0';
}

/* "640", or "--rw-r-----", where a semaphore's w is an a.  */
static int
is_mode (const char *word, int mode)
{
  return strcmp (word, mode == 0640 ? "640" : "600") == 0
         || strstr (word, mode == 0640 ? "rw-r-----" : "rw-------") != NULL
         || strstr (word, mode == 0640 ? "ra-r-----" : "ra-------") != NULL;
}

/* A name may be cut, but not to fewer bytes than 8.  */
static int
is_owner (const char *word)
{
  const struct passwd *user = getpwuid (geteuid ());

  return is_number (word, (unsigned long) geteuid ())
         || (user != NULL
             && (strcmp (word, user->pw_name) == 0
                 || (strlen (word) >= 8
                     && strncmp (word, user->pw_name, strlen (word)) == 0)));
}

struct shown
{
  int id, mode;
  key_t key;
};

/* NULL if ipcs shows WHAT, as it is; "not shown", or what is wrong.  */
static const char *
is_shown (int kind, const struct shown *what)
{
  struct listing l;
  const char *wrong = "not shown";

  if (!begin_list (&l, kind))
    wrong = "no line of columns";
  while (strcmp (wrong, "not shown") == 0 && next_line (&l))
    if (is_number (entry (&l, ID), (unsigned long) what->id))
      wrong = !is_number (entry (&l, KEY), (unsigned long) what->key)
              ? "another key"
              : !is_mode (entry (&l, MODE), what->mode) ? "another mode"
              : !is_owner (entry (&l, OWNER)) ? "another owner" : "";
  end_list (&l);
  return *wrong == '\0' ? NULL : wrong;
}

static const char *
list_both (const struct family *f)
{
  struct shown keyed, private;
  const char *wrong;

  keyed.mode = 0640;
  keyed.key = ipc_sysv_key (f->kind);
  keyed.id = keys_made (f->get (keyed.key, IPC_CREAT | IPC_EXCL | 0640));
  private.mode = 0600;
  private.key = IPC_PRIVATE;
  private.id = keys_made (ipc_sysv_private (f->kind, 1));
  wrong = is_shown (f->kind, &keyed);
  if (wrong == NULL)
    wrong = is_shown (f->kind, &private);
  if (wrong == NULL && f->destroy (keyed.id) == -1)
    wrong = ipc_errno_name (errno);
  if (wrong == NULL)
    {
      wrong = is_shown (f->kind, &keyed);
      wrong = wrong == NULL ? "shown when it is removed"
              : strcmp (wrong, "not shown") == 0
              ? is_shown (f->kind, &private) : wrong;
    }
  ipc_remove_sysv (f->kind, keyed.id);
  ipc_remove_sysv (f->kind, private.id);
  return wrong;
}

IPC_TEST (ipcs_lists)
{
  const char *wrong;

  keys_need_program ("ipcs");
  wrong = keys_each (list_both);
  ipc_observe (wrong == NULL ? "id, key, mode and owner" : wrong);
}

/* The columns that are known, up to the first one that is not, as one text:
   "T ID ...", or "key, id, ...".  */
static void
name_columns (const struct listing *l, char *text, size_t size)
{
  int i, c, form, others = strcmp (entry (l, KEY), "KEY") != 0;

  text[0] = '\0';
  for (i = 0; i < l->n && (c = column_of (l->word[i], &form)) != -1; i++)
    snprintf (text + strlen (text), size - strlen (text), "%s%s",
              i == 0 ? "" : others ? ", " : " ",
              c == ID && form > 0 ? "id" : l->word[i]);
}

static char columns[64];

/* The same as those of the families before.  */
static const char *
see_columns (const struct family *f)
{
  static char text[64];
  struct listing l;
  int id = keys_made (ipc_sysv_private (f->kind, 1));

  text[0] = '\0';
  if (begin_list (&l, f->kind))
    name_columns (&l, text, sizeof text);
  end_list (&l);
  ipc_remove_sysv (f->kind, id);
  if (columns[0] == '\0')
    strcpy (columns, text);
  return text[0] == '\0' ? "no line of columns"
         : strcmp (text, columns) == 0 ? NULL : text;
}

IPC_TEST (ipcs_format)
{
  const char *wrong;

  keys_need_program ("ipcs");
  wrong = keys_each (see_columns);
  ipc_observe (wrong == NULL ? columns : wrong);
}
