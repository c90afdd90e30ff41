/* verdict.h - what an observation is worth.
   SPDX-License-Identifier: BSD-2-Clause

   The case, the report, the reader of reports and the project's checks all
   ask here.  */

#ifndef IPC_VERDICT_H
#define IPC_VERDICT_H

#include "builds.h"
#include "record.h"

/* IPC_DEVIATES and so on.  */
enum ipc_verdict
{
#define VERDICT(id, rank, good, name, counted, ascii, symbol, meaning) IPC_##id,
#include "verdicts.def"
#undef VERDICT
  IPC_VERDICTS
};

/* A shortfall that a fallback admits: its build of the behaviour ID must
   observe exactly VALUE, EVERYWHERE or where the platform leaves it no better
   way.  */
struct ipc_limit
{
  const char *fallback;
  const char *id;
  const char *value;
  const char *why;
  int everywhere;
};

/* Those that are declared, and none; the last one's id is NULL.  */
extern const struct ipc_limit ipc_limits[];
extern const struct ipc_limit ipc_no_limits[];

/* What VALUE is worth, which BUILD of B observed, where LIMITS are declared.
   Stores in *WHY why, where that takes words, else NULL.  */
enum ipc_verdict ipc_judge_value (const struct ipc_behaviour *b,
                                  enum ipc_build build, const char *value,
                                  const struct ipc_limit *limits,
                                  const char **why);

/* Whether VALUE is one of the documented outcomes of B.  */
int ipc_documented (const struct ipc_behaviour *b, const char *value);

/* The worse of two verdicts.  */
enum ipc_verdict ipc_worse (enum ipc_verdict a, enum ipc_verdict b);

/* Whether V says that what was seen is what was to be seen.  */
int ipc_verdict_is_good (enum ipc_verdict v);

/* "deviates"; "deviate", after a number; '!'; the same in UTF-8; what it
   means, as a clause.  */
const char *ipc_verdict_name (enum ipc_verdict v);
const char *ipc_verdict_counted (enum ipc_verdict v);
char ipc_verdict_ascii (enum ipc_verdict v);
const char *ipc_verdict_symbol (enum ipc_verdict v);
const char *ipc_verdict_meaning (enum ipc_verdict v);

/* The verdict with that NAME, or -1.  */
int ipc_verdict_of (const char *name);

#endif
