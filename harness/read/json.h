/* json.h - a report.json as a tree, read.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_READ_JSON_H
#define IPC_READ_JSON_H

#include <jansson.h>

#include "model/model.h"

/* Parse the SIZE bytes at TEXT, from FILE: no doubled keys, not deeper than
   a report is, without the members that begin with "x_".  Returns a new
   reference, or NULL after a message.  */
json_t *ipc_json_parse (const char *file, const char *text, size_t size);

/* Likewise, all of FILE.  */
json_t *ipc_json_load (const char *file);

/* The model of TREE, which is a report of FILE and of this revision; NULL
   after a message.  */
struct ipc_model *ipc_json_model (const char *file, const json_t *tree);

/* Bring TREE, a report of an earlier revision of the schema, up to this
   one.  */
void ipc_json_renew (json_t *tree);

/* The string VALUE, made printable and at most MAX bytes; NULL if it is
   anything else.  */
const char *ipc_json_string (struct ipc_model *m, const json_t *value,
                             size_t max);

/* The lists of a record: the strings of ARRAY; its sources; the names of its
   probes.  */
const char *const *ipc_json_texts (struct ipc_model *m, const json_t *array);
const struct ipc_source *ipc_json_sources (struct ipc_model *m,
                                           const json_t *array);
const char *const *ipc_json_probe_names (struct ipc_model *m,
                                         const json_t *array);

/* Where HAVE is not WANT: writes its place, "product.key", to PLACE of SIZE
   bytes and returns 1; or returns 0.  Keys may be in any order.  */
int ipc_json_differ (const json_t *want, const json_t *have, char *place,
                     size_t size);

#endif
