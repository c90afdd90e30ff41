/* ipcompat-files.h - fallbacks: FIFOs, locks, and calls on descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_FILES_H
#define IPCOMPAT_FILES_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mkfifo(): by mknod(), else by a command; may then wait for a child, and a
   mode with bits outside 0666 gets those a moment later: a writer who opens
   the FIFO just then finds a reader.  Returns 0, or -1 with errno; ENOSYS if
   there is no way, EEXIST also if someone has put something else in its
   place.  PATH belongs to the caller.  Threads: any, where mknod() makes
   FIFOs; else one at a time (the umask and SIGCHLD change for the moment).
   Handlers: no.  POSIX: mkfifo.  */
int ipc_fb_mkfifo (const char *path, mode_t mode);

/* Calls that an interruption does not end: read(), write(), open(), and
   fcntl() with a lock command are called again while they fail with EINTR.
   What has moved data returns its count.  Results and errno are the native
   call's, never EINTR.  ipc_fb_fcntl() fails with ENOSYS for commands that
   POSIX does not name.  Threads: any.  Handlers: yes.
   POSIX: read, write, open, fcntl.  */
ssize_t ipc_fb_read (int fd, void *data, size_t size);
ssize_t ipc_fb_write (int fd, const void *data, size_t size);
int ipc_fb_open (const char *path, int flags, ...);
int ipc_fb_fcntl (int fd, int command, ...);

/* flock() for whole files, by fcntl(): OPERATION as there, with the usual
   values.  The lock belongs to the process.  Returns 0, or -1 with errno:
   EWOULDBLOCK (LOCK_NB and held by another process), EBADF (FD not open in
   the mode that the lock wants), EINVAL, and those of fcntl().  Threads: any,
   but they are all the same owner.  Handlers: yes.  POSIX: fcntl.  */
enum
{
  IPC_FB_LOCK_SH = 1,
  IPC_FB_LOCK_EX = 2,
  IPC_FB_LOCK_NB = 4,
  IPC_FB_LOCK_UN = 8
};
int ipc_fb_flock (int fd, int operation);

/* close() that is not interrupted: EINTR counts as closed, except where it
   leaves the descriptor open (HP-UX), and it is closed again.  Threads: any.
   Handlers: yes.  POSIX leaves that open: close.  */
int ipc_fb_close (int fd);

/* Lock by making the file PATH, whose first line is this process's pid, and
   unlock by removing it.  A lock whose owner is no more is taken over, by
   one process; owners and takers must have the same processes in sight.
   Return 0, or -1 with errno: EWOULDBLOCK (another process, or this one, has
   it, or is just taking it over, or PATH is no such lock), EPERM (to unlock
   what is not this process's), ENAMETOOLONG (PATH has more than about 970
   bytes), and those of open(), write(), link() and rename().  Other files are
   made and removed beside PATH, whose names begin with PATH and a dot; who
   is killed meanwhile may leave one, PATH.PID.NUMBER or PATH.PID.NUMBER.new,
   that may be removed once the lock is free.  A child does not have its
   parent's lock; the next image of a process that calls exec() may take its
   lock anew.  Threads: one at a time, for they are all this process.
   Handlers: no.  For file systems without locks; no page of POSIX.  */
int ipc_lock_file (const char *path);
int ipc_unlock_file (const char *path);

#ifdef __cplusplus
}
#endif

#endif
