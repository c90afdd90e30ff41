/* judge.h - from what a case left to a verdict.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_JUDGE_H
#define IPC_JUDGE_H

#include "model/model.h"

/* What the store has of one case.  Not encoded: hostile.  */
struct ipc_case_record
{
  const char *result, *kyua_reason;     /* Kyua's own; never NULL */
  const char *out, *err;                /* what it printed */
  size_t out_size, err_size;
  double seconds;
};

/* Judge RECORD as BUILD of B into R, whose strings live as long as M.  */
void ipc_judge (struct ipc_model *m, const struct ipc_behaviour *b,
                enum ipc_build build, const struct ipc_case_record *record,
                struct ipc_result *r);

/* Turn R into "no evidence", for REASON, which lives long enough.  */
void ipc_no_evidence (struct ipc_result *r, const char *reason);

/* Whether the case of RECORD was told what to expect, and observed something
   else: then VALUE, unless it is NULL, is what it observed and what it
   expected, printable, as long as MEMORY lives.  */
int ipc_unexpected (const struct ipc_case_record *record,
                    const char *value[2], struct ipc_arena *memory);

/* Call EACH with NAME for every "uses: NAME" line of RECORD.  NAME is
   printable.  */
void ipc_each_use (struct ipc_model *m, const struct ipc_case_record *record,
                   void (*each) (void *closure, const char *name),
                   void *closure);

#endif
