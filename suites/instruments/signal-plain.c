/* signal-plain.c - signal() without any feature test macro.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "no-features.h"

#include "signal-forms.h"

#include <signal.h>

void
(*ipc_signal_plain (int signo, void (*handler) (int))) (int)
{
  return signal (signo, handler);
}
