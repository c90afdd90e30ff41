/* platform.h - what platform_test printed: the product and its probes.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PLATFORM_H
#define IPC_PLATFORM_H

#include "model/model.h"

/* Fill in M's product, run.uid0, revision and probes from the SIZE bytes at
   TEXT, printed by the case suites/platform_test:product.  If M has a
   product already, it must be the same one.  Returns 0, or -1 after a
   message about FILE.  */
int ipc_product_read (struct ipc_model *m, const char *file,
                      const char *text, size_t size);

#endif
