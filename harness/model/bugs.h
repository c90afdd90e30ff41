/* bugs.h - findings that somebody has reported elsewhere.
   SPDX-License-Identifier: BSD-2-Clause

   They are opinions, and live in files beside the observations: a report.json
   never has them, and no verdict follows from them.  */

#ifndef IPC_BUGS_H
#define IPC_BUGS_H

#include "model/model.h"

/* One of a file.  */
struct ipc_bug
{
  const char *id, *value;       /* the row, and what it shows */
  const char *link;             /* an address, or a number: never markup */
  const char *note;             /* or NULL */
  const char *fact[IPC_FACTS];  /* what those of the product are, as
                                   "this, or that"; NULL: anything */
  struct ipc_bug *next;
};

/* Note in M's rows which of LIST, which outlives M, are about them: those of
   another system are not, those of another version are, and say so.  */
void ipc_note_bugs (struct ipc_model *m, const struct ipc_bug *list);

/* The one that is about what R's result E shows, or NULL.  */
const struct ipc_row_bug *ipc_bug_of (const struct ipc_row *r,
                                      const struct ipc_result *e);

/* The one that is about what a build of R shows, or NULL.  */
const struct ipc_row_bug *ipc_bug_shown (const struct ipc_row *r);

/* "known as LINK", or "known as LINK for os_version 6.1; this is os_version
   6.2", and a note, at most SIZE bytes to BUF, which is returned.  */
char *ipc_bug_text (const struct ipc_row_bug *b, char *buf, size_t size);

/* BEFORE and that of what R's result E shows, or "".  */
char *ipc_bug_after (const struct ipc_row *r, const struct ipc_result *e,
                     const char *before, char *buf, size_t size);

/* Whether LINK is an address that a page may lead to.  */
int ipc_is_address (const char *link);

/* Whether TEXT, as F, names a version: as all of some facts do, and
   "qemu-user-7.2" as the environment.  */
int ipc_names_version (const struct ipc_fact *f, const char *text);

/* What B asks of the product: "os Linux, os_version 6.1".  */
char *ipc_bug_products (const struct ipc_bug *b, char *buf, size_t size);

#endif
