/* junit-message.h - what a case of JUnit's says beside its verdict.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_JUNIT_MESSAGE_H
#define IPC_JUNIT_MESSAGE_H

#include "model/model.h"

/* Whether E is what R's manual denies.  A case that holds then has a child to
   say so in: nobody looks at those that have none.  */
int ipc_junit_denied (const struct ipc_row *r, const struct ipc_result *e);

/* Of the result E of R, in BUF: what was seen instead, why, and the cause.  */
void ipc_junit_message (const struct ipc_model *m, const struct ipc_row *r,
                        const struct ipc_result *e, char *buf, size_t size);

/* What whoever sees nothing but a failure of B in BUILD needs, in BUF: claim,
   sources, what is documented, and the command that repeats it.  */
const char *ipc_junit_details (const struct ipc_behaviour *b,
                               enum ipc_build build, char *buf, size_t size);

#endif
