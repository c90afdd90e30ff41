/* suite.h - what the body of a case may use.
   SPDX-License-Identifier: BSD-2-Clause

   A body sets up, acts, proves that it happened, and observes once:

     IPC_TEST (persist)
     {
       IPC_SETUP (signal (SIGUSR1, count) != SIG_ERR);
       ...
       ipc_observe (installed == count ? "persists" : "resets");
     }

   Its record is in catalogue/SUITE.def; the two must both be there, or the
   build fails.  ATF's own macros are not used in bodies: see HACKING.md.  */

#ifndef IPC_SUITE_H
#define IPC_SUITE_H

#include "probes.h"

#include "descriptors.h"
#include "hold.h"
#include "names.h"
#include "report.h"
#include "run.h"
#include "instruments/instruments.h"
#include "kit/local.h"
#include "kit/lock.h"
#include "kit/pipe.h"
#include "kit/signal.h"
#include "kit/sysv.h"
#include "kit/write.h"
#include "mapped.h"

#define BEHAVIOUR(id, ...) \
  enum { ipc_claim_##id }; \
  void ipc_body_##id (void);
#define NOT_TESTED(id, ...)
#include IPC_DEF
#undef BEHAVIOUR
#undef NOT_TESTED

/* Begin the body of the behaviour ID.  */
#define IPC_TEST(id)                       \
  enum { ipc_test_##id = ipc_claim_##id }; \
  void                                     \
  ipc_body_##id (void)

#endif
