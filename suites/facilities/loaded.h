/* loaded.h - what a library that was loaded before the program brings.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FACILITIES_LOADED_H
#define IPC_FACILITIES_LOADED_H

#include <dlfcn.h>
#include <stddef.h>

/* The address of SYMBOL, or NULL: always, with a libc whose programs load
   nothing and which declares dlsym() all the same.  */
static inline void *
ipc_loaded (const char *symbol)
{
#ifdef __dietlibc__
  (void) symbol;
  return NULL;
#else
  return dlsym (RTLD_DEFAULT, symbol);
#endif
}

#endif
