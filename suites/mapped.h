/* mapped.h - in the fallback build: calls that a record's fallback replaces.
   SPDX-License-Identifier: BSD-2-Clause

   Function-like macros only, so that struct sigaction keeps its name.  Each
   goes to the fallback in cases whose record names that fallback, and to
   the native call everywhere else.  */

#ifndef IPC_MAPPED_H
#define IPC_MAPPED_H

#include "ipcompat-fallbacks.h"

/* Where there is none the fallback is all there is.  */
#undef mkfifo
#if IPC_PROBE_HAVE_MKFIFO == 0
# define mkfifo(path, mode) ipc_fb_mkfifo (path, mode)
#else
# define mkfifo(path, mode)                               \
  (ipc_mapped ("mkfifo") ? ipc_fb_mkfifo (path, mode)     \
   : (mkfifo) (path, mode))
#endif

#define signal(signo, handler)                            \
  (ipc_mapped ("signal") ? ipc_fb_signal (signo, handler) \
   : (signal) (signo, handler))

#define socketpair(domain, type, protocol, fd)                             \
  (ipc_mapped ("socketpair") ? ipc_fb_socketpair (domain, type, protocol, fd) \
   : (socketpair) (domain, type, protocol, fd))

#define waitpid(pid, status, options)                                \
  (ipc_mapped ("waitpid") ? ipc_fb_waitpid (pid, status, options)    \
   : (waitpid) (pid, status, options))

/* Not calls of their own: what a body makes of several.  */
#define reaper_start()                                               \
  (ipc_mapped ("reaper") ? ipc_reaper_start () : (reaper_start) ())
#define reaper_watch(pid)                                            \
  (ipc_mapped ("reaper") ? ipc_reaper_watch (pid) : (reaper_watch) (pid))
#define reaper_status(pid, status)                                   \
  (ipc_mapped ("reaper") ? ipc_reaper_status (pid, status)           \
   : (reaper_status) (pid, status))
#define two_pipes(side)                                              \
  (ipc_mapped ("socketpair") || ipc_mapped ("socketpair_pipes")      \
   ? ipc_fb_socketpair_pipes (side) : (two_pipes) (side))

#define setsid() (ipc_mapped ("setsid") ? ipc_fb_setsid () : (setsid) ())
#define setpgid(pid, group)                               \
  (ipc_mapped ("setpgid") ? ipc_fb_setpgid (pid, group)   \
   : (setpgid) (pid, group))

/* Also for the page's own recipe, which the daemons suite writes out.  */
#define daemon(nochdir, noclose)                          \
  (ipc_mapped ("daemon") ? ipc_fb_daemon (nochdir, noclose) \
   : (daemon) (nochdir, noclose))
#define daemonize() \
  (ipc_mapped ("daemon") ? ipc_fb_daemon (0, 0) : (daemonize) ())

#endif
