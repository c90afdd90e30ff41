/* differ.h - the mechanisms, each by the calls that all of them have.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_OVERVIEW_DIFFER_H
#define IPC_OVERVIEW_DIFFER_H

#include <stddef.h>
#include <sys/types.h>

/* One mechanism in use: what sends, what receives, and by what a stranger
   would find it.  */
struct use
{
  int out, in;
  int listener;                 /* accepts strangers, or -1 */
  char name[64];                /* a path, a port, a number or an id */
};

/* By what a stranger finds it: a name of a file, a port of the network, the
   number of a descriptor, which is each process's own, or the id of a queue,
   which has calls of its own.  */
struct mechanism
{
  const char *name;
  /* 0, or an errno value where there is none.  */
  int (*make) (struct use *u);
  /* In a process that knows only NAME: send TEXT; 0, or -1.  */
  int (*reach) (const char *name, const char *text);
  enum { BY_NAME, BY_PORT, BY_NUMBER, BY_ID } by;
  const char *is;               /* what is documented of it */
};

enum { MECHANISMS = 9 };
extern const struct mechanism mechanisms[MECHANISMS];

#endif
