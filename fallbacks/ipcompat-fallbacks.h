/* ipcompat-fallbacks.h - the fallbacks, under their own names.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_fb_X has the prototype, the results and the errno values of X where
   its contract does not say otherwise.  All of them are always there.  A
   contract says where it may be called: "Threads" any at once, or one at a
   time; "handlers" of signals or not.  */

#ifndef IPCOMPAT_FALLBACKS_H
#define IPCOMPAT_FALLBACKS_H

#include "ipcompat-commands.h"
#include "ipcompat-fifos.h"
#include "ipcompat-files.h"
#include "ipcompat-jumps.h"
#include "ipcompat-local.h"
#include "ipcompat-posix.h"
#include "ipcompat-processes.h"
#include "ipcompat-signals.h"
#include "ipcompat-sockets.h"
#include "ipcompat-sysv.h"
#include "ipcompat-waits.h"
#include "ipcompat-wakeup.h"

#endif
