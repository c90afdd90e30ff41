/* badge.h - a report's counts as a small picture.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_BADGE_H
#define IPC_BADGE_H

#include <stdio.h>

#include "model/model.h"

/* Write M's counts to F as SVG.  Returns 0, or -1 if F failed.  */
int ipc_write_badge (const struct ipc_model *m, FILE *f);

#endif
