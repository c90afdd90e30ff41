/* matrix.h - behaviours by products.
   SPDX-License-Identifier: BSD-2-Clause

   Made of models and of the catalogue's manuals, once; a writer is a pure
   function of it.  What was said of strings in model.h holds here, too.  */

#ifndef IPC_MATRIX_H
#define IPC_MATRIX_H

#include "model/cell.h"
#include "model/evidence.h"
#include "model/model.h"

/* A product, or the manual of a system.  */
struct ipc_matrix_column
{
  enum ipc_evidence evidence;
  const char *code;             /* "R1": short, of this matrix only */
  const char *key;              /* the product's, made unique by "~2" where
                                   several reports are of it; "manual-os" */
  const char *name;             /* "Linux 6.18, glibc 2.36, x86_64" */
  const struct ipc_model *m;    /* NULL if documented */
  const char *os;               /* whose manual, else NULL */
  size_t rows;                  /* how many rows it has */
  size_t shown_by;              /* the column with the same cells that shows
                                   it: itself, or one before it */
  size_t alike;                 /* how many this one shows; 0 if another one
                                   shows it */
};

/* How far the products agree on a row, in the order in which one wants to
   see it.  What was not observed never makes a difference.  */
enum ipc_agreement
{
  IPC_REAL_DIFFER,              /* real products do */
  IPC_MANUALS_DIFFER,           /* a manual says another thing */
  IPC_EMULATED_DIFFER,          /* no real ones, but an emulated one */
  IPC_SIMULATED_DIFFER,         /* none of these, but a simulated one */
  IPC_ALIKE,                    /* all that observed it saw the same */
  IPC_SEEN_ONCE,                /* one product did */
  IPC_UNSEEN,                   /* none did */
  IPC_AGREEMENTS
};

struct ipc_matrix_row
{
  const struct ipc_behaviour *b;
  int unknown;                  /* this catalogue does not have it */
  enum ipc_agreement agreement;
  size_t seen;                  /* by how many columns, manuals apart */
  struct ipc_cell *cell;        /* one for each column */
};

struct ipc_matrix
{
  struct ipc_matrix_column *column;     /* by evidence, then key */
  size_t columns;
  struct ipc_matrix_row *row;           /* by suite as in the catalogue, then
                                           id */
  size_t rows;
  struct ipc_suite *suite;              /* those that have rows; ends with a
                                           NULL name */
  size_t count[IPC_AGREEMENTS];         /* rows */
  size_t kinds[IPC_EVIDENCES];          /* columns */
  struct ipc_arena memory;
};

void ipc_matrix_free (struct ipc_matrix *);

/* "real-differ": a word; "real products differ": what it means, as a
   clause.  */
const char *ipc_agreement_name (enum ipc_agreement a);
const char *ipc_agreement_meaning (enum ipc_agreement a);

/* Whether a row of A is one on which somebody differs.  */
int ipc_agreement_differs (enum ipc_agreement a);

/* The codes of the columns for which IN is not 0, as ranges: "R1-R3 E2".
   At most SIZE bytes to BUF, which is returned; what does not fit ends in
   "...".  */
char *ipc_matrix_codes (const struct ipc_matrix *x, const char *in, char *buf,
                        size_t size);

#endif
