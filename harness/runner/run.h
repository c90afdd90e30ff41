/* run.h - what the parts of "ipcompat run" share.
   SPDX-License-Identifier: BSD-2-Clause

   Functions that can fail return 0, or -1 after a message of their own.  */

#ifndef IPC_RUN_H
#define IPC_RUN_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/memory.h"
#include "builds.h"

#ifndef PATH_MAX
# define PATH_MAX 4096
#endif

/* A bit for each build.  */
enum { IPC_ALL_BUILDS = (1 << IPC_BUILDS) - 1 };

enum { IPC_MOST_SUITES = 64 };

/* What to run, in Kyua's words and in numbers.  */
struct ipc_selection
{
  char **filters;               /* "fifos_test:mode"; NULL: all */
  size_t n_filters;
  int total;                    /* cases, without platform_test */
  int of_suite[IPC_MOST_SUITES];        /* likewise; as in ipc_suites */
};

/* Select, in BUILDS, a bit each, what the N WORDS name ("fifos",
   "fifos.mode"), or all if N is 0.  */
int ipc_select (struct ipc_selection *s, unsigned builds, int n,
                char *const *words);
void ipc_select_free (struct ipc_selection *s);

/* Which suite, as an index of ipc_suites, the program NAME of SIZE bytes
   ("fifos_strict_test") belongs to, or -1.  */
int ipc_program_suite (const char *name, size_t size);

/* Where things are.  All absolute.  */
struct ipc_places
{
  char suites[PATH_MAX];        /* has the Kyuafile */
  char faults[PATH_MAX];        /* the fault libraries' directory */
  char report[PATH_MAX];        /* where the report goes */
  char store[PATH_MAX];         /* where Kyua's store goes in the end; the
                                   directory of all, if there are several */
  char new_store[PATH_MAX];     /* where Kyua writes it; "" if gone */
  char scratch[64];             /* HOME and TMPDIR; "" if gone */
};

/* Find the suites; make the report's directory (DIRECTORY, NULL: beside the
   build tree's harness, else ./ipcompat-report), the scratch directory and
   an empty new store, or, if SEVERAL will be made, an empty directory for
   them.  STORE may be NULL.  What a PARTIAL run leaves is in
   the directory "partial" of the report's: a whole report stays as it is.  */
int ipc_find_places (struct ipc_places *p, const char *directory,
                     const char *store, int partial, int several);

/* Put the new store in its place.  */
int ipc_keep_store (struct ipc_places *p);

/* Of several stores: the next one is called NAME.  What Kyua then writes
   stays if ipc_keep_next() says so.  */
int ipc_next_store (struct ipc_places *p, const char *name);
void ipc_keep_next (struct ipc_places *p);

/* Remove the new store, if it is still there.  */
void ipc_drop_store (struct ipc_places *p);

/* Remove the scratch directory, and the new store if it is still there.  */
void ipc_leave_places (struct ipc_places *p);

/* Note how this program was called, before anything is looked for.  */
void ipc_note_program (const char *argv0);

/* The build tree that this program is in, in BUFFER of PATH_MAX bytes; else
   "".  */
void ipc_find_build_tree (char *buffer);

/* DIRECTORY, as configure has it, in BUFFER of PATH_MAX bytes: below the
   DESTDIR in which this program is, if it is in one.  */
void ipc_find_installed (char *buffer, const char *directory);

/* DIRECTORY/NAME in BUFFER of PATH_MAX bytes; what is too long for that does
   not exist, and is "".  */
const char *ipc_path (char *buffer, const char *directory, const char *name);

/* The directory of the known platforms' reports: the checkout's in a build
   tree, else what was installed.  NULL if it is not there.  */
const char *ipc_find_reports (void);

/* The report of this host that "ipcompat run" wrote where it writes it without
   --directory, or NULL if there is none.  */
char *ipc_find_own_report (void);

/* The directory with what "ipcompat adopt" puts into other projects: the
   build tree's, else what was installed.  NULL if it is not there.  */
const char *ipc_find_kit (void);

/* How Kyua is run.  */
struct ipc_kyua
{
  const struct ipc_places *places;
  const struct ipc_selection *selection;
  const char *program;          /* Kyua's absolute path */
  int parallelism;
  const char *asked;            /* the words of a partial run, or NULL */
  int limit;                    /* seconds after which all is killed; 0: none */
  const char *inside;           /* a command that runs Kyua; or NULL */
  const char *leave_out;        /* ids, with commas in between; or NULL */
  const char *refused;          /* "CALL:ERROR", likewise; or NULL */
  const char *expect;           /* a report.json, absolute; or NULL */
  const char *cut;              /* programs of which nothing was stored, and
                                   why, as in struct ipc_model; or NULL */
  const char *environment;      /* these four may be NULL */
  const char *environment_version;
  const char *implementation;
  const char *simulation;
  const char *fault;            /* NULL: none */
  char library[PATH_MAX];       /* the fault's */
};

/* From now on SIGHUP, SIGINT and SIGTERM do not end this process: they wait
   for ipc_run_kyua().  */
void ipc_watch_signals (void);

/* Run it.  Those signals are passed on.  If its store is not complete, WHY, of
   SIZE bytes, says why not: nothing, if one of those signals came.  */
int ipc_run_kyua (const struct ipc_kyua *k, char *why, size_t size);

/* Run it once for each program that is selected, into a store of its own in
   PLACES.  Nothing is stored of a program whose run does not end in time, or
   is not complete: what the others stored counts, and a last store says which
   programs those are.  Returns the stores' names, in MEMORY, after which comes
   NULL; or NULL if that cannot be done, or one of those signals came.  */
char **ipc_run_programs (struct ipc_kyua *k, struct ipc_places *places,
                         struct ipc_arena *memory);

/* End as the signal that came would have ended this process, if one came.  */
void ipc_end_as_interrupted (void);

/* In the child: become Kyua, in a process that owes nothing to its caller.
   OUTPUT is where its standard output and error go.  */
void ipc_exec_kyua (const struct ipc_kyua *k, int output);

/* Progress: BEGIN, then each complete LINE of Kyua's, then END.  */
void ipc_progress_begin (const struct ipc_selection *s);
void ipc_progress_line (const char *line);
void ipc_progress_end (void);

/* Adopt the orphans of what is run from now on, where the platform can.  */
void ipc_adopt_orphans (void);

/* Kill and reap what was adopted and still lives; say so.  */
void ipc_end_orphans (void);

#endif
