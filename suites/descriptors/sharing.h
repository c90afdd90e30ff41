/* sharing.h - what the cases on shared descriptors have in common.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SHARING_H
#define IPC_SHARING_H

#include <stddef.h>

#include "instruments/child.h"

/* As ipc_start(), by a fork() of the case's own, which is under test; does
   not wait until the child runs.  */
struct ipc_child start_sharer (int (*body) (struct ipc_link *, void *),
                               void *arg);

/* Let CHILD do WHAT and wait until it has answered with the same byte.  */
void let (struct ipc_child *child, char what);

/* Create the file NAME with the contents TEXT.  */
void make_file (const char *name, const char *text);

/* Whether just that is in it.  */
int file_is (const char *name, const char *text);

/* In a child: have "in", with the contents TEXT, as standard input, and two
   empty files, "out" and "err", as standard output and error.  */
void have_std_files (const char *text);

#endif
