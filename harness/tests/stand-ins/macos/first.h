/* first.h - what macOS's compilers defines.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "../first.h"

#define __APPLE__ 1
