/* prove.h - fallbacks that stand before libc in a program nobody here wrote.
   SPDX-License-Identifier: BSD-2-Clause

   A library to preload.  IPCOMPAT_PROVE names the fallbacks that are in place,
   IPCOMPAT_PROVE_COUNTS the file that counts calls.  What a fallback itself
   calls is libc's: the linker has its undefined NAME be __wrap_NAME.  */

#ifndef IPC_PROVE_H
#define IPC_PROVE_H

#include <stddef.h>

#define FALLBACK_FAMILY(name, calls, promise, source) PROVE_##name,
enum prove_family
{
#include "fallbacks.def"
  PROVE_FAMILIES
};
#undef FALLBACK_FAMILY

#define STANDS(family, name, result, parameters, arguments, replacement) \
  CALL_##name,
#define STANDS_TO_ALL STANDS
#define BY_HAND(family, name) CALL_##name,
#define APART(family, why)
#define CANNOT(family, why)
enum prove_call
{
#include "prove/calls.def"
  PROVE_CALLS
};
#undef STANDS
#undef STANDS_TO_ALL
#undef BY_HAND

/* Whether FAMILY is in place.  */
#define PROVE_STANDS(family) (prove_stands[PROVE_##family])
extern char prove_stands[];

/* libc's own NAME, found before main() runs.  */
#define PROVE_NATIVE(name) \
  (__extension__ ((__typeof__ (&name)) prove_native (CALL_##name)))
void *prove_native (enum prove_call call);

/* Note that CALL goes through its fallback; and how it has ended, -1 being
   failure, to know what is refused.  Async-signal-safe.  */
void prove_count (enum prove_call call);
void prove_ended (enum prove_call call, long result);

#endif
