/* leaks.h - what a case leaves behind.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_LEAKS_H
#define IPC_LEAKS_H

#include <signal.h>
#include <stddef.h>

/* Before the body: how waitpid() looks without children.  */
void ipc_leaks_begin (void);

/* Whether something is left: a child, living or not waited for, or a System
   V object; TEXT, of SIZE bytes, then says what ("a living child, a System V
   object").  Children that are not waited for are waited for, and objects
   removed.  This much makes a case broken.  */
int ipc_leaks_left (char *text, size_t size);

/* Remove all of that: kill and reap children, remove objects.  */
void ipc_kill_leaks (void);

/* Have PATH, an absolute name, removed when the case is killed: when all who
   have the descriptor that this returns have closed it or ended, unless a
   byte was written to it.  */
int ipc_guard (const char *path);

/* What else a process may leave changed.  Cases may, being processes of
   their own; who wants to know compares.  */
struct ipc_facts
{
  sigset_t mask;
  sigset_t not_default;         /* signals that are caught or ignored */
  int descriptors;              /* how many are open */
  int files;                    /* how many entries "." has */
};
void ipc_facts_note (struct ipc_facts *facts);

/* Whether anything differs from BEFORE; TEXT, of SIZE bytes, then says what:
   "a signal mask", "a disposition", "a descriptor", "a file", of which some
   with commas between them.  */
int ipc_facts_changed (const struct ipc_facts *before, char *text,
                       size_t size);

#endif
