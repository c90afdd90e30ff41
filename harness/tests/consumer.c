/* consumer.c - someone else's program, C and C++, that wants a fallback.
   SPDX-License-Identifier: BSD-2-Clause

   By what was installed, by what was adopted (CONSUMER_ADOPTED), or by the
   native call (CONSUMER_NATIVE).  Status 0 if it works.  */

#ifdef HAVE_CONFIG_H
# include <config.h>
#endif

#include <sys/types.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined CONSUMER_ADOPTED
# include "ipcompat.h"
#elif !defined CONSUMER_NATIVE
# include <ipcompat/mkfifo.h>
# include <ipcompat/socketpair_pipes.h>
#endif

/* The call by its own name, whichever that is.  */
static int
make_fifo (const char *name)
{
  return mkfifo (name, 0600);
}

/* The fallback by its own; but who asked configure has it linked only where
   that has said so.  */
static int
by_own_name (const char *name)
{
#if defined CONSUMER_NATIVE || defined HAVE_CONFIG_H
  return make_fifo (name);
#else
  return ipc_fb_mkfifo (name, 0600);
#endif
}

static int
is_made (int (*make) (const char *))
{
  struct stat st;

  return make ("fifo") == 0 && stat ("fifo", &st) == 0
         && S_ISFIFO (st.st_mode) && unlink ("fifo") == 0;
}

int
main (void)
{
  return is_made (make_fifo) && is_made (by_own_name) ? 0 : 1;
}
