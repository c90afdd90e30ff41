/* sys/shm.h - where the system has none.
   SPDX-License-Identifier: BSD-2-Clause  */

#define IPC_NO_SYS_SHM_H 1
#include "sysv-types.h"
