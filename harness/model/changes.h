/* changes.h - what changed, or differs, between two reports.
   SPDX-License-Identifier: BSD-2-Clause

   Evidence that is gone is a finding like a regression: a suite that
   silently stops looking would otherwise be the best way to pass.  */

#ifndef IPC_CHANGES_H
#define IPC_CHANGES_H

#include "model.h"

enum ipc_change_kind
{
  IPC_REGRESSION,               /* of two products: one is good, one not */
  IPC_LOST,
  IPC_FIXED,
  IPC_CHANGED,
  IPC_NEW,                      /* of two products: one alone has evidence */
  IPC_SAME,
  IPC_CHANGE_KINDS
};

struct ipc_change
{
  enum ipc_change_kind kind;
  const struct ipc_row *row;    /* the new report's, or else the old one's */
  enum ipc_build build;
  const struct ipc_result *old, *new;   /* NULL: there is none */
};

struct ipc_changes
{
  const struct ipc_model *old, *new;
  int products;                 /* they are two, not runs of one */
  struct ipc_change *change;    /* all that are not the same, by id */
  size_t n;
  int count[IPC_CHANGE_KINDS];
};

/* Find in C what differs from OLD to NEW; if GATE they are runs of one product
   whatever they say.  C lives as long as they do, until it is freed.  */
void ipc_find_changes (struct ipc_changes *c, const struct ipc_model *old,
                       const struct ipc_model *new, int gate);
void ipc_free_changes (struct ipc_changes *c);

/* "regression", "evidence lost"; of two products "one is worse" and so on.  */
const char *ipc_change_name (const struct ipc_changes *c,
                             enum ipc_change_kind kind);

/* What one side says, "holds (persists)", in BUF.  */
const char *ipc_change_side (const struct ipc_result *r, char *buf,
                             size_t size);

/* What the new side of CHANGE says, in BUF.  */
const char *ipc_change_new (const struct ipc_change *change, char *buf,
                            size_t size);

/* Whether CHANGE makes a gate fail; how many of C do.  */
int ipc_change_fails (const struct ipc_changes *c,
                      const struct ipc_change *change);
int ipc_count_failing (const struct ipc_changes *c);

#endif
