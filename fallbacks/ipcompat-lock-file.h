/* ipcompat-lock-file.h - a lock by the existence of a file.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_LOCK_FILE_H
#define IPCOMPAT_LOCK_FILE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Lock by making the file PATH, which then names this process, and unlock by
   removing it.  A lock whose owner is no more is taken over.  Return 0, or
   -1 with errno: EWOULDBLOCK (another process, or this one, has it), EPERM
   (to unlock what is not this process's), and those of open() and link().
   For file systems without locks; no page of POSIX.  */
int ipc_lock_file (const char *path);
int ipc_unlock_file (const char *path);

#ifdef __cplusplus
}
#endif

#endif
