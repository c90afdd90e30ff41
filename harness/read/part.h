/* part.h - a store that does not say of which platform it is.
   SPDX-License-Identifier: BSD-2-Clause

   It is Kyua's, of one suite or program that somebody ran alone: a part of a
   run, which says what it lacks.  What it lacks is not guessed.  */

#ifndef IPC_PART_H
#define IPC_PART_H

#include "model/model.h"

/* The reason of a result of which no store has anything.  */
extern const char ipc_not_run[];

/* Make M, which has no product, the model of a partial run: of what was run
   in it.  */
void ipc_make_part (struct ipc_model *m);

#endif
