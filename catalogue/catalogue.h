/* catalogue.h - the catalogue of behaviours, as data.
   SPDX-License-Identifier: BSD-2-Clause

   Everything here is constant and lives as long as the program; nothing is
   to be freed, and no function fails other than by returning NULL.  */

#ifndef IPC_CATALOGUE_H
#define IPC_CATALOGUE_H

#include <stddef.h>

#include "record.h"

struct ipc_suite
{
  const char *name;
  const char *title;
  const char *builds;           /* "extended", "strict", "fallback" */
};

struct ipc_fallback
{
  const char *name;             /* "signal" */
  const char *promise;          /* one sentence, no final stop */
  const char *calls;            /* "signal(2)": what it stands in for */
  const char *source;           /* "fallbacks/signal.c" */
};

/* A shortfall that a fallback admits: its build of the behaviour ID must
   observe exactly VALUE.  */
struct ipc_limit
{
  const char *fallback;
  const char *id;
  const char *value;
  const char *why;
};

/* What the manual of a system says of a behaviour.  */
struct ipc_manual
{
  const char *os;               /* as uname() names it: "Linux" */
  const char *page;             /* "signal(7)" */
  const char *id;
  const char *value;
};

/* All behaviours, in catalogue order.  Each array ends with an element
   whose first member is NULL.  */
extern const struct ipc_behaviour ipc_catalogue[];
extern const struct ipc_suite ipc_suites[];
extern const struct ipc_fallback ipc_fallbacks[];
extern const struct ipc_limit ipc_limits[];
extern const struct ipc_manual ipc_manuals[];

/* The record of ID ("suite.aspect"), or NULL if there is none.  */
const struct ipc_behaviour *ipc_find (const char *id);

/* The suite called NAME, or NULL.  */
const struct ipc_suite *ipc_find_suite (const char *name);

/* The fallback called NAME, or NULL.  */
const struct ipc_fallback *ipc_find_fallback (const char *name);

/* The declared limit of ID's fallback with that VALUE, or, if VALUE is
   NULL, the first one of ID; NULL if there is none.  */
const struct ipc_limit *ipc_find_limit (const char *id, const char *value);

/* What the manual of OS says of ID, or NULL if it is silent.  */
const struct ipc_manual *ipc_find_manual (const char *os, const char *id);

/* "REQUIRED", "VARIES" or "HAZARD".  */
const char *ipc_level_name (enum ipc_level level);

/* Whether VALUE is one of the documented outcomes of B.  */
int ipc_documented (const struct ipc_behaviour *b, const char *value);

/* Whether B has a source in DOCUMENT with that STATUS.  */
int ipc_cites (const struct ipc_behaviour *b, const char *document,
               const char *status);

#endif
