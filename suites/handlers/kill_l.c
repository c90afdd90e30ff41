/* kill_l.c - the names that the shell knows.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "frame/suite.h"
#include "handlers.h"

/* The number of the macro NAME, 0 if there is none.  */
static int
macro_number (const char *name)
{
  const char *macro;
  int i, signo;

  for (i = 0; (macro = ipc_signal_macro (i, &signo)) != NULL; i++)
    if (strcmp (macro, name) == 0)
      return signo;
  return 0;
}

/* Of a name that does not mean the same to both.  */
static char numbers[80];

/* Is the name that the shell prints known to the program, as SIGNO?  One
   that shares its number will do: libc has POLL where shells have IO.  A
   digit instead means that the shell knows none.  */
static const char *
compare (const char *shell, int signo)
{
  static char wrong[80];
  char canonical[IPC_NAME_SIZE];
  int found = 0;

  if (strncmp (shell, "SIG", 3) == 0)
    shell += 3;
  if (*shell == '\0' || *shell == '?' || (*shell >= '0' && *shell <= '9')
      || strcmp (shell, "EXIT") == 0 || strncmp (shell, "NUM", 3) == 0)
    return NULL;
  if (ipc_str2sig (shell, &found) == -1
      && ((found = macro_number (shell)) == 0
          || ipc_sig2str (found, canonical) == -1
          || macro_number (canonical) != found))
    snprintf (wrong, sizeof wrong, "%.20s is known to the shell only", shell);
  else if (signo != 0 && found != signo)
    {
      snprintf (wrong, sizeof wrong, "%.20s is another number", shell);
      snprintf (numbers, sizeof numbers, "; %.20s: %d in the shell, %d here",
                shell, signo, found);
    }
  else
    return NULL;
  return wrong;
}

/* What kill -l N prints, each on a line behind its number.  */
static char by_number[8192];

static void
ask_numbers (void)
{
  char command[200];

  snprintf (command, sizeof command,
            "i=1; while test $i -le %d; do printf '%%s ' $i;"
            " kill -l $i 2>/dev/null || echo; i=$((i + 1)); done",
            ipc_highest_signal ());
  IPC_SETUP (shell_output (command, by_number, sizeof by_number) == 0);
}

/* A program may also be linked with another libc than the shell, which starts
   its real-time signals elsewhere.  The numbers have been asked.  */
static void
need_own_libc (void)
{
  const char *found;

  found = strstr (by_number, " RTMIN\n");
  if (found == NULL)
    found = strstr (by_number, " SIGRTMIN\n");
  if (found == NULL)
    return;
  while (found > by_number && found[-1] != '\n')
    found--;
  if (atoi (found) != SIGRTMIN)
    ipc_not_exercised ("the shell is another libc's: its RTMIN differs");
}

static const char *
compare_numbers (char *unnamed)
{
  char name[IPC_NAME_SIZE];
  char *line, *end;
  const char *wrong;
  int signo = 0;

  for (line = by_number; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      char *shell;

      *end = '\0';
      signo++;
      IPC_SETUP (strtol (line, &shell, 10) == signo);
      shell += *shell == ' ';
      wrong = compare (shell, signo);
      if (wrong != NULL)
        return wrong;
      if ((*shell == '\0' || *shell == '?'
           || (*shell >= '0' && *shell <= '9'))
          && ipc_sig2str (signo, name) == 0 && strncmp (name, "NUM", 3) != 0)
        snprintf (unnamed + strlen (unnamed), 20, " %.15s", name);
    }
  IPC_SETUP (signo == ipc_highest_signal ());
  return NULL;
}

/* Whether NAME is a word of LIST, perhaps as SIGNAME.  */
static int
listed (const char *list, const char *name)
{
  size_t size = strlen (name);
  const char *p;

  for (p = list; (p = strstr (p, name)) != NULL; p += size)
    if (strchr (" \t\n", p[size]) != NULL
        && (p == list || strchr (" \t\n", p[-1]) != NULL
            || (p >= list + 3 && strncmp (p - 3, "SIG", 3) == 0)))
      return 1;
  return 0;
}

static const char *
compare_list (void)
{
  static char list[8192], copy[8192], wrong[80];
  char *word;
  const char *said;
  int i;

  IPC_SETUP (shell_output ("kill -l", list, sizeof list) == 0);
  strcpy (copy, list);
  for (word = strtok (copy, " \t\n"); word != NULL;
       word = strtok (NULL, " \t\n"))
    if ((said = compare (word, 0)) != NULL)
      return said;
  for (i = 0; conventional[i].name != NULL; i++)
    if (!listed (list, conventional[i].name))
      {
        snprintf (wrong, sizeof wrong, "%s is not printed",
                  conventional[i].name);
        return wrong;
      }
  return NULL;
}

IPC_TEST (names_kill_l)
{
  static char unnamed[2000];
  const char *wrong;

  if (!names_are_there ())
    return;
  ask_numbers ();
  need_own_shell ();
  need_own_libc ();
  wrong = compare_list ();
  if (wrong == NULL)
    wrong = compare_numbers (unnamed);
  ipc_detail ("without a name in the shell:%.300s%s",
              *unnamed == '\0' ? " none" : unnamed, numbers);
  ipc_observe (wrong == NULL ? "the same names" : wrong);
}
