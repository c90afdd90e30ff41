/* mapped.h - in the fallback build: calls that a record's fallback replaces.
   SPDX-License-Identifier: BSD-2-Clause

   Function-like macros only, so that struct sigaction keeps its name.  Each
   goes to the fallback in cases whose record names that fallback, and to
   the native call everywhere else.  ipc_takes() notes that one was taken:
   without that a fallback has proved nothing.  */

#ifndef IPC_MAPPED_H
#define IPC_MAPPED_H

/* All headers that declare what is mapped: later they would be mapped, too.
   A body includes the system's headers before suite.h.  */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

/* Where there is none the fallback is all there is.  */
#undef mkfifo
#if IPC_PROBE_HAVE_MKFIFO == 0
# define mkfifo(path, mode) ipc_fb_mkfifo (path, mode)
#else
# define mkfifo(path, mode)                               \
  (ipc_takes ("mkfifo") ? ipc_fb_mkfifo (path, mode)     \
   : (mkfifo) (path, mode))
#endif

#define read(fd, data, size)                              \
  (ipc_takes ("restart") ? ipc_fb_read (fd, data, size)  \
   : (read) (fd, data, size))
#define write(fd, data, size)                             \
  (ipc_takes ("restart") ? ipc_fb_write (fd, data, size) \
   : (write) (fd, data, size))
#define open(...)                                         \
  (ipc_takes ("restart") ? ipc_fb_open (__VA_ARGS__)     \
   : (open) (__VA_ARGS__))
#define close(fd) \
  (ipc_takes ("restart") ? ipc_fb_close (fd) : (close) (fd))
#define accept(fd, address, length)                              \
  (ipc_takes ("restart") ? ipc_fb_accept (fd, address, length)  \
   : (accept) (fd, address, length))
#define connect(fd, address, length)                             \
  (ipc_takes ("restart") ? ipc_fb_connect (fd, address, length) \
   : (connect) (fd, address, length))
#define wait(status)                                      \
  (ipc_takes ("restart") ? ipc_fb_retry_wait (status)    \
   : ipc_takes ("nocldwait")                             \
   ? ipc_nocldwait_wait (status) : (wait) (status))
#define fcntl(...)                                        \
  (ipc_takes ("restart") ? ipc_fb_fcntl (__VA_ARGS__)    \
   : (fcntl) (__VA_ARGS__))

#define sigaction(signo, action, old)                                 \
  (ipc_takes ("sigaction") ? ipc_fb_sigaction (signo, action, old)   \
   : (sigaction) (signo, action, old))

#define signal(signo, handler)                            \
  (ipc_takes ("signal") ? ipc_fb_signal (signo, handler) \
   : (signal) (signo, handler))

#undef socketpair
#if IPC_PROBE_SOCKETPAIR == 0
# define socketpair(domain, type, protocol, fd) \
  ipc_fb_socketpair (domain, type, protocol, fd)
#else
# define socketpair(domain, type, protocol, fd)                            \
  (ipc_takes ("socketpair") ? ipc_fb_socketpair (domain, type, protocol, fd) \
   : (socketpair) (domain, type, protocol, fd))
#endif

#define waitpid(pid, status, options)                                \
  (ipc_takes ("waitpid") ? ipc_fb_waitpid (pid, status, options)    \
   : ipc_takes ("restart")                                          \
   ? ipc_fb_retry_waitpid (pid, status, options)                     \
   : ipc_takes ("nocldwait")                                        \
   ? ipc_nocldwait_waitpid (pid, status, options)                    \
   : (waitpid) (pid, status, options))

/* Not calls of their own: what a body makes of several.  */
#define reaper_start()                                               \
  (ipc_takes ("reaper") ? ipc_reaper_start () : (reaper_start) ())
#define reaper_watch(pid)                                            \
  (ipc_takes ("reaper") ? ipc_reaper_watch (pid) : (reaper_watch) (pid))
#define reaper_status(pid, status)                                   \
  (ipc_takes ("reaper") ? ipc_reaper_status (pid, status)           \
   : (reaper_status) (pid, status))
#define ignore_children()                                            \
  (ipc_takes ("nocldwait") ? ipc_nocldwait_start ()                 \
   : (ignore_children) ())
#define leave_no_zombies()                                           \
  (ipc_takes ("nocldwait") ? ipc_nocldwait_start ()                 \
   : (leave_no_zombies) ())
#define run_timed(argv, limit, stop, status)                         \
  (ipc_takes ("timed_command")                                      \
   ? ipc_run_timed (argv, limit, 1000, stop, status)                 \
   : (run_timed) (argv, limit, stop, status))
#define two_pipes(side)                                              \
  (ipc_takes ("socketpair") || ipc_takes ("socketpair_pipes")      \
   ? ipc_fb_socketpair_pipes (side) : (two_pipes) (side))

/* kill() stands for killpg() where that is mapped: records on groups name
   either.  */
#define kill(pid, signo)                                  \
  (ipc_takes ("kill") ? ipc_fb_kill (pid, signo)         \
   : ipc_takes ("killpg") && (pid) < -1                  \
   ? ipc_fb_killpg (-(pid), signo) : (kill) (pid, signo))
#undef killpg
#if IPC_PROBE_KILLPG == 0
# define killpg(group, signo) ipc_fb_killpg (group, signo)
#else
# define killpg(group, signo)                             \
  (ipc_takes ("killpg") ? ipc_fb_killpg (group, signo)   \
   : (killpg) (group, signo))
#endif
#define killpg_watch(pid)                                 \
  (ipc_takes ("killpg") ? ipc_killpg_watch (pid) : (killpg_watch) (pid))
#define identity_take(pid, who)                           \
  (ipc_takes ("process_identity") ? ipc_identity_take (pid, who) \
   : (identity_take) (pid, who))
#define identity_kill(who, signo)                         \
  (ipc_takes ("process_identity") ? ipc_identity_kill (who, signo) \
   : (identity_kill) (who, signo))
#define identity_drop(who)                                \
  (ipc_takes ("process_identity") ? ipc_identity_drop (who) \
   : (identity_drop) (who))
#define defer_install(signo, callback, immediate)                    \
  (ipc_takes ("defer") ? ipc_defer_install (signo, callback, immediate) \
   : (defer_install) (signo, callback, immediate))
#define defer_dispatch()                                             \
  (ipc_takes ("defer") ? ipc_defer_dispatch () : (defer_dispatch) ())
#define defer_pending()                                              \
  (ipc_takes ("defer") ? ipc_defer_pending () : (defer_pending) ())
#define defer_arrivals(signo)                                        \
  (ipc_takes ("defer") ? ipc_defer_arrivals (signo)                 \
   : (defer_arrivals) (signo))
#define defer_immediate(on)                                          \
  (ipc_takes ("defer") ? ipc_defer_immediate (on)                   \
   : (defer_immediate) (on))
#define defer_read(fd, data, size)                                   \
  (ipc_takes ("defer") ? ipc_defer_read (fd, data, size)            \
   : (defer_read) (fd, data, size))
/* The masked form: the others are what the row measures.  */
#define send_quiet(fd, data, size)                                   \
  (ipc_takes ("nosigpipe") ? ipc_fb_send_masked (fd, data, size, 0) \
   : (send_quiet) (fd, data, size))

#undef pselect
#if IPC_PROBE_PSELECT == 0
# define pselect(count, in, out, err, timeout, mask) \
  ipc_fb_pselect (count, in, out, err, timeout, mask)
#else
# define pselect(count, in, out, err, timeout, mask)                 \
  (ipc_takes ("pselect")                                            \
   ? ipc_fb_pselect (count, in, out, err, timeout, mask)             \
   : (pselect) (count, in, out, err, timeout, mask))
#endif
#undef ppoll
#if IPC_PROBE_PPOLL == 0
# define ppoll(fds, count, timeout, mask) \
  ipc_fb_ppoll (fds, count, timeout, mask)
#else
# define ppoll(fds, count, timeout, mask)                            \
  (ipc_takes ("pselect") ? ipc_fb_ppoll (fds, count, timeout, mask) \
   : (ppoll) (fds, count, timeout, mask))
#endif

#define setsid() (ipc_takes ("setsid") ? ipc_fb_setsid () : (setsid) ())
#define setpgid(pid, group)                               \
  (ipc_takes ("setpgid") ? ipc_fb_setpgid (pid, group)   \
   : (setpgid) (pid, group))

#define system(command)                                              \
  (ipc_takes ("system") ? ipc_fb_system (command) : (system) (command))
#define popen(command, mode)                                         \
  (ipc_takes ("system") ? ipc_fb_popen (command, mode)              \
   : (popen) (command, mode))
#define pclose(stream)                                               \
  (ipc_takes ("system") ? ipc_fb_pclose (stream) : (pclose) (stream))

/* Also for the page's own recipe, which the daemons suite writes out.  */
#define daemon(nochdir, noclose)                          \
  (ipc_takes ("daemon") ? ipc_fb_daemon (nochdir, noclose) \
   : (daemon) (nochdir, noclose))
#define daemonize() \
  (ipc_takes ("daemon") ? ipc_fb_daemon (0, 0) : (daemonize) ())

#define alarm(seconds)                                    \
  (ipc_takes ("alarm") ? ipc_fb_alarm (seconds)          \
   : (alarm) (seconds))

#ifdef flock
/* Not there at all: facilities.h says so.  */
# undef flock
# define flock(fd, operation)                             \
  (ipc_takes ("flock") ? ipc_fb_flock (fd, operation)    \
   : ipc_absent_call ())
#else
# define flock(fd, operation)                             \
  (ipc_takes ("flock") ? ipc_fb_flock (fd, operation)    \
   : (flock) (fd, operation))
#endif

/* Names of signals; their native form is libc's, whatever it has.  */
#define ipc_sig2str(signo, name)                                     \
  (ipc_takes ("signame") ? ipc_fb_sig2str (signo, name)             \
   : (ipc_sig2str) (signo, name))
#define ipc_str2sig(name, signo)                                     \
  (ipc_takes ("signame") ? ipc_fb_str2sig (name, signo)             \
   : (ipc_str2sig) (name, signo))

/* The frame of setjmp() is the caller's, so no function can choose.  */
struct ipc_mapped_jmp
{
  ipc_native_jmp_buf native;
  ipc_fb_sigjmp_buf other;
};
#undef ipc_sigjmp_buf
#define ipc_sigjmp_buf struct ipc_mapped_jmp
#undef ipc_sigsetjmp
#define ipc_sigsetjmp(env, save)                                     \
  (ipc_takes ("sigsetjmp") ? ipc_fb_sigsetjmp ((env).other, save)   \
   : sigsetjmp ((env).native, save))
#undef ipc_siglongjmp
#define ipc_siglongjmp(env, value)                                   \
  (ipc_takes ("sigsetjmp") ? ipc_fb_siglongjmp ((env).other, value) \
   : siglongjmp ((env).native, value))

#endif
