/* visible.h - what a shared library shows, where no linker has a list of it.
   SPDX-License-Identifier: BSD-2-Clause

   Included before each source, when all is hidden that nobody declares
   otherwise.  */

#ifndef IPC_VISIBLE_H
#define IPC_VISIBLE_H

#pragma GCC visibility push(default)
#include "ipcompat-fallbacks.h"
#pragma GCC visibility pop

#endif
