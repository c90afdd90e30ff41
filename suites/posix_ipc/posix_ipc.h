/* posix_ipc.h - what the cases about objects of POSIX share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_POSIX_IPC_SUITE_H
#define IPC_POSIX_IPC_SUITE_H

#include "frame/compare.h"
#include "frame/suite.h"

#endif
