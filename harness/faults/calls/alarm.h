/* alarm.h - what the faults of alarm() remember.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_ALARM_H
#define IPC_FAULTS_ALARM_H

/* The seconds of the alarm that was set last.  */
unsigned ipc_fault_last_alarm (void);

#endif
