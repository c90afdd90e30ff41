/* model.h - what one report says: the joined model.
   SPDX-License-Identifier: BSD-2-Clause

   Catalogue, probes and stores are joined once; a writer is a pure
   function of the model.  Every string in it is printable ASCII (ipc_show
   in base/encode.h made it so where it entered), is never NULL unless a comment
   says so, and lives until ipc_model_free().  A writer still has to escape
   what its format treats specially.  */

#ifndef IPC_MODEL_H
#define IPC_MODEL_H

#include <stddef.h>

#include "base/memory.h"
#include "catalogue.h"
#include "model/product.h"
#include "verdict.h"

/* What a report.json of this revision calls itself.  */
#define IPC_SCHEMA "ipcompat-report/2"

enum ipc_answer { IPC_UNKNOWN = -1, IPC_NO = 0, IPC_YES = 1 };

/* What one build of one behaviour showed.  */
struct ipc_result
{
  int present;                  /* whether the suite has this build for the
                                   behaviour at all; else nothing counts */
  enum ipc_verdict verdict;     /* native: DEVIATES ... HOLDS; fallback:
                                   FAILS, LIMITED, PROVEN, NO_EVIDENCE or
                                   NOT_EXERCISED */
  const char *observed;         /* the value; NULL with, and only with, NO
                                   EVIDENCE and NOT_EXERCISED */
  const char *reason;           /* why not exercised, no evidence, limited;
                                   else NULL */
  const char *detail;           /* free text, or NULL */
  double seconds;               /* of the body; -1 if not known (a report
                                   read from JSON has no times) */
};

/* A probe that a record names, beside what its test showed.  */
struct ipc_row_probe
{
  const char *name;
  int asks;                     /* just what the record claims; else a part
                                   of it */
  enum ipc_answer answer;
  int agrees;                   /* with the test: 1 yes, 0 no, -1 cannot be
                                   told */
};

/* What somebody has reported of a row: see bugs.h.  */
struct ipc_row_bug
{
  const char *value;            /* of a row that shows this */
  const char *link, *note;      /* NOTE may be NULL */
  const char *held, *here;      /* where it has lapsed: the version that it
                                   is of, and this one; else NULL */
  struct ipc_row_bug *next;
};

/* One behaviour.  */
struct ipc_row
{
  const struct ipc_behaviour *b;
  int unknown;                  /* a report has it, this catalogue has not:
                                   *b is what the report says of it */
  enum ipc_verdict verdict;     /* the worst of the native builds, or
                                   NOT_TESTABLE (b->not_tested says why) */
  struct ipc_result result[IPC_BUILDS];
  struct ipc_row_probe *probe;  /* those of b->probes */
  size_t probes;
  int agrees;                   /* 0 if a probe contradicts the test, 1 if
                                   none does and one agrees, else -1 */
  const struct ipc_manual *manual;      /* what the product's own manual
                                           says, or NULL */
  int manual_agrees;            /* manual and extended build, likewise */
  struct ipc_row_bug *bug;      /* what is reported of it elsewhere */
};

/* The sections of what a reader came for, in their order.  */
enum ipc_class
{
  IPC_UNHEARD,                  /* a native build deviates, and no document
                                   says that it does */
  IPC_CONTRADICTED,             /* the system's own manual says otherwise */
  IPC_MISSING,                  /* absent */
  IPC_NO_HELP,                  /* a fallback fails */
  IPC_AS_MANUAL,                /* it deviates, as that manual says */
  IPC_DECLARED,                 /* a fallback falls short, as declared */
  IPC_CLASSES
};

/* One thing to be told of a row.  A row may have one of its native builds and
   one of its fallbacks.  */
struct ipc_finding
{
  const struct ipc_row *row;
  const struct ipc_result *result;      /* the one that shows it */
  enum ipc_class class;
  const struct ipc_cause *cause;        /* NULL: none is known */
};

/* What has one cause, or, without one, a single finding.  */
struct ipc_group
{
  const struct ipc_cause *cause;
  enum ipc_class class;
  const struct ipc_finding *finding;    /* the first of FINDINGS */
  size_t findings;
  int as_manual;                /* how many are as the manual says */
};

/* What a product chose in a row where the texts leave it open.  The strings
   live as long as the model.  */
struct ipc_choice
{
  const struct ipc_row *row;
  const char *own;
  const char *usual;            /* what most others have, or OWN */
  int votes, voices;            /* how many have that, of how many */
  int documented;               /* a manual has another one */
  const char *others;           /* what is not OWN: "resets (2 of 5); persists
                                   (SunOS, documented)", or "" */
};

struct ipc_probe
{
  const char *name;             /* "MKFIFO" */
  enum ipc_answer answer;
  const char *word;             /* what the probe said besides, often "" */
  const char *question;         /* "whether ...", "" if not known here */
};

/* A fallback and the worst verdict of its rows.  */
struct ipc_family
{
  const char *name;
  const struct ipc_fallback *fallback;  /* NULL if not in this catalogue */
  enum ipc_verdict verdict;
  int rows;                     /* how many behaviours it is tested by */
};

struct ipc_run
{
  const char *started;          /* "2026-11-22T13:00:00Z" */
  double seconds;               /* from the first case's start to the end of
                                   the last */
  int uid0;
};

/* Counted over rows, except where said otherwise.  */
struct ipc_summary
{
  int behaviours;
  int rows[IPC_VERDICTS];       /* by row verdict */
  int families[IPC_VERDICTS];   /* fallbacks, by family verdict */
  int disagreements;            /* rows whose probe disagrees */
  int manual_disagreements;     /* rows whose manual disagrees */
  int unknown;                  /* rows that this catalogue has not */
  int exercised;                /* rows that hold, deviate or are absent */
  int differ;                   /* rows whose native builds differ */
  int hazards, shown, not_shown;        /* HAZARD rows, extended build */
  int answers[3];               /* probes: [0] no, [1] yes, [2] unknown */
};

struct ipc_model
{
  const char *version;          /* of ipcompat */
  const char *revision;         /* of the suites that made the evidence */
  struct ipc_product product;
  struct ipc_run run;
  const char *asked;            /* what a partial run was asked for, as words
                                   with a space between; NULL: all */
  const char *cut;              /* programs of which nothing was stored, and
                                   why: "fifos_test: the limit of 9 s ended
                                   it; ..."; NULL: none */
  struct ipc_row *row;          /* all behaviours, sorted by id */
  size_t rows;
  struct ipc_probe *probe;      /* sorted by name */
  size_t probes;
  struct ipc_suite *suite;      /* those of the catalogue in its order, then
                                   those of other rows; ends with a NULL
                                   name */
  struct ipc_family *family;    /* sorted by name */
  size_t families;
  struct ipc_finding *finding;  /* in the order of GROUP */
  size_t findings;
  struct ipc_group *group;      /* by class; then those of a known cause, the
                                   largest first; then by id */
  size_t groups;
  const char *reference;        /* what the choices are held against; NULL:
                                   nothing, and there are none */
  struct ipc_choice *choice;    /* by id, without those of which nobody has
                                   another word */
  size_t choices;
  int compared;                 /* rows of which another report has a word */
  struct ipc_summary summary;
  struct ipc_arena memory;     /* behind the strings */
};

struct ipc_model *ipc_model_new (void);
void ipc_model_free (struct ipc_model *);

/* The row of ID, or NULL; the probe called NAME, or NULL.  */
struct ipc_row *ipc_model_row (const struct ipc_model *m, const char *id);
struct ipc_probe *ipc_model_probe (const struct ipc_model *m,
                                   const char *name);

/* Put rows and probes in the order in which they are looked up.  */
void ipc_model_sort (struct ipc_model *m);

#endif
