/* instruments.h - the deterministic techniques, all of them.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_INSTRUMENTS_H
#define IPC_INSTRUMENTS_H

#include "child.h"
#include "clock.h"
#include "expiry.h"
#include "families.h"
#include "fill.h"
#include "isolation.h"
#include "leaks.h"
#include "oracle.h"
#include "interruption.h"
#include "posix.h"
#include "rlimits.h"
#include "shared.h"
#include "surroundings.h"
#include "sysv.h"
#include "terminal.h"
#include "traffic.h"
#include "try.h"
#include "uid.h"
#include "witness.h"

#endif
