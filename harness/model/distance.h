/* distance.h - how far two products are from each other.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_DISTANCE_H
#define IPC_DISTANCE_H

#include "model/model.h"

struct ipc_distance
{
  size_t compared;              /* rows that both observed, in one build */
  size_t differ;                /* those on which they differ */
};

struct ipc_distance ipc_model_distance (const struct ipc_model *a,
                                        const struct ipc_model *b);

/* Less than 0 if A is nearer than B, more than 0 if B is: the one of which
   the smaller part differs, else that of which more was compared.  What has
   nothing in common comes last.  */
int ipc_nearer (const struct ipc_distance *a, const struct ipc_distance *b);

/* The next row of A, from *I on, on which it differs from B, and in *I the
   place behind it; NULL if there is none.  *OTHER gets the row of B.  */
const struct ipc_row *ipc_next_difference (const struct ipc_model *a,
                                           const struct ipc_model *b,
                                           size_t *i,
                                           const struct ipc_row **other);

#endif
