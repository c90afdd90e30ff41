/* calls.c - the calls of calls.def that take a fixed number of arguments.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "stands.h"

#define STANDS(family, name, result, parameters, arguments, replacement) \
  result __wrap_##name parameters;                                       \
  result                                                                 \
  name parameters                                                        \
  {                                                                      \
    if (PROVE_STANDS (family))                                           \
      THROUGH (name, result, replacement, arguments);                    \
    return __extension__ NATIVE (name) arguments;                        \
  }                                                                      \
  result                                                                 \
  __wrap_##name parameters                                               \
  {                                                                      \
    return __extension__ NATIVE (name) arguments;                        \
  }

#define STANDS_TO_ALL(family, name, result, parameters, arguments, by) \
  result __wrap_##name parameters;                                     \
  result                                                               \
  name parameters                                                      \
  {                                                                    \
    if (PROVE_STANDS (family))                                         \
      THROUGH (name, result, by, arguments);                           \
    return __extension__ NATIVE (name) arguments;                      \
  }                                                                    \
  result                                                               \
  __wrap_##name parameters                                             \
  {                                                                    \
    if (PROVE_STANDS (family))                                         \
      return by arguments;                                             \
    return __extension__ NATIVE (name) arguments;                      \
  }

#define BY_HAND(family, name)

#include "prove/calls.def"
