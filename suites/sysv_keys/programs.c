/* programs.c - ipcs and ipcrm beside the calls.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ipc.h>
#include <unistd.h>

#include "sysv_keys.h"

/* End the case unless the program NAME is there.  */
static void
need_program (const char *name)
{
  char command[64];
  int held = ipc_hold ();

  snprintf (command, sizeof command, "command -v %s >/dev/null 2>&1", name);
  if (system (command) != 0)
    ipc_not_exercised (strcmp (name, "ipcs") == 0 ? "no ipcs" : "no ipcrm");
  ipc_release (held);
}

enum { MOST_WORDS = 24, LINE_SIZE = 512 };
struct words
{
  char line[LINE_SIZE];
  char *word[MOST_WORDS];
  int n;
};

static void
split (struct words *w)
{
  char *word = strtok (w->line, " \t\r\n");

  for (w->n = 0; word != NULL && w->n < MOST_WORDS;
       word = strtok (NULL, " \t\r\n"))
    w->word[w->n++] = word;
}

static int
has_word (const struct words *w, const char *word)
{
  int i;

  for (i = 0; i < w->n; i++)
    if (strcmp (w->word[i], word) == 0)
      return 1;
  return 0;
}

/* As numbers: hexadecimal with 0x, or decimal.  */
static int
has_number (const struct words *w, unsigned long number)
{
  int i;
  char *end;

  for (i = 0; i < w->n; i++)
    if ((strtoul (w->word[i], &end, 0) & 0xffffffffUL)
        == (number & 0xffffffffUL) && *end == '\0')
      return 1;
  return 0;
}

/* Read the next line of F into W; 0 at its end.  */
static int
next_line (FILE *f, struct words *w)
{
  if (fgets (w->line, sizeof w->line, f) == NULL)
    return 0;
  split (w);
  return 1;
}

/* Look for the line of KIND that has KEY; 0 if there is none.  */
static int
find_line (int kind, key_t key, struct words *w)
{
  char command[32];
  int found = 0;
  FILE *f;

  snprintf (command, sizeof command, "ipcs -%c 2>&1", kind);
  f = popen (command, "r");
  IPC_SETUP (f != NULL);
  while (!found && next_line (f, w))
    found = has_number (w, (unsigned long) key);
  while (fgets (command, sizeof command, f) != NULL)
    continue;
  IPC_SETUP (pclose (f) == 0);
  return found;
}

/* "600", or "--rw-------" with two letters more for what it waits for.  */
static int
has_mode (const struct words *w)
{
  int i;

  for (i = 0; i < w->n; i++)
    if (strcmp (w->word[i], "600") == 0
        || strstr (w->word[i], "rw-------") != NULL)
      return 1;
  return 0;
}

static int
has_owner (const struct words *w)
{
  const struct passwd *user = getpwuid (geteuid ());
  char number[24];

  snprintf (number, sizeof number, "%lu", (unsigned long) geteuid ());
  return has_word (w, number) || (user != NULL && has_word (w, user->pw_name));
}

static const char *
is_shown (const struct words *w, int id)
{
  char number[24];

  snprintf (number, sizeof number, "%d", id);
  return !has_word (w, number) ? "another id"
         : !has_mode (w) ? "another mode"
         : !has_owner (w) ? "another owner" : NULL;
}

static const char *
list_one (const struct family *f)
{
  key_t key = ipc_sysv_key (f->kind);
  int id = f->get (key, IPC_CREAT | IPC_EXCL | 0600);
  const char *wrong;
  struct words w;

  IPC_SETUP (id != -1);
  wrong = find_line (f->kind, key, &w) ? is_shown (&w, id) : "not shown";
  if (wrong == NULL && f->destroy (id) == -1)
    wrong = ipc_errno_name (errno);
  if (wrong == NULL && find_line (f->kind, key, &w))
    wrong = "shown when it is removed";
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

IPC_TEST (ipcs_lists)
{
  const char *wrong;

  need_program ("ipcs");
  wrong = keys_each (list_one);
  ipc_observe (wrong == NULL ? "id, key, mode and owner" : wrong);
}

/* Run "ipcrm -LETTER WHAT"; whether ID is then gone.  */
static const char *
removes (const struct family *f, int id, const char *command)
{
  const char *wrong = NULL;

  if (f->stat (id) == -1)
    wrong = "not even there before";
  else if (system (command) != 0)
    wrong = "ipcrm fails";
  else
    wrong = keys_refused ("then stat", f->stat (id), EINVAL);
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

static const char *
remove_both (const struct family *f)
{
  int id = ipc_sysv_private (f->kind, 1), other;
  char command[64];
  const char *wrong;
  key_t key;

  IPC_SETUP (id != -1);
  snprintf (command, sizeof command, "ipcrm -%c %d", f->kind, id);
  wrong = removes (f, id, command);
  if (wrong != NULL)
    return wrong;
  key = ipc_sysv_key (f->kind);
  id = f->get (key, IPC_CREAT | IPC_EXCL | 0600);
  other = ipc_sysv_private (f->kind, 1);
  IPC_SETUP (id != -1 && other != -1);
  snprintf (command, sizeof command, "ipcrm -%c %#lx",
            f->kind - 'a' + 'A', (unsigned long) key & 0xffffffffUL);
  wrong = removes (f, id, command);
  if (wrong == NULL && f->stat (other) == -1)
    wrong = "another one is gone, too";
  ipc_remove_sysv (f->kind, other);
  return wrong;
}

IPC_TEST (ipcrm_removes)
{
  const char *wrong;

  need_program ("ipcrm");
  wrong = keys_each (remove_both);
  ipc_observe (wrong == NULL ? "by id and by key" : wrong);
}

/* The columns, by what they have in common on all systems.  */
static const char *
column (const char *head)
{
  static const char *const known[][2] =
    {
      { "T", "T" }, { "ID", "ID" }, { "msqid", "id" }, { "KEY", "KEY" },
      { "key", "key" }, { "MODE", "MODE" }, { "perms", "perms" },
      { "OWNER", "OWNER" }, { "owner", "owner" }, { "GROUP", "GROUP" }
    };
  size_t i;

  for (i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp (head, known[i][0]) == 0)
      return known[i][1];
  return NULL;
}

/* The first columns that are known of the line W, as one text.  */
static const char *
columns (const struct words *w, const char *between)
{
  static char text[64];
  int i;

  text[0] = '\0';
  for (i = 0; i < w->n && column (w->word[i]) != NULL; i++)
    snprintf (text + strlen (text), sizeof text - strlen (text), "%s%s",
              i == 0 ? "" : between, column (w->word[i]));
  return text;
}

IPC_TEST (ipcs_format)
{
  struct words w;
  int id, found = 0;
  FILE *f;

  need_program ("ipcs");
  ipc_need_sysv (IPC_QUEUE);
  id = ipc_sysv_private (IPC_QUEUE, 0);
  IPC_SETUP (id != -1);
  f = popen ("ipcs -q", "r");
  IPC_SETUP (f != NULL);
  while (!found && next_line (f, &w))
    found = w.n > 3 && (has_word (&w, "KEY") || has_word (&w, "key"));
  ipc_observe (!found ? "no line of columns"
               : columns (&w, has_word (&w, "KEY") ? " " : ", "));
  while (fgets (w.line, sizeof w.line, f) != NULL)
    continue;
  pclose (f);
  ipc_remove_sysv (IPC_QUEUE, id);
}
