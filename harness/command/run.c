/* run.c - ipcompat run: exercise this platform and report.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "command.h"
#include "model/faults-table.h"
#include "read/read.h"
#include "run-options.h"
#include "runner/run.h"
#include "unexpected.h"

/* Note in O what a partial run was asked for, the N WORDS and the builds.  */
static void
note_asked (struct ipc_run_options *o, int n, char *const *words)
{
  size_t size = 16 + (o->build == NULL ? 0 : strlen (o->build));
  int i;

  if (n == 0 && o->builds == IPC_ALL_BUILDS)
    return;
  for (i = 0; i < n; i++)
    size += strlen (words[i]) + 1;
  o->asked = ipc_alloc (size);
  if (o->builds != IPC_ALL_BUILDS)
    sprintf (o->asked, "--build=%s", o->build);
  for (i = 0; i < n; i++)
    strcat (strcat (o->asked, *o->asked == '\0' ? "" : " "), words[i]);
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

/* The subcommand "report" with OPTION, on STORES, which ends with NULL.  */
static int
report (const char *option, char *const *stores)
{
  char name[] = "report", first[PATH_MAX + 32];
  char **argv;
  int n = 0, status;

  while (stores[n] != NULL)
    n++;
  argv = ipc_alloc ((size_t) (n + 3) * sizeof *argv);
  snprintf (first, sizeof first, "%s", option);
  argv[0] = name;
  argv[1] = first;
  memcpy (argv + 2, stores, (size_t) n * sizeof *argv);
  optind = 0;                   /* from the start, in GNU's getopt */
  status = ipc_report_main (n + 2, argv);
  free (argv);
  return status;
}

/* Write the five files, print the summary.  */
static int
write_report (const struct ipc_places *p, char *const *stores)
{
  char directory[PATH_MAX + 32];
  int status;

  snprintf (directory, sizeof directory, "--directory=%s", p->report);
  status = report (directory, stores);
  if (status == IPC_DONE)
    status = report ("--quiet", stores);
  if (status == IPC_DONE)
    printf ("report: %s/index.html\n", p->report);
  return status;
}

/* Run all into one store.  Returns it as ipc_run_programs() returns several;
   and NULL after a message.  */
static char **
run_whole (const struct ipc_kyua *k, struct ipc_places *p,
           struct ipc_arena *memory)
{
  char **stores = ipc_take (memory, 2 * sizeof *stores), why[1100];
  int result = ipc_run_kyua (k, why, sizeof why);

  ipc_end_orphans ();
  if (result == -1 && why[0] != '\0')
    ipc_error ("%s", why);
  if (result == -1 || ipc_keep_store (p) == -1)
    return NULL;
  stores[0] = p->store;
  return stores;
}

/* Run K and report.  */
static int
run_and_report (struct ipc_kyua *k, struct ipc_places *p)
{
  struct ipc_arena memory = { NULL };
  char **stores;
  int status = IPC_TROUBLE;

  ipc_adopt_orphans ();
  ipc_progress_begin (k->selection);
  stores = k->limit == 0 ? run_whole (k, p, &memory)
           : ipc_run_programs (k, p, &memory);
  ipc_progress_end ();
  if (stores != NULL)
    status = write_report (p, stores);
  if (status == IPC_DONE && k->expect != NULL)
    status = ipc_list_unexpected (stores);
  ipc_free_arena (&memory);
  return status;
}

/* The absolute name of the report FILE, for cases run elsewhere, in BUFFER;
   *EXPECT stays NULL if FILE is.  */
static int
find_expected (const char *file, char buffer[PATH_MAX], const char **expect)
{
  struct ipc_model *m;

  if (file == NULL)
    return 0;
  m = ipc_read_json (file);
  if (m == NULL)
    return -1;
  ipc_model_free (m);
  *expect = realpath (file, buffer);
  if (*expect == NULL)
    ipc_error ("cannot find %s: %s", file, strerror (errno));
  return *expect == NULL ? -1 : 0;
}

/* Run what S selects and report; ipc_leave_places() is the caller's.  */
static int
run (struct ipc_places *p, const struct ipc_selection *s,
     const struct ipc_run_options *o)
{
  struct ipc_kyua k;
  char buffer[PATH_MAX], expect[PATH_MAX];

  memset (&k, 0, sizeof k);
  k.places = p;
  k.selection = s;
  k.parallelism = o->parallelism;
  k.limit = o->limit;
  k.inside = o->inside;
  k.leave_out = o->leave_out;
  k.refused = o->refused;
  k.asked = o->asked;
  k.environment = o->environment;
  k.environment_version = o->environment_version;
  k.implementation = o->implementation;
  k.simulation = o->simulation;
  if (find_expected (o->expect, expect, &k.expect) == -1
      || ipc_find_places (p, o->directory, o->store, o->asked != NULL,
                       o->limit != 0) == -1
      || find_kyua (&k, buffer, sizeof buffer) == -1
      || load_fault (&k, o->fault) == -1)
    return IPC_TROUBLE;
  return run_and_report (&k, p);
}

int
ipc_run_main (int argc, char **argv)
{
  static struct ipc_places places;
  struct ipc_selection selection;
  struct ipc_run_options o;
  int status = ipc_run_options (&o, argc, argv);

  if (status != -1)
    return status;
  ipc_watch_signals ();
  status = IPC_TROUBLE;
  if (ipc_select (&selection, o.builds, argc - optind, argv + optind) == 0)
    {
      note_asked (&o, argc - optind, argv + optind);
      status = run (&places, &selection, &o);
    }
  ipc_leave_places (&places);
  ipc_select_free (&selection);
  free (o.asked);
  ipc_end_as_interrupted ();
  return status;
}
