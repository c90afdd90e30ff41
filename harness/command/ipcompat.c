/* ipcompat.c - the command: which subcommand does what.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "kept.h"
#include "known.h"
#include "revision.h"
#include "runner/run.h"

struct command
{
  const char *name;
  const char *summary;
  int (*function) (int argc, char **argv);
};

static const struct command commands[] =
{
  { "run", "exercise this platform, and report", ipc_run_main },
  { "report", "join stores into a report", ipc_report_main },
  { "list", "list the catalogue, or the faults", ipc_list_main },
  { "explain", "say all that is known about one behaviour",
    ipc_explain_main },
  { "adopt", "put fallbacks into another project", ipc_adopt_main },
  { "compare", "say what changed between two reports", ipc_compare_main },
  { "matrix", "write what many products do as one table", ipc_matrix_main },
  { "identify", "name the known products that are most like this one",
    ipc_identify_main },
  { "badge", "write a report's counts as a small picture", ipc_badge_main },
  { NULL, NULL, NULL }
};

static void
put_help (FILE *f)
{
  const struct command *c;

  fputs ("Usage: ipcompat COMMAND [OPTION]... [ARGUMENT]...\n"
         "What a Unix really does when processes talk to each other.\n\n",
         f);
  for (c = commands; c->name != NULL; c++)
    fprintf (f, "  %-10s %s\n", c->name, c->summary);
  fputs ("\nipcompat help COMMAND says more; so does ipcompat(1).\n", f);
}

static int
help (void)
{
  put_help (stdout);
  return ipc_help ("");
}

static int
is_one_of (const char *word, const char *a, const char *b, const char *c)
{
  return strcmp (word, a) == 0 || strcmp (word, b) == 0
         || strcmp (word, c) == 0;
}

static const struct command *
find (const char *name)
{
  const struct command *c;

  for (c = commands; c->name != NULL; c++)
    if (strcmp (c->name, name) == 0)
      return c;
  return NULL;
}

static int
refuse (const char *name)
{
  ipc_error ("no such command: %s", name);
  return ipc_usage (NULL);
}

/* "help NAME" is "NAME --help".  */
static int
help_with (char *name)
{
  char option[] = "--help", *argv[] = { name, option, NULL };
  const struct command *c = find (name);

  return c == NULL ? refuse (name) : c->function (2, argv);
}

int
main (int argc, char **argv)
{
  const struct command *c;

  ipc_note_program (argv[0]);
  ipc_note_typed (argv[0]);
  ipc_known_reports = ipc_find_reports ();
  ipc_own_report = ipc_find_own_report ();
  if (argc < 2)
    {
      put_help (stderr);
      return IPC_TROUBLE;
    }
  if (is_one_of (argv[1], "--help", "-h", "help") && argc == 2)
    return help ();
  if (is_one_of (argv[1], "--version", "-V", "version"))
    return ipc_help ("ipcompat " VERSION " (" IPC_REVISION ")\n");
  if (strcmp (argv[1], "help") == 0)
    return help_with (argv[2]);
  if (argc == 3 && strcmp (argv[2], "-h") == 0)
    return help_with (argv[1]);
  c = find (argv[1]);
  return c == NULL ? refuse (argv[1]) : c->function (argc - 1, argv + 1);
}
