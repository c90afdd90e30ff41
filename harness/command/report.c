/* report.c - ipcompat report: stores in, one or all of the formats out.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/output.h"
#include "bugs.h"
#include "command.h"
#include "files.h"
#include "kept.h"
#include "known.h"
#include "model/choices.h"
#include "options.h"
#include "read/read.h"
#include "write/write.h"

enum format { TEXT, JSON, HTML, MARKDOWN, JUNIT };

static const char *const format_names[] =
  { "text", "json", "html", "markdown", "junit", NULL };
static const char *const file_names[] =
  { "report.txt", "report.json", "index.html", "report.md", "junit.xml",
    NULL };

struct options
{
  int format;
  const char *output, *directory;
  int colour;                   /* as ipc_colour() wants it */
  int verbose;
  unsigned only, fail_on;
  int junit_absent;             /* 1: absent is a failure */
  int verify;
  char *against;                /* the report to hold choices against */
};

static const char usage[] =
"Usage: ipcompat report [OPTION]... [STORE...]\n"
"       ipcompat report [OPTION]... REPORT.json\n"
"Join Kyua's results files of one product into a report.  Without any: the\n"
"one that Kyua wrote last, in ~/.kyua/store.\n\n"
"  --format=FORMAT     text (default), json, html, markdown or junit\n"
"  --output=FILE       write to FILE, which is replaced when complete\n"
"  --directory=DIR     write all formats into DIR: index.html report.json\n"
"                      report.txt report.md junit.xml\n"
"  --against=REPORT    hold what this platform chose against REPORT, a\n"
"                      report.json (default: the reports that come with\n"
"                      ipcompat)\n"
IPC_BUGS_HELP
"  --only=VERDICT,...  list just these (text and markdown)\n"
"  --fail-on=WORD,...  exit 1 if a behaviour, or a fallback, has this\n"
"                      verdict; \"disagrees\": a probe against its test\n"
"  --junit-absent=WHAT absent is \"skipped\" (default) or \"failure\"\n"
"  --color=WHEN        auto (default), always or never (text)\n"
"  -v, --verbose       list what holds, too (text)\n"
"  -q, --quiet         the summary only (text)\n"
"  --verify            write nothing; exit 2 unless REPORT.json is just what\n"
"                      this ipcompat would write\n"
"  --help              this text\n\n"
"Verdicts: deviates absent no-evidence not-exercised holds not-testable;\n"
"of fallbacks: fails limited proven.\n";

enum { FORMAT = 256, OUTPUT, DIRECTORY, COLOUR, ONLY, FAIL_ON, JUNIT_ABSENT,
       VERIFY, AGAINST, BUGS, HELP };

static const struct option long_options[] =
{
  { "format", required_argument, NULL, FORMAT },
  { "output", required_argument, NULL, OUTPUT },
  { "directory", required_argument, NULL, DIRECTORY },
  { "color", required_argument, NULL, COLOUR },
  { "only", required_argument, NULL, ONLY },
  { "fail-on", required_argument, NULL, FAIL_ON },
  { "junit-absent", required_argument, NULL, JUNIT_ABSENT },
  { "against", required_argument, NULL, AGAINST },
  { "bugs", required_argument, NULL, BUGS },
  { "verify", no_argument, NULL, VERIFY },
  { "verbose", no_argument, NULL, 'v' },
  { "quiet", no_argument, NULL, 'q' },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

/* Take one option.  Returns 0, or -1 after a message.  */
static int
take_option (struct options *o, int option)
{
  static const char *const colours[] = { "auto", "always", "never", NULL };
  static const char *const absents[] = { "skipped", "failure", NULL };

  switch (option)
    {
    case FORMAT:
      o->format = ipc_word_of ("format", optarg, format_names);
      return o->format == -1 ? -1 : 0;
    case OUTPUT:
      o->output = optarg;
      return 0;
    case DIRECTORY:
      o->directory = optarg;
      return 0;
    case COLOUR:
      o->colour = ipc_word_of ("color", optarg, colours);
      return o->colour == -1 ? -1 : 0;
    case ONLY:
      o->only = ipc_verdict_set ("only", optarg, 0);
      return o->only == 0 ? -1 : 0;
    case FAIL_ON:
      o->fail_on = ipc_verdict_set ("fail-on", optarg, 1);
      return o->fail_on == 0 ? -1 : 0;
    case JUNIT_ABSENT:
      o->junit_absent = ipc_word_of ("junit-absent", optarg, absents);
      return o->junit_absent == -1 ? -1 : 0;
    case VERIFY:
      o->verify = 1;
      return 0;
    case AGAINST:
      o->against = optarg;
      return 0;
    case BUGS:
      return ipc_take_bugs (optarg);
    case 'v':
    case 'q':
      o->verbose = option == 'v' ? 1 : -1;
      return 0;
    default:
      return -1;
    }
}

static int
write_format (const struct ipc_model *m, const struct options *o, int format,
              FILE *f)
{
  struct ipc_text_options text = { 0, o->verbose, o->only, 0, "ipcompat" };

  switch (format)
    {
    case JSON:
      return ipc_write_json (m, f, o->directory == NULL
                                   && ipc_has_own_bugs ());
    case HTML:
      return ipc_write_html (m, f);
    case MARKDOWN:
      return ipc_write_markdown (m, f, o->only);
    case JUNIT:
      return ipc_write_junit (m, f, o->junit_absent);
    default:
      if (f == stdout)
        {
          text.colour = ipc_colour (o->colour);
          text.width = ipc_width ();
          text.command = ipc_as_typed;
        }
      else
        text.colour = o->colour == 1 && o->directory == NULL;
      return ipc_write_text (m, f, &text);
    }
}

/* Whether M is a part of a run, and FILE the report of a whole one: then there
   was a message.  */
static int
would_replace (const struct ipc_model *m, const char *file)
{
  struct ipc_model *old = m->asked == NULL || access (file, R_OK) != 0 ? NULL
                          : ipc_read_json (file);
  int whole = old != NULL && old->asked == NULL;

  ipc_model_free (old);
  if (whole)
    ipc_error ("%s is of a whole run, and stays: this report is of a part, %s",
               file, m->asked);
  return whole;
}

static int
write_one (const struct ipc_model *m, const struct options *o)
{
  struct ipc_output out;

  if (o->output != NULL && o->format == JSON && would_replace (m, o->output))
    return -1;
  if (ipc_output_open (&out, o->output) != 0)
    return -1;
  return ipc_output_close (&out, write_format (m, o, o->format, out.stream));
}

struct all
{
  const struct ipc_model *m;
  const struct options *o;
};

static int
write_nth (const void *closure, int format, FILE *f)
{
  const struct all *all = closure;

  return write_format (all->m, all->o, format, f);
}

/* All formats, and none of them unless all could be written.  */
static int
write_all (const struct ipc_model *m, const struct options *o)
{
  struct all all = { m, o };
  struct ipc_arena memory = { NULL };
  int refused = would_replace (m, ipc_join (&memory, o->directory,
                                            "/report.json"));

  ipc_free_arena (&memory);
  return refused ? -1
         : ipc_write_files (o->directory, file_names, write_nth, &all);
}

/* Find what M chose beside others, for the formats that tell.  Returns 0, or
   -1 after a message.  */
static int
refer (struct ipc_model *m, const struct options *o)
{
  struct ipc_model **known, *other;
  size_t n;

  if (o->against != NULL)
    {
      other = ipc_load (&o->against, 1);
      if (other == NULL)
        return -1;
      ipc_find_choices_against (m, other);
      ipc_model_free (other);
      return 0;
    }
  if (ipc_known_reports == NULL || o->verbose == -1
      || (o->directory == NULL && (o->format == JSON || o->format == JUNIT)))
    return 0;
  known = ipc_read_known (ipc_known_reports, &n);
  if (n > 0)
    ipc_find_choices (m, known, n);
  ipc_free_known (known, n);
  return 0;
}

/* Whether a behaviour, or the fallback build of one, is among FAIL_ON.  */
static int
found (const struct ipc_model *m, unsigned fail_on)
{
  unsigned seen = m->summary.disagreements > 0 ? 1u << IPC_DISAGREES_BIT : 0;
  size_t i;

  for (i = 0; i < m->rows; i++)
    {
      const struct ipc_result *fb = &m->row[i].result[IPC_FALLBACK_BUILD];

      seen |= 1u << m->row[i].verdict;
      if (fb->present)
        seen |= 1u << fb->verdict;
    }
  return (seen & fail_on) != 0;
}

static int
refuse (const struct options *o, int argc)
{
  if (o->verify && argc - optind != 1)
    ipc_error ("--verify takes one report.json");
  else if (o->directory != NULL && (o->output != NULL || o->format != -1))
    ipc_error ("--directory writes all formats: no --format, no --output");
  else if (o->only != 0 && o->format > TEXT && o->format != MARKDOWN)
    ipc_error ("--only is for text and markdown: other formats are whole");
  else
    return 0;
  return 1;
}

static struct ipc_model *
load_newest (void)
{
  char *store = ipc_newest_store ();
  struct ipc_model *m;

  if (store == NULL)
    {
      ipc_error ("report: no store given, and none in ~/.kyua/store");
      return NULL;
    }
  m = ipc_load (&store, 1);
  if (m != NULL)
    fprintf (stderr, "of %s:\n", store);
  free (store);
  return m;
}

int
ipc_report_main (int argc, char **argv)
{
  struct options o = { .format = -1 };
  struct ipc_model *m;
  int c, result;

  while ((c = getopt_long (argc, argv, "qv", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (take_option (&o, c) != 0)
      return ipc_usage ("report");
  if (refuse (&o, argc))
    return ipc_usage ("report");
  if (o.verify)
    return ipc_verify (argv[optind]) == 0 ? IPC_DONE : IPC_TROUBLE;
  m = optind < argc ? ipc_load (argv + optind, argc - optind)
      : load_newest ();
  if (m == NULL)
    return IPC_TROUBLE;
  result = refer (m, &o);
  if (result == 0)
    result = o.directory != NULL ? write_all (m, &o) : write_one (m, &o);
  result = result != 0 ? IPC_TROUBLE
           : found (m, o.fail_on) ? IPC_FOUND : IPC_DONE;
  ipc_model_free (m);
  return result;
}
