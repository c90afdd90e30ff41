/* prototypes.h - the functions of each fallback, as its header has them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PROTOTYPES_H
#define IPC_PROTOTYPES_H

struct ipc_prototype
{
  const char *family;           /* "sysv_messages"; "" for what is of none */
  const char *header;           /* "ipcompat-sysv.h" */
  const char *text;             /* "int ipc_fb_msgget (key_t key, int flags);",
                                   of one line or more */
};

/* In the order of the headers; the last one's family is NULL.  */
extern const struct ipc_prototype ipc_prototypes[];

#endif
