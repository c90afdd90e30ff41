/* product.h - what platform_test printed: the product and its probes.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PRODUCT_H
#define IPC_PRODUCT_H

#include <stddef.h>

#include "model.h"

/* Fill in M's product, run.uid0, revision and probes from the SIZE bytes at
   TEXT, printed by the case suites/platform_test:product.  If M has a
   product already, it must be the same one.  Returns 0, or -1 after a
   message about FILE.  */
int ipc_product_read (struct ipc_model *m, const char *file,
                      const char *text, size_t size);

/* Make M's product.key of the other members.  */
void ipc_product_make_key (struct ipc_model *m);

/* The question of the probe NAME, as far as this build knows it, else "".  */
const char *ipc_probe_question (const char *name);

/* Whether NAME is a name of a probe: [A-Z][A-Z0-9_]{0,59}.  */
int ipc_probe_name (const char *name, size_t size);

#endif
