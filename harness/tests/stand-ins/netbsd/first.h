/* first.h - what NetBSD's compilers defines.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "../first.h"

#define __NetBSD__ 1
