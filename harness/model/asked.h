/* asked.h - what a partial run was asked for.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_ASKED_H
#define IPC_ASKED_H

#include "model/model.h"

/* Whether the run behind M was to run BUILD of ID.  */
int ipc_asked (const struct ipc_model *m, const char *id,
               enum ipc_build build);

/* Drop from M, which is not finished yet, what was not asked for.  */
void ipc_keep_asked (struct ipc_model *m);

/* The reason of an extended build that was not asked for, in a row of which
   another build was.  */
extern const char ipc_not_asked[];

#endif
