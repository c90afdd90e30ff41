/* sysv-list.h - the list of the objects of a kind.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_LIST_H
#define IPC_SYSV_LIST_H

#include "sysv-store.h"

enum { MOST_OBJECTS = 1024 };

struct list
{
  int64_t next, n;
  struct entry
  {
    int64_t key, id;
  } entry[MOST_OBJECTS];
};

/* Open the list of FAMILY, which is made of the objects that there are if it is
   not there.  0, or -1 with errno.  */
int ipc_sysv_open_list (struct sysv_object *o,
                        const struct sysv_family *family);
/* After a change of the number of entries.  */
void ipc_sysv_resize_list (struct sysv_object *o);

#endif
