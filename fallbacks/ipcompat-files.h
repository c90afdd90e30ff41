/* ipcompat-files.h - fallbacks: pipes, FIFOs, locks, terminals, descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_FILES_H
#define IPCOMPAT_FILES_H

#include <fcntl.h>
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

/* pipe(), by a pair of sockets with one direction shut down at each end: FD[0]
   reads, FD[1] writes, both to be closed by the caller.  They are sockets:
   the wrong direction is no error of a descriptor, writes to a reader that
   has closed too early may fail with ECONNRESET first, and those of several
   writers may mix.  Returns 0; or -1, with FD unchanged, no descriptor left
   open and errno that of socketpair(), or ENOSYS where there are no sockets.
   Threads: any.  Handlers: yes.  POSIX: pipe.  */
int ipc_fb_pipe (int fd[2]);

/* What says close-on-exec to these: O_CLOEXEC, if there is one.  */
#ifdef O_CLOEXEC
# define IPC_FB_O_CLOEXEC O_CLOEXEC
#else
# define IPC_FB_O_CLOEXEC 0x40000000
#endif

/* pipe2() and dup3(), by pipe() and dup2(): FLAGS are IPC_FB_O_CLOEXEC and,
   of a pipe, O_NONBLOCK.  They hold a moment after the call in which the
   descriptor is made, and none but ipc_cloexec_fork() waits for that.  Return
   what those do; errno is that of the native calls, or EINVAL (other flags;
   FD equals TO), with nothing changed.  While dup2() waits for a socket that
   lingers, where TO was one, the others wait, too.
   Threads: any.  Handlers: yes.  POSIX: pipe, dup.  */
int ipc_fb_pipe2 (int fd[2], int flags);
int ipc_fb_dup3 (int fd, int to, int flags);

/* Calls that an interruption does not end: read(), write(), open(), and
   fcntl() with a lock command are called again while they fail with EINTR.
   What has moved data returns its count.  Results and errno are the native
   call's, never EINTR.  On a socket a time that it has by SO_RCVTIMEO or
   SO_SNDTIMEO counts from the call on, however often that is interrupted;
   errno is EAGAIN when it is over.  ipc_fb_fcntl() fails with ENOSYS for
   commands that POSIX does not name.  Threads: any.  Handlers: yes.
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

/* write() of all SIZE bytes, although a signal or a stop ends it when a part
   has been written: no byte is written twice.  Returns SIZE; or how many have
   been written when something else ends it, which the next write() will tell,
   or -1 with write()'s errno, never EINTR, if none has.  That something may
   also raise its signal, SIGPIPE or SIGXFSZ.
   Threads: any.  Handlers: yes.  POSIX: write.  */
ssize_t ipc_write_whole (int fd, const void *data, size_t size);

/* close() that is not interrupted: EINTR counts as closed, except where it
   leaves the descriptor open (HP-UX), and it is closed again.  Threads: any.
   Handlers: yes.  POSIX leaves that open: close.  */
int ipc_fb_close (int fd);

/* posix_openpt(), by the device that makes pseudo-terminals or the names that
   BSD gave them, of which a free one is found.  FLAGS are those of open().
   Of one that has such a name grantpt() and ptsname() may know nothing:
   ipc_fb_openpty() does not need them.  Returns a descriptor; or -1 with
   errno EMFILE, ENFILE, ENOENT (there are none), EIO, EBUSY or what else
   open() says if all are in use.
   Threads: any.  Handlers: yes.  POSIX: posix_openpt.  */
int ipc_fb_posix_openpt (int flags);

/* openpty(), by posix_openpt() where there is one, else as above: both
   descriptors, which do not become the controlling terminal, to be closed by
   the caller, and in NAME, unless NULL, that of the terminal, for which it has
   IPC_FB_PTY_NAME bytes.  SETTINGS and SIZE, unless NULL, are those of the
   terminal.  By a name of BSD the terminal is not protected from others unless
   this process is root; and nothing keeps away who has it open already, where
   there is no revoke().  Returns 0; or -1 with errno as above, or that of
   tcsetattr() or ioctl(), with nothing left open or stored.
   Threads: any; without TIOCGPTN, none that calls ptsname() meanwhile.
   Handlers: no.  POSIX: posix_openpt, grantpt, unlockpt, ptsname.  */
enum { IPC_FB_PTY_NAME = 64 };
struct termios;
struct winsize;
int ipc_fb_openpty (int *control, int *terminal, char *name,
                    const struct termios *settings,
                    const struct winsize *size);

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
