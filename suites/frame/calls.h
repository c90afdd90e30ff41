/* calls.h - in the fallback build: calls that a record's fallback replaces.
   SPDX-License-Identifier: BSD-2-Clause

   Bodies and kit write kill (pid, signo) and call through the table.  The
   macros look like functions, so that struct sigaction keeps its name.  */

#ifndef IPC_CALLS_H
#define IPC_CALLS_H

/* All headers that declare what is mapped: later they would be mapped, too.
   A body includes the system's headers before suite.h.  */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

typedef void (*ipc_handler) (int);

/* CALL is the native call, or what the record's FALLBACK has in its place;
   *TOOK notes that it was taken.  A call by the table is as safe in handlers
   and children as what it calls.  */
struct ipc_calls
{
#define CALL(result, name, parameters, native) \
  struct                                       \
  {                                            \
    result (*call) parameters;                 \
    volatile sig_atomic_t *took;               \
    const char *fallback;                      \
  } name;
#define MAP(fallback, name, replacement)
#define MAP_PARTLY(fallback, name, replacement)
#include "calls.def"
#undef CALL
#undef MAP
#undef MAP_PARTLY
};
extern struct ipc_calls ipc_calls;

/* Have the table call FALLBACK, and *TOOK say when one of its calls is taken.
   The case is broken if another one has claimed a call of it before.  */
void ipc_map_calls (const char *fallback, volatile sig_atomic_t *took);

#define IPC_CALL(name) (*ipc_calls.name.took = 1, ipc_calls.name.call)
/* The suite's own, where no fallback replaces it.  */
#define IPC_RECIPE(name)                                         \
  (*ipc_calls.name.took = 1,                                     \
   ipc_calls.name.call != NULL ? ipc_calls.name.call : (name))

/* What facilities.h has for calls that are not there.  */
#undef mkfifo
#undef socketpair
#undef killpg
#undef pselect
#undef ppoll
#undef flock

#define mkfifo(...) IPC_CALL (mkfifo) (__VA_ARGS__)
#define read(...) IPC_CALL (read) (__VA_ARGS__)
#define write(...) IPC_CALL (write) (__VA_ARGS__)
#define open(...) IPC_CALL (open) (__VA_ARGS__)
#define close(...) IPC_CALL (close) (__VA_ARGS__)
#define accept(...) IPC_CALL (accept) (__VA_ARGS__)
#define connect(...) IPC_CALL (connect) (__VA_ARGS__)
#define fcntl(...) IPC_CALL (fcntl) (__VA_ARGS__)
#define wait(...) IPC_CALL (wait) (__VA_ARGS__)
#define waitpid(...) IPC_CALL (waitpid) (__VA_ARGS__)
#define sigaction(...) IPC_CALL (sigaction) (__VA_ARGS__)
#define signal(...) IPC_CALL (signal) (__VA_ARGS__)
#define alarm(...) IPC_CALL (alarm) (__VA_ARGS__)
#define socketpair(...) IPC_CALL (socketpair) (__VA_ARGS__)
#define two_pipes(...) IPC_RECIPE (two_pipes) (__VA_ARGS__)
#define send_quiet(...) IPC_RECIPE (send_quiet) (__VA_ARGS__)
#define reaper_start(...) IPC_RECIPE (reaper_start) (__VA_ARGS__)
#define reaper_watch(...) IPC_RECIPE (reaper_watch) (__VA_ARGS__)
#define reaper_status(...) IPC_RECIPE (reaper_status) (__VA_ARGS__)
#define ignore_children(...) IPC_RECIPE (ignore_children) (__VA_ARGS__)
#define leave_no_zombies(...) IPC_RECIPE (leave_no_zombies) (__VA_ARGS__)
#define kill(...) IPC_CALL (kill) (__VA_ARGS__)
#define killpg(...) IPC_CALL (killpg) (__VA_ARGS__)
#define killpg_watch(...) IPC_RECIPE (killpg_watch) (__VA_ARGS__)
#define identity_take(...) IPC_RECIPE (identity_take) (__VA_ARGS__)
#define identity_kill(...) IPC_RECIPE (identity_kill) (__VA_ARGS__)
#define identity_drop(...) IPC_RECIPE (identity_drop) (__VA_ARGS__)
#define defer_install(...) IPC_RECIPE (defer_install) (__VA_ARGS__)
#define defer_dispatch(...) IPC_RECIPE (defer_dispatch) (__VA_ARGS__)
#define defer_pending(...) IPC_RECIPE (defer_pending) (__VA_ARGS__)
#define defer_arrivals(...) IPC_RECIPE (defer_arrivals) (__VA_ARGS__)
#define defer_immediate(...) IPC_RECIPE (defer_immediate) (__VA_ARGS__)
#define defer_read(...) IPC_RECIPE (defer_read) (__VA_ARGS__)
#define pselect(...) IPC_CALL (pselect) (__VA_ARGS__)
#define ppoll(...) IPC_CALL (ppoll) (__VA_ARGS__)
#define setsid(...) IPC_CALL (setsid) (__VA_ARGS__)
#define setpgid(...) IPC_CALL (setpgid) (__VA_ARGS__)
#define daemonize(...) IPC_RECIPE (daemonize) (__VA_ARGS__)
#define system(...) IPC_CALL (system) (__VA_ARGS__)
#define popen(...) IPC_CALL (popen) (__VA_ARGS__)
#define pclose(...) IPC_CALL (pclose) (__VA_ARGS__)
#define run_timed(...) IPC_RECIPE (run_timed) (__VA_ARGS__)
#define flock(...) IPC_CALL (flock) (__VA_ARGS__)
#define ipc_sig2str(...) IPC_CALL (ipc_sig2str) (__VA_ARGS__)
#define ipc_str2sig(...) IPC_CALL (ipc_str2sig) (__VA_ARGS__)

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
  (ipc_takes ("sigsetjmp") ? ipc_fb_sigsetjmp ((env).other, save)    \
   : sigsetjmp ((env).native, save))
#undef ipc_siglongjmp
#define ipc_siglongjmp(env, value)                                   \
  (ipc_takes ("sigsetjmp") ? ipc_fb_siglongjmp ((env).other, value)  \
   : siglongjmp ((env).native, value))

#endif
