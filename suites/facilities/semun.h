/* semun.h - the last argument of semctl().
   SPDX-License-Identifier: BSD-2-Clause

   By whichever union this was compiled with.  */

#ifndef IPC_FACILITIES_SEMUN_H
#define IPC_FACILITIES_SEMUN_H

struct semid_ds;

/* Whether that is the headers' own union semun; -1 if nobody knows.  */
int ipc_semun_declared (void);

/* semctl() with one of its members; the last one has room behind it, as
   facilities/told.h has.  */
int ipc_semctl_value (int id, int number, int command, int value);
int ipc_semctl_array (int id, int command, unsigned short *values);
int ipc_semctl_stat (int id, int command, struct semid_ds *ds);

#endif
