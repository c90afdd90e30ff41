/* lock.h - a record lock on a whole file.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_KIT_LOCK_H
#define IPC_KIT_LOCK_H

/* fcntl() of FD, with COMMAND F_SETLK or F_SETLKW and TYPE F_RDLCK, F_WRLCK or
   F_UNLCK, for all of its file.  ENOSYS for a command
   that the system has not.  POSIX: fcntl.  */
int ipc_record_lock (int fd, int command, int type);

#endif
