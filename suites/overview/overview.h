/* overview.h - what the cases of the overview share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_OVERVIEW_H
#define IPC_OVERVIEW_H

#include "frame/compare.h"
#include "frame/suite.h"

/* Run COMMAND; its exit status.  */
int overview_run (const char *command);

/* The three families of System V, each by calls of one shape; id, or result,
   or -1 with errno.  */
enum { OVERVIEW_FAMILIES = 3 };
struct overview_family
{
  int kind;
  const char *name;             /* "messages" */
  /* Whether what another process leaves in ID is found there.  */
  int (*carries) (int id);
  /* IPC_STAT: user and mode; IPC_SET of another MODE.  */
  int (*describe) (int id, long *user, int *mode);
  int (*change) (int id, int mode);
  int (*destroy) (int id);
};
extern const struct overview_family overview_families[OVERVIEW_FAMILIES];

#endif
