/* catalogue.h - the catalogue of behaviours, as data.
   SPDX-License-Identifier: BSD-2-Clause

   Everything here is constant and lives as long as the program; nothing is
   to be freed, and no function fails other than by returning NULL.  */

#ifndef IPC_CATALOGUE_H
#define IPC_CATALOGUE_H

#include <stddef.h>

#include "builds.h"
#include "record.h"

struct ipc_suite
{
  const char *name;
  const char *title;
  int builds;                   /* 1 << BUILD for each that it has */
  int instruments;              /* whether others rest on what it tests: a row
                                   of it is the instrument of that name */
};

/* A suite that has columns is a matrix: those of its rows whose aspect ends in
   ENDING stand in a column, the rest of the aspect is what they are of.  */
struct ipc_column
{
  const char *suite;            /* "restart" */
  const char *ending;           /* "_clear" */
  const char *title;
  const char *wish;             /* the value that a caller wants, or "" */
};

struct ipc_fallback
{
  const char *name;             /* "signal" */
  const char *promise;          /* one sentence, no final stop */
  const char *calls;            /* "signal(2)": what it stands in for */
  const char *source;           /* "fallbacks/signal.c" */
};

/* What the manual of a system says of a behaviour.  */
struct ipc_manual
{
  const char *os;               /* as uname() names it: "Linux" */
  const char *page;             /* "signal(7)" */
  const char *id;
  const char *value;
};

/* Why rows deviate, are absent, contradict a manual or have a fallback that
   fails: one sentence for all that have one cause.  PRODUCTS is matched against
   the key of a product, ROWS against ids and VALUES against what was observed;
   in each "*" stands for any text.  */
struct ipc_cause
{
  const char *name;
  const char *products;
  const char *sentence;         /* no final stop */
  const char *cites;            /* where it is written down: "signal(7)" */
  const char *link;             /* its address, or "" */
  const char *const *rows;
  const char *const *values;
  const char *idiom;            /* the defended form in C, a line each; "" where
                                   there is none but a fallback */
};

/* All behaviours, in catalogue order.  Each array ends with an element
   whose first member is NULL.  */
extern const struct ipc_behaviour ipc_catalogue[];
extern const struct ipc_suite ipc_suites[];
extern const struct ipc_fallback ipc_fallbacks[];
extern const struct ipc_column ipc_columns[];
extern const struct ipc_manual ipc_manuals[];
extern const struct ipc_cause ipc_causes[];

/* The record of ID ("suite.aspect"), or NULL if there is none.  */
const struct ipc_behaviour *ipc_find (const char *id);

/* The suite called NAME, or NULL.  */
const struct ipc_suite *ipc_find_suite (const char *name);

/* Whether S has programs of BUILD.  */
int ipc_suite_has (const struct ipc_suite *s, enum ipc_build build);

/* Whether BUILD of B's suite has a case for B.  */
int ipc_has_case (const struct ipc_behaviour *b, enum ipc_build build);

/* The fallback called NAME, or NULL.  */
const struct ipc_fallback *ipc_find_fallback (const char *name);

/* What the manual of OS says of ID, or NULL if it is silent.  */
const struct ipc_manual *ipc_find_manual (const char *os, const char *id);

/* The first cause of VALUE in ID on PRODUCT, or NULL if none is known.  */
const struct ipc_cause *ipc_find_cause (const char *product, const char *id,
                                        const char *value);

/* Whether C can be the cause of something in ID.  */
int ipc_cause_names (const struct ipc_cause *c, const char *id);

/* "REQUIRED", "VARIES" or "HAZARD".  */
const char *ipc_level_name (enum ipc_level level);

/* Whether B has a source in DOCUMENT with that STATUS.  */
int ipc_cites (const struct ipc_behaviour *b, const char *document,
               const char *status);

#endif
