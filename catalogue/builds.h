/* builds.h - the builds of a suite, and what each has.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_BUILDS_H
#define IPC_BUILDS_H

#include <stddef.h>

#include "record.h"

/* IPC_EXTENDED_BUILD and so on.  */
enum ipc_build
{
#define BUILD(id, calls, name, suffix, meaning) IPC_##id##_BUILD,
#include "builds.def"
#undef BUILD
  IPC_BUILDS
};

/* The first ones are native.  */
enum
{
  IPC_NATIVE_BUILDS = 0
#define NATIVE + 1
#define MAPPED
#define BUILD(id, calls, name, suffix, meaning) calls
#include "builds.def"
#undef BUILD
#undef NATIVE
#undef MAPPED
};

/* "extended"; "_strict", or ""; what it is, as a clause.  */
const char *ipc_build_name (enum ipc_build build);
const char *ipc_build_suffix (enum ipc_build build);
const char *ipc_build_meaning (enum ipc_build build);

/* The build whose name is the SIZE bytes at NAME, or -1.  */
int ipc_build_of (const char *name, size_t size);

/* Which build the program NAME of SIZE bytes ("fifos_strict_test") is of,
   and in *SUITE the size of its suite's name, which it begins with.  -1 if it
   is no program of a suite.  */
int ipc_build_of_program (const char *name, size_t size, size_t *suite);

/* Whether BUILD, where a suite has it, has a case for B.  */
int ipc_build_takes (enum ipc_build build, const struct ipc_behaviour *b);

#endif
