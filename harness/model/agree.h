/* agree.h - whether probe, manual and test say the same.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_AGREE_H
#define IPC_AGREE_H

#include "model/model.h"

/* Whether R's test and P, one of its probes, agree: 1, 0, or -1 where that
   cannot be told.  */
int ipc_probe_agrees (const struct ipc_row *r,
                      const struct ipc_row_probe *p);

/* Whether the manual of the product says what R's extended build showed:
   likewise.  */
int ipc_manual_agrees (const struct ipc_row *r);

#endif
