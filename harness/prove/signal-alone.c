/* signal-alone.c - ipc_fb_signal() as it is where there is no sigaction().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"
#undef IPC_PROBE_SIGACTION
#define IPC_PROBE_SIGACTION 0
#include "ipcompat-signals.h"

void (*prove_signal_alone (int signo, void (*handler) (int))) (int);
#define ipc_fb_signal prove_signal_alone
#include "signal.c"
