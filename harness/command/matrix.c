/* matrix.c - ipcompat matrix: many products in one table.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "command.h"
#include "files.h"
#include "kept.h"
#include "model/matrix-make.h"
#include "options.h"
#include "write/matrix.h"

enum format { HTML, JSON, CSV, MARKDOWN };

static const char *const format_names[] =
  { "html", "json", "csv", "markdown", NULL };
static const char *const file_names[] =
  { "index.html", "matrix.json", "matrix.csv", "matrix.md", NULL };

static const char usage[] =
"Usage: ipcompat matrix [OPTION]... FILE...\n"
"Write what many products do as one table: where they differ first, then all\n"
"that is known, with its evidence.  A FILE is a report.json or a store.\n\n"
"  --known           add the products that come with ipcompat\n"
"  --format=FORMAT   html (default), json, csv or markdown\n"
"  --output=FILE     write to FILE, which is replaced when complete\n"
"  --directory=DIR   write all formats into DIR: index.html matrix.json\n"
"                    matrix.csv matrix.md\n"
"  --help            this text\n\n"
"What manuals say (reports/facts) has columns of its own.  Real, emulated,\n"
"simulated and documented evidence are told apart everywhere.\n";

enum { FORMAT = 256, OUTPUT, DIRECTORY, KNOWN, HELP };

static const struct option long_options[] =
{
  { "format", required_argument, NULL, FORMAT },
  { "output", required_argument, NULL, OUTPUT },
  { "directory", required_argument, NULL, DIRECTORY },
  { "known", no_argument, NULL, KNOWN },
  { "help", no_argument, NULL, HELP },
  { NULL, 0, NULL, 0 }
};

struct options
{
  int format, known;
  const char *output, *directory;
};

/* Take one option.  Returns 0, or -1 after a message.  */
static int
take_option (struct options *o, int option)
{
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
    case KNOWN:
      o->known = 1;
      return 0;
    default:
      return -1;
    }
}

static int
write_nth (const void *x, int format, FILE *f)
{
  switch (format)
    {
    case JSON:
      return ipc_write_matrix_json (x, f);
    case CSV:
      return ipc_write_matrix_csv (x, f);
    case MARKDOWN:
      return ipc_write_matrix_markdown (x, f);
    default:
      return ipc_write_matrix_html (x, f);
    }
}

static int
write_matrix (const struct ipc_matrix *x, const struct options *o)
{
  struct ipc_output out;

  if (o->directory != NULL)
    return ipc_write_files (o->directory, file_names, write_nth, x);
  if (ipc_output_open (&out, o->output) != 0)
    return -1;
  return ipc_output_close (&out, write_nth (x, o->format, out.stream));
}

/* Read FILES and write the matrix of them.  */
static int
matrix (char *const *file, size_t count, const struct options *o)
{
  struct ipc_model **m = ipc_alloc ((count + 1) * sizeof *m);
  struct ipc_matrix *x;
  int result = IPC_DONE;
  size_t i, n = 0;

  for (i = 0; i < count && result == IPC_DONE; i++)
    {
      m[n] = ipc_load (file + i, 1);
      if (m[n++] == NULL)
        result = IPC_TROUBLE;
      else if (ipc_product_evidence (&m[n - 1]->product) == IPC_UNSAID)
        result = ipc_error ("%s: does not say of which platform it is",
                            file[i]);
    }
  if (result == IPC_DONE)
    {
      x = ipc_matrix_new (m, n);
      if (write_matrix (x, o) != 0)
        result = IPC_TROUBLE;
      ipc_matrix_free (x);
    }
  for (i = 0; i < n; i++)
    ipc_model_free (m[i]);
  free (m);
  return result;
}

/* The files that are asked for, and perhaps the known ones.  */
static int
matrix_of (int argc, char **argv, const struct options *o)
{
  struct ipc_arena memory = { NULL };
  size_t known = 0, own = (size_t) (argc - optind);
  const char **names = NULL;
  char **file;
  int result;

  if (o->known && ipc_known_reports != NULL)
    names = ipc_list_known (&memory, ipc_known_reports, &known);
  file = ipc_take (&memory, (own + known + 1) * sizeof *file);
  memcpy (file, argv + optind, own * sizeof *file);
  if (known > 0)
    memcpy (file + own, names, known * sizeof *file);
  if (own + known > 0)
    result = matrix (file, own + known, o);
  else
    {
      ipc_error ("matrix: no report given");
      result = ipc_usage ("matrix");
    }
  ipc_free_arena (&memory);
  return result;
}

int
ipc_matrix_main (int argc, char **argv)
{
  struct options o = { -1, 0, NULL, NULL };
  int c;

  while ((c = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    if (c == HELP)
      return ipc_help (usage);
    else if (take_option (&o, c) != 0)
      return ipc_usage ("matrix");
  if (o.directory != NULL && (o.output != NULL || o.format != -1))
    {
      ipc_error ("--directory writes all formats: no --format, no --output");
      return ipc_usage ("matrix");
    }
  return matrix_of (argc, argv, &o);
}
