/* main.c - ipcompat run: exercise this platform and report.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "run.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalogue.h"
#include "command/command.h"
#include "model/faults-table.h"

struct options
{
  const char *directory, *store, *fault, *build;
  const char *environment, *implementation, *simulation;
  char *asked;                  /* the words of a partial run, or NULL */
  int parallelism;
  unsigned builds;
};

static void
print_help (void)
{
  static const char text[] =
         "usage: ipcompat run [OPTION...] [SUITE[.ID]...]\n"
         "\n"
         "Run the suites, or just what is named, under Kyua in a clean\n"
         "environment, and write the report.  A run of a part of the\n"
         "suites or builds writes into DIR/partial, and a report of the\n"
         "whole in DIR stays as it is.\n"
         "\n"
         "  --directory=DIR    write the report there (default: report in\n"
         "                     the build tree, else ./ipcompat-report)\n"
         "  --parallelism=N    run N cases at once (default: 4 per CPU)\n"
         "  --build=WORD[,...] only these builds (default: all):"
#define BUILD(id, calls, name, suffix, meaning) " " name
#include "builds.def"
#undef BUILD
         "\n"
         "  --store=FILE       keep Kyua's store there (default:\n"
         "                     DIR/results.db)\n"
         "  --fault=NAME[,...] break the platform on purpose; 'ipcompat\n"
         "                     list --faults' names the ways; 'none' loads\n"
         "                     the library of faults and strikes nothing\n"
         "  --environment=WORD, --implementation=WORD, --simulation=WORD\n"
         "                     what the report says of the product: where the\n"
         "                     system runs, which cannot always be seen (or\n"
         "                     IPC_ENVIRONMENT), which library stands in for\n"
         "                     the system's calls, which platform the faults\n"
         "                     simulate\n"
         "  --help             print this\n"
         "\n"
         "Exit status: 0 if the report is written, whatever it says; 2 if\n"
         "that could not be done.\n";

  fputs (text, stdout);
}

static int
parse_builds (const char *words, unsigned *builds)
{
  size_t n;
  int i, build = 0;

  *builds = 0;
  for (; *words != '\0' && build != -1; words += n + (words[n] == ','))
    {
      n = strcspn (words, ",");
      build = ipc_build_of (words, n);
      if (build != -1)
        *builds |= 1u << build;
    }
  if (build != -1 && *builds != 0)
    return 0;
  fprintf (stderr, "ipcompat: --build wants ");
  for (i = 0; i < IPC_BUILDS; i++)
    fprintf (stderr, "%s, ", ipc_build_name ((enum ipc_build) i));
  fprintf (stderr, "with commas in between\n");
  return -1;
}

/* A part of a product's key.  */
static int
parse_word (const char *option, const char *text, const char **word)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  size_t n = strlen (text);

  *word = text;
  if (n > 0 && n <= 40 && strspn (text, letters) == n)
    return 0;
  ipc_error ("%s wants a word of at most 40 letters a-z, digits and ._-, not"
             " '%s'", option, text);
  return -1;
}

static int
parse_parallelism (const char *text, int *parallelism)
{
  char *end;
  long n = strtol (text, &end, 10);

  if (*text == '\0' || *end != '\0' || n < 1 || n > 1000)
    {
      ipc_error ("--parallelism wants a number from 1 to 1000, not '%s'",
                 text);
      return -1;
    }
  *parallelism = (int) n;
  return 0;
}

enum { DIRECTORY = 256, PARALLELISM, BUILD, STORE, FAULT, ENVIRONMENT,
       IMPLEMENTATION, SIMULATION, HELP };

static const struct option long_options[] =
{
  { "directory", required_argument, NULL, DIRECTORY },
  { "parallelism", required_argument, NULL, PARALLELISM },
  { "build", required_argument, NULL, BUILD },
  { "store", required_argument, NULL, STORE },
  { "fault", required_argument, NULL, FAULT },
  { "environment", required_argument, NULL, ENVIRONMENT },
  { "implementation", required_argument, NULL, IMPLEMENTATION },
  { "simulation", required_argument, NULL, SIMULATION },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

/* Take one option.  Returns 0, or -1 after a message.  */
static int
take_option (struct options *o, int option)
{
  switch (option)
    {
    case DIRECTORY:
      o->directory = optarg;
      return 0;
    case STORE:
      o->store = optarg;
      return 0;
    case FAULT:
      o->fault = optarg;
      return 0;
    case PARALLELISM:
      return parse_parallelism (optarg, &o->parallelism);
    case BUILD:
      o->build = optarg;
      return parse_builds (optarg, &o->builds);
    case ENVIRONMENT:
      return parse_word ("--environment", optarg, &o->environment);
    case IMPLEMENTATION:
      return parse_word ("--implementation", optarg, &o->implementation);
    default:
      return parse_word ("--simulation", optarg, &o->simulation);
    }
}

/* Returns -1 to go on, else the exit status.  */
static int
parse_options (struct options *o, int argc, char **argv)
{
  long cpus = sysconf (_SC_NPROCESSORS_ONLN);
  const char *environment = getenv ("IPC_ENVIRONMENT");
  int c;

  memset (o, 0, sizeof *o);
  o->builds = IPC_ALL_BUILDS;
  /* Cases wait for each other's processes more than they compute.  */
  o->parallelism = cpus > 0 && cpus <= 250 ? (int) cpus * 4 : 8;
  if (environment != NULL && *environment != '\0'
      && parse_word ("IPC_ENVIRONMENT", environment, &o->environment) == -1)
    return IPC_TROUBLE;
  while ((c = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    if (c == HELP)
      {
        print_help ();
        return IPC_DONE;
      }
    else if (c == '?')
      return ipc_usage ("run");
    else if (take_option (o, c) == -1)
      return IPC_TROUBLE;
  return -1;
}

/* Note in O what a partial run was asked for, the N WORDS and the builds.  */
static int
note_asked (struct options *o, int n, char *const *words)
{
  size_t size = 16 + (o->build == NULL ? 0 : strlen (o->build));
  int i;

  if (n == 0 && o->builds == IPC_ALL_BUILDS)
    return 0;
  for (i = 0; i < n; i++)
    size += strlen (words[i]) + 1;
  o->asked = malloc (size);
  if (o->asked == NULL)
    {
      ipc_error ("out of memory");
      return -1;
    }
  *o->asked = '\0';
  if (o->builds != IPC_ALL_BUILDS)
    sprintf (o->asked, "--build=%s", o->build);
  for (i = 0; i < n; i++)
    strcat (strcat (o->asked, *o->asked == '\0' ? "" : " "), words[i]);
  return 0;
}

/* Fill in the library of the faults FAULT.  */
static int
load_fault (struct ipc_kyua *k, const char *fault)
{
  const char *unknown;
  size_t size = 0;

  if (fault == NULL)
    return 0;
  /* The library alone, to see that it changes nothing.  */
  k->fault = strcmp (fault, "none") == 0 ? "" : fault;
  unknown = ipc_unknown_fault (k->fault, &size);
  if (unknown != NULL)
    {
      ipc_error ("no fault is called '%.*s'; 'ipcompat list --faults' names"
                 " them", (int) size, unknown);
      return -1;
    }
  snprintf (k->library, sizeof k->library, "%.4000s/faults.so",
            k->places->faults);
  if (access (k->library, R_OK) == 0)
    return 0;
  ipc_error ("cannot read %s: %s", k->library, strerror (errno));
  return -1;
}

/* Kyua, as configure found it, or as PATH has it.  */
static int
find_kyua (struct ipc_kyua *k, char *buffer, size_t size)
{
  const char *path = getenv ("PATH");
  size_t n;

  k->program = IPC_KYUA;
  if (access (k->program, X_OK) == 0)
    return 0;
  k->program = buffer;
  for (; path != NULL && *path != '\0'; path += n + (path[n] == ':'))
    {
      n = strcspn (path, ":");
      if ((size_t) snprintf (buffer, size, "%.*s/kyua", (int) n, path) < size
          && *buffer == '/' && access (buffer, X_OK) == 0)
        return 0;
    }
  ipc_error ("Kyua is not installed: neither %s nor in PATH", IPC_KYUA);
  return -1;
}

/* The subcommand "report" with OPTION, on what was run.  */
static int
report (const char *option, const struct ipc_places *p)
{
  char name[] = "report", store[PATH_MAX], first[PATH_MAX + 32];
  char *argv[4];

  strcpy (store, p->store);
  snprintf (first, sizeof first, "%s", option);
  argv[0] = name;
  argv[1] = first;
  argv[2] = store;
  argv[3] = NULL;
  optind = 0;                   /* from the start, in GNU's getopt */
  return ipc_report_main (3, argv);
}

/* Write the five files, print the summary.  */
static int
write_report (const struct ipc_places *p)
{
  char directory[PATH_MAX + 32];
  int status;

  snprintf (directory, sizeof directory, "--directory=%s", p->report);
  status = report (directory, p);
  if (status == IPC_DONE)
    status = report ("--quiet", p);
  if (status == IPC_DONE)
    printf ("report: %s/index.html\n", p->report);
  return status;
}

/* Run what S selects and report; ipc_leave_places() is the caller's.  */
static int
run (struct ipc_places *p, const struct ipc_selection *s,
     const struct options *o)
{
  struct ipc_kyua k;
  char buffer[PATH_MAX];
  int result;

  memset (&k, 0, sizeof k);
  k.places = p;
  k.selection = s;
  k.parallelism = o->parallelism;
  k.asked = o->asked;
  k.environment = o->environment;
  k.implementation = o->implementation;
  k.simulation = o->simulation;
  if (ipc_find_places (p, o->directory, o->store, o->asked != NULL) == -1
      || find_kyua (&k, buffer, sizeof buffer) == -1
      || load_fault (&k, o->fault) == -1)
    return IPC_TROUBLE;
  ipc_adopt_orphans ();
  result = ipc_run_kyua (&k);
  ipc_end_orphans ();
  if (result == -1 || ipc_keep_store (p) == -1)
    return IPC_TROUBLE;
  return write_report (p);
}

int
ipc_run_main (int argc, char **argv)
{
  static struct ipc_places places;
  struct ipc_selection selection;
  struct options o;
  int status = parse_options (&o, argc, argv);

  if (status != -1)
    return status;
  ipc_watch_signals ();
  status = IPC_TROUBLE;
  if (ipc_select (&selection, o.builds, argc - optind, argv + optind) == 0
      && note_asked (&o, argc - optind, argv + optind) == 0)
    status = run (&places, &selection, &o);
  ipc_leave_places (&places);
  ipc_select_free (&selection);
  free (o.asked);
  ipc_end_as_interrupted ();
  return status;
}
