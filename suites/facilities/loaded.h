/* loaded.h - what a library that was loaded before the program brings.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FACILITIES_LOADED_H
#define IPC_FACILITIES_LOADED_H

#include <dlfcn.h>
#include <stddef.h>

/* The address of SYMBOL, or NULL: always, with a libc for which nothing is
   written to be loaded, and whose dlsym() is declared but not there, or ends
   a program that is linked statically.  */
static inline void *
ipc_loaded (const char *symbol)
{
#if defined __dietlibc__ || defined __UCLIBC__
  (void) symbol;
  return NULL;
#else
  return dlsym (RTLD_DEFAULT, symbol);
#endif
}

#endif
