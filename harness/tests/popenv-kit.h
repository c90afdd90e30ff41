/* popenv-kit.h - what the tests of ipc_popenv() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef POPENV_KIT_H
#define POPENV_KIT_H

#include <atf-c.h>
#include <sys/wait.h>

#include "ipcompat-fallbacks.h"

/* Close P, wait, and return the status with which its command exited.  */
static inline int
exit_status (struct ipc_popenv *p)
{
  int status;

  ATF_CHECK_EQ (0, ipc_popenv_close (p));
  ATF_CHECK (p->from == NULL && p->to == NULL);
  status = ipc_popenv_wait (p);
  ATF_REQUIRE (status != -1 && WIFEXITED (status));
  return WEXITSTATUS (status);
}

#endif
