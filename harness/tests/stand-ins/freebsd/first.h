/* first.h - what FreeBSD's compilers defines.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "../first.h"

#define __FreeBSD__ 15
