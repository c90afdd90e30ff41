/* signal-xopen.c - signal() with _XOPEN_SOURCE alone.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "no-features.h"

#define _XOPEN_SOURCE 700

#include "signal-forms.h"

#include <signal.h>

void
(*ipc_signal_xopen (int signo, void (*handler) (int))) (int)
{
  return signal (signo, handler);
}
