/* json.h - report.json as a tree.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_WRITE_JSON_H
#define IPC_WRITE_JSON_H

#include <jansson.h>

#include "model/model.h"

/* All of M's report.json except "behaviours"; a new reference.  */
json_t *ipc_json_head (const struct ipc_model *m);

/* Its member "product"; a new reference.  */
json_t *ipc_json_product (const struct ipc_model *m);

/* One element of "behaviours"; a new reference.  */
json_t *ipc_json_row (const struct ipc_row *r);

/* Add to O what is known elsewhere, as NAME, unless B is NULL.  */
void ipc_json_know (json_t *o, const char *name,
                    const struct ipc_row_bug *b);

#endif
