/* read.h - reading what Kyua and ipcompat have written.
   SPDX-License-Identifier: BSD-2-Clause

   Each says on standard error what is wrong with FILE, in one line, and
   returns NULL.  */

#ifndef IPC_READ_H
#define IPC_READ_H

#include "model/model.h"

/* Join the catalogue and COUNT stores of one product.  */
struct ipc_model *ipc_join_stores (char *const *file, int count);

/* Read a report.json: of any revision.  */
struct ipc_model *ipc_read_json (const char *file);

#endif
