/* signal-gnu.c - signal() with _GNU_SOURCE.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "no-features.h"

#define _GNU_SOURCE 1

#include "signal-forms.h"

#include <signal.h>

void
(*ipc_signal_gnu (int signo, void (*handler) (int))) (int)
{
  return signal (signo, handler);
}
