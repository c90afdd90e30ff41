/* sysv_keys.h - what the cases about keys and ids share.
   SPDX-License-Identifier: BSD-2-Clause

   One family after the other: a case that is about all three goes through
   those that there are.  */

#ifndef IPC_SYSV_KEYS_SUITE_H
#define IPC_SYSV_KEYS_SUITE_H

#include <sys/types.h>

#include "frame/suite.h"

enum { KEYS_FAMILIES = 3 };
struct family
{
  int kind;
  const char *name;             /* "queue" */
  /* msgget() or its like.  */
  int (*get) (key_t key, int flags);
  /* Leave WHAT in the object, a digit; find it there.  -1 with errno.  */
  int (*put) (int id, char what);
  int (*take) (int id);
  int (*stat) (int id);
  int (*set) (int id);          /* IPC_SET, whatever to */
  int (*destroy) (int id);
};
extern const struct family keys_families[KEYS_FAMILIES];

/* Call EACH for the families that there are, until one is wrong: NULL, or
   what EACH has returned, behind the family's name.  Ends the case as absent
   if there is none.  */
const char *keys_each (const char *(*each) (const struct family *));

/* ID, of what was just made; where that has no room for it the case ends as
   not exercised.  */
int keys_made (int id);

/* End the case unless the program NAME, ipcs or ipcrm, is there.  */
void keys_need_program (const char *name);

/* NULL if RESULT is -1 and errno ERROR; else what is wrong with WHAT.  */
const char *keys_refused (const char *what, int result, int error);

#endif
