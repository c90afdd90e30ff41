/* run-options.c - the options of ipcompat run.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "run-options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bugs.h"
#include "command.h"
#include "runner/run.h"

static const char help[] =
  "usage: ipcompat run [OPTION...] [SUITE[.ID]...]\n"
  "\n"
  "Run the suites, or just what is named, under Kyua in a clean\n"
  "environment, and write the report.  A run of a part of the\n"
  "suites or builds writes into DIR/partial, and a report of the\n"
  "whole in DIR stays as it is.\n"
  "\n"
  "  --directory=DIR    write the report there (default: report in\n"
  "                     the build tree, else ./ipcompat-report)\n"
  "  --parallelism=N    run N cases at once (default: 12 per CPU)\n"
  "  --build=WORD[,...] only these builds (default: all):"
#define BUILD(id, calls, name, suffix, meaning) " " name
#include "builds.def"
#undef BUILD
  "\n"
  "  --store=FILE       keep Kyua's store there (default:\n"
  "                     DIR/results.db)\n"
  "  --limit=SECONDS    run the suites' programs one by one, each into\n"
  "                     a store of its own in the directory DIR/stores\n"
  "                     (or that of --store), and kill one that takes\n"
  "                     longer: its rows are no evidence\n"
  "  --inside=COMMAND   what Kyua is run by (words, blanks between)\n"
  "  --leave-out=ID[,...]\n"
  "                     rows that the platform would not outlive: not\n"
  "                     exercised\n"
  "  --refused=[CALL:]ERROR[,...]\n"
  "                     what the platform is known to refuse always: a\n"
  "                     row whose set-up fails by that is not\n"
  "                     exercised\n"
  "  --expect=FILE      a report.json that says what will be observed:\n"
  "                     what is not just that, good or bad, is listed\n"
  "  --bugs=FILE        findings that are known elsewhere, as \"report\"\n"
  "                     has them\n"
  "  --fault=NAME[,...] break the platform on purpose; 'ipcompat\n"
  "                     list --faults' names the ways; 'none' loads\n"
  "                     the library of faults and strikes nothing\n"
  "  --environment=WORD, --implementation=WORD, --simulation=WORD\n"
  "                     what the report says of the product: where the\n"
  "                     system runs, which cannot always be seen (or\n"
  "                     IPC_ENVIRONMENT), which library stands in for\n"
  "                     the system's calls, which platform the faults\n"
  "                     simulate\n"
  "  --environment-version=WORD\n"
  "                     which version that is: of an emulator, a sandbox\n"
  "  --help             print this\n"
  "\n"
  "Exit status: 0 if the report is written, whatever it says; 1 if\n"
  "something else was observed than --expect said; 2 if there is no\n"
  "report.\n";

static int
parse_builds (const char *words, unsigned *builds)
{
  size_t n;
  int build = 0;

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
  ipc_error ("--build wants"
#define BUILD(id, calls, name, suffix, meaning) " " name ","
#include "builds.def"
#undef BUILD
             " with commas in between");
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

/* A number from 1 to MOST.  */
static int
parse_number (const char *option, const char *text, int most, int *number)
{
  char *end;
  long n = strtol (text, &end, 10);

  if (*text == '\0' || *end != '\0' || n < 1 || n > most)
    {
      ipc_error ("--%s wants a number from 1 to %d, not '%s'", option, most,
                 text);
      return -1;
    }
  *number = (int) n;
  return 0;
}

enum { DIRECTORY = 256, PARALLELISM, BUILD, STORE, FAULT, ENVIRONMENT,
       ENVIRONMENT_VERSION, IMPLEMENTATION, SIMULATION, LIMIT, INSIDE,
       LEAVE_OUT, REFUSED, EXPECT, BUGS, HELP };

static const struct option long_options[] =
{
  { "directory", required_argument, NULL, DIRECTORY },
  { "parallelism", required_argument, NULL, PARALLELISM },
  { "build", required_argument, NULL, BUILD },
  { "store", required_argument, NULL, STORE },
  { "fault", required_argument, NULL, FAULT },
  { "environment", required_argument, NULL, ENVIRONMENT },
  { "environment-version", required_argument, NULL, ENVIRONMENT_VERSION },
  { "implementation", required_argument, NULL, IMPLEMENTATION },
  { "simulation", required_argument, NULL, SIMULATION },
  { "limit", required_argument, NULL, LIMIT },
  { "inside", required_argument, NULL, INSIDE },
  { "leave-out", required_argument, NULL, LEAVE_OUT },
  { "refused", required_argument, NULL, REFUSED },
  { "expect", required_argument, NULL, EXPECT },
  { "bugs", required_argument, NULL, BUGS },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

/* Take one option.  Returns 0, or -1 after a message.  */
static int
take_option (struct ipc_run_options *o, int option)
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
      return parse_number ("parallelism", optarg, 1000, &o->parallelism);
    case LIMIT:
      return parse_number ("limit", optarg, 100000, &o->limit);
    case INSIDE:
      o->inside = optarg;
      return 0;
    case LEAVE_OUT:
      o->leave_out = optarg;
      return 0;
    case REFUSED:
      o->refused = optarg;
      return 0;
    case EXPECT:
      o->expect = optarg;
      return 0;
    case BUGS:
      return ipc_take_bugs (optarg);
    case BUILD:
      o->build = optarg;
      return parse_builds (optarg, &o->builds);
    case ENVIRONMENT:
      return parse_word ("--environment", optarg, &o->environment);
    case ENVIRONMENT_VERSION:
      return parse_word ("--environment-version", optarg,
                         &o->environment_version);
    case IMPLEMENTATION:
      return parse_word ("--implementation", optarg, &o->implementation);
    default:
      return parse_word ("--simulation", optarg, &o->simulation);
    }
}

int
ipc_run_options (struct ipc_run_options *o, int argc, char **argv)
{
  long cpus = sysconf (_SC_NPROCESSORS_ONLN);
  const char *environment = getenv ("IPC_ENVIRONMENT");
  int c;

  memset (o, 0, sizeof *o);
  o->builds = IPC_ALL_BUILDS;
  /* Cases wait for each other's processes more than they compute.  */
  o->parallelism = cpus > 0 && cpus <= 80 ? (int) cpus * 12 : 24;
  if (environment != NULL && *environment != '\0'
      && parse_word ("IPC_ENVIRONMENT", environment, &o->environment) == -1)
    return IPC_TROUBLE;
  while ((c = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (help);
    else if (c == '?')
      return ipc_usage ("run");
    else if (take_option (o, c) == -1)
      return IPC_TROUBLE;
  return -1;
}
