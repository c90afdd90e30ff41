/* deferral.h - what the faults of deferral share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_DEFERRAL_H
#define IPC_FAULTS_DEFERRAL_H

/* How many handlers have been called so far.  */
int deliveries (void);

#endif
