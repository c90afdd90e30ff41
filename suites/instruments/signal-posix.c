/* signal-posix.c - signal() with _POSIX_C_SOURCE alone.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "no-features.h"

#define _POSIX_C_SOURCE 200809L

#include "signal-forms.h"

#include <signal.h>

void
(*ipc_signal_posix (int signo, void (*handler) (int))) (int)
{
  return signal (signo, handler);
}
