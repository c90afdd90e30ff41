/* finish.h - what follows from the rows of a model.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FINISH_H
#define IPC_FINISH_H

#include "model/model.h"

/* Sort M, and derive all that follows from the rows' results and the probes'
   answers: row verdicts, agreement, families, summary.  */
void ipc_model_finish (struct ipc_model *m);

#endif
