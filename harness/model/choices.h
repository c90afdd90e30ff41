/* choices.h - what a product chose where the texts leave it open.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CHOICES_H
#define IPC_CHOICES_H

#include "model/model.h"

/* Find what M chose in each VARIES row, beside what OTHERS, N models, and the
   manuals of other systems choose.  A simulated model has no voice, and those
   of one system, C library and environment have one between them.  */
void ipc_find_choices (struct ipc_model *m, struct ipc_model *const *others,
                       size_t n);

/* Likewise, beside OTHER alone, whatever it is.  */
void ipc_find_choices_against (struct ipc_model *m, struct ipc_model *other);

/* Whether C is not what most others choose.  */
int ipc_choice_is_rare (const struct ipc_choice *c);

/* Whether C is what all but one choose, and what all manuals say.  */
int ipc_choice_is_lone (const struct ipc_choice *c);

/* How many choices of M are rare.  */
int ipc_rare_choices (const struct ipc_model *m);

#endif
