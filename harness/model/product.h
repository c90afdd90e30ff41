/* product.h - what tells one product from another, one fact at a time.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PRODUCT_H
#define IPC_PRODUCT_H

#include <stddef.h>

#include "base/memory.h"

/* The members are those of product.def, where they are told.  */
struct ipc_product
{
  const char *key;              /* "linux-6.18-glibc-2.36-x86_64": safe as a
                                   file name, [a-z0-9._-]{1,80} */
#define TEXT const char *
#define MAYBE const char *
#define LIST const char *
#define NUMBER int
#define FLAG int
#define FACT(kind, member, label, missing) kind member;
#define IN_KEY(member, plain, before, after)
#include "product.def"
#undef FACT
#undef IN_KEY
#undef TEXT
#undef MAYBE
#undef LIST
#undef NUMBER
#undef FLAG
};

enum ipc_fact_kind
{
  IPC_FACT_TEXT, IPC_FACT_MAYBE, IPC_FACT_LIST, IPC_FACT_NUMBER, IPC_FACT_FLAG
};

/* How many facts there are.  */
enum
{
  IPC_FACTS = 0
#define FACT(kind, member, label, missing) + 1
#define IN_KEY(member, plain, before, after)
#include "product.def"
#undef FACT
#undef IN_KEY
};

struct ipc_fact
{
  enum ipc_fact_kind kind;
  const char *name;             /* "os_version" */
  const char *label;            /* "Version" */
  const char *missing;          /* where a report does not say; may be NULL */
  size_t offset;                /* in struct ipc_product */
};

/* All facts of product.def, in its order; the last one's name is NULL.  */
extern const struct ipc_fact ipc_facts[];

/* The fact whose name is the SIZE bytes at NAME, or NULL.  */
const struct ipc_fact *ipc_find_fact (const char *name, size_t size);

/* F of P, in words: NULL if there is none.  A number is written to BUF.  */
enum { IPC_FACT_SIZE = 16 };
const char *ipc_fact_text (const struct ipc_product *p,
                           const struct ipc_fact *f,
                           char buf[IPC_FACT_SIZE]);

/* Set F of P to TEXT, which lives as long as P, or to what it is where a
   report does not say, if TEXT is NULL or empty.  */
void ipc_fact_set (struct ipc_product *p, const struct ipc_fact *f,
                   const char *text);

/* Whether A and B have the same facts.  */
int ipc_same_product (const struct ipc_product *a,
                      const struct ipc_product *b);

/* What tells P from others, in few words: "Linux 6.18, glibc 2.36, x86_64".
   As long as A.  */
const char *ipc_product_name (struct ipc_arena *a,
                              const struct ipc_product *p);

/* Make P's key, which lives as long as A, of the other members.  */
void ipc_product_make_key (struct ipc_arena *a, struct ipc_product *p);

#endif
