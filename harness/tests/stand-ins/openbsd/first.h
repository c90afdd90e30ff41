/* first.h - what OpenBSD's compilers defines.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "../first.h"

#define __OpenBSD__ 1
