/* model.h - what one report says: the joined model.
   SPDX-License-Identifier: BSD-2-Clause

   Catalogue, probes and stores are joined once, here; a writer is a pure
   function of the model.  Every string in it is printable ASCII (ipc_show
   in encode.h made it so where it entered), is never NULL unless a comment
   says so, and lives until ipc_model_free().  A writer still has to escape
   what its format treats specially.  */

#ifndef IPC_MODEL_H
#define IPC_MODEL_H

#include <stddef.h>
#include <stdio.h>

#include "catalogue.h"
#include "verdict.h"

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

/* The members are those of product.def, where they are told.  */
struct ipc_product
{
  const char *key;              /* "linux-6.18-glibc-2.36-x86_64": safe as a
                                   file name, [a-z0-9._-]{1,80} */
#define TEXT const char *
#define MAYBE const char *
#define LIST const char *
#define NUMBER int
#define FLAG int
#define FACT(kind, member, label, missing) kind member;
#define IN_KEY(member, plain, before, after)
#include "product.def"
#undef FACT
#undef IN_KEY
#undef TEXT
#undef MAYBE
#undef LIST
#undef NUMBER
#undef FLAG
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
  struct ipc_row *row;          /* all behaviours, sorted by id */
  size_t rows;
  struct ipc_probe *probe;      /* sorted by name */
  size_t probes;
  struct ipc_suite *suite;      /* those of the catalogue in its order, then
                                   those of other rows; ends with a NULL
                                   name */
  struct ipc_family *family;    /* sorted by name */
  size_t families;
  struct ipc_summary summary;
  struct ipc_block *memory;     /* behind the strings */
};

/* model.c */

struct ipc_model *ipc_model_new (void);
void ipc_model_free (struct ipc_model *);

/* SIZE zeroed bytes for the caller to free.  When memory runs out the
   program ends with status 2, here and everywhere.  */
void *ipc_alloc (size_t size);

/* SIZE zeroed bytes, or a copy of TEXT, that live as long as M.  */
void *ipc_model_alloc (struct ipc_model *m, size_t size);
const char *ipc_model_copy (struct ipc_model *m, const char *text);

/* A and B after one another, likewise.  */
const char *ipc_model_join (struct ipc_model *m, const char *a,
                            const char *b);

/* The row of ID, or NULL; the probe called NAME, or NULL.  */
struct ipc_row *ipc_model_row (const struct ipc_model *m, const char *id);
struct ipc_probe *ipc_model_probe (const struct ipc_model *m,
                                   const char *name);

/* Sort, and derive all that follows from the rows' results and the probes'
   answers: row verdicts, agreement, families, summary.  */
void ipc_model_finish (struct ipc_model *m);

/* words.c: the words that all writers share.  */

const char *ipc_answer_name (enum ipc_answer);          /* "yes" */

/* Whether the native builds of R were both run and differ.  */
int ipc_builds_differ (const struct ipc_row *r);

/* The following write at most SIZE bytes to BUF and return BUF.

   Of R's native builds: "persists", "persists (strict: resets)"; the reason
   where there is no observation.  */
char *ipc_row_value (const struct ipc_row *r, char *buf, size_t size);

/* What each of R's native builds showed: "extended: persists, strict:
   resets".  */
char *ipc_row_builds (const struct ipc_row *r, char *buf, size_t size);

/* The documented outcomes of B: "EINTR", "persists or resets".  */
char *ipc_row_documented (const struct ipc_behaviour *b, char *buf,
                          size_t size);

/* Its sources: "perlipc "Signals"; POSIX shall (signal); met in o/r#1".  */
char *ipc_row_sources (const struct ipc_behaviour *b, char *buf,
                       size_t size);

/* Where programs met it: "owner/repo#12, other/repo#3", or "".  */
char *ipc_row_fields (const struct ipc_behaviour *b, char *buf, size_t size);

/* Its fallbacks: "kill, mkfifo", or "none".  */
char *ipc_row_fallbacks (const struct ipc_behaviour *b, char *buf,
                         size_t size);

/* Its probes and their answers: "MKFIFO: yes, PTY: no, DISAGREES", or "".  */
char *ipc_row_probes (const struct ipc_row *r, char *buf, size_t size);

/* The product in one line: "Debian 12, Linux 6.18 x86_64, ...".  */
char *ipc_product_line (const struct ipc_model *m, char *buf, size_t size);

/* The headline: "138 behaviours: 130 hold, 3 deviate, ...".  */
char *ipc_summary_line (const struct ipc_model *m, char *buf, size_t size);

/* store.c, json-read.c: reading.  Each says on standard error what is wrong
   with FILE, in one line, and returns NULL.  */

/* Join the catalogue and COUNT stores of one product.  */
struct ipc_model *ipc_join_stores (char *const *file, int count);

/* Read a report.json: of any revision, or, if STRICT, only one that this
   ipcompat would write just so.  */
struct ipc_model *ipc_read_json (const char *file, int strict);

/* Either of the two: COUNT stores, or one report.json.  */
struct ipc_model *ipc_load (char *const *file, int count);

/* asked.c: what a partial run was asked for.  */

/* Whether the run behind M was to run BUILD of ID.  */
int ipc_asked (const struct ipc_model *m, const char *id,
               enum ipc_build build);

/* Drop from M, which is not finished yet, what was not asked for.  */
void ipc_keep_asked (struct ipc_model *m);

/* The reason of an extended build that was not asked for, in a row of which
   another build was.  */
extern const char ipc_not_asked[];

/* The writers.  Each returns 0, or -1 if memory or F failed; the caller
   looks at ferror (F) as well.  */

int ipc_write_json (const struct ipc_model *, FILE *);
int ipc_write_html (const struct ipc_model *, FILE *);

struct ipc_text_options
{
  int colour;                   /* write SGR codes */
  int verbose;                  /* 1: holding rows too, -1: summary only */
  unsigned only;                /* bit per verdict to list; 0: all */
  int width;                    /* columns of the terminal, 0: never cut */
};
int ipc_write_text (const struct ipc_model *, FILE *,
                    const struct ipc_text_options *);
int ipc_write_markdown (const struct ipc_model *, FILE *, unsigned only);
int ipc_write_junit (const struct ipc_model *, FILE *, int absent_fails);

#endif
