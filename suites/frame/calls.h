/* calls.h - in the fallback build: calls that a record's fallback replaces.
   SPDX-License-Identifier: BSD-2-Clause

   Bodies and kit write kill (pid, signo) and call through the table.  The
   macros look like functions, so that struct sigaction keeps its name.  */

#ifndef IPC_CALLS_H
#define IPC_CALLS_H

/* All headers that declare what is mapped: later they would be mapped, too.
   A body includes the system's headers before suite.h.  */
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"
#include "mapped-posix.h"
#include "mapped-spawn.h"
#include "mapped-sysv.h"
#include "run.h"

struct coprocess;
struct coproc_pump;
struct ipc_peer;

typedef void (*ipc_handler) (int);

/* CALL is the native call, or what the record's FALLBACK has in its place;
   *TOOK notes that it was taken.  A call by the table is as safe in handlers
   and children as what it calls.  */
struct ipc_calls
{
#define FALLBACK_FAMILY(name, calls, promise, source)
#define CALL(result, name, parameters, native) \
  struct                                       \
  {                                            \
    result (*call) parameters;                 \
    volatile sig_atomic_t *took;               \
    const char *fallback;                      \
  } name;
#define MAP(fallback, name, replacement)
#define MAP_PARTLY(fallback, name, replacement)
#include "fallbacks.def"
#undef FALLBACK_FAMILY
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

/* Made by harness/tools/generate of fallbacks.def.  */
#include "frame/calls-macros.h"

#define ipc_sysv_state(kind) ipc_mapped_sysv_state (kind)
#define ipc_need_sysv(kind) ipc_mapped_need_sysv (kind)
#define ipc_sysv_private(kind, size) ipc_mapped_sysv_private (kind, size)
#define ipc_sysv_key(kind) ipc_mapped_sysv_key (kind)
#define ipc_remove_sysv(kind, id) ipc_mapped_remove_sysv (kind, id)
/* With the argument in a union that both understand.  */
#define ipc_semctl_value(id, number, command, value) \
  semctl (id, number, command, (union ipc_fb_semun) { .val = (value) })
#define ipc_semctl_array(id, command, values) \
  semctl (id, 0, command, (union ipc_fb_semun) { .array = (values) })
#define ipc_semctl_stat(id, command, ds) \
  semctl (id, 0, command, (union ipc_fb_semun) { .buf = (ds) })

#define ipc_need_posix(kind) ipc_mapped_need_posix (kind)
#define ipc_remove_posix(kind, name) ipc_mapped_remove_posix (kind, name)
/* What has a name is native, and what sem_init() makes may be.  */
#define sem_t struct ipc_mapped_sem
#define sem_close(sem) ipc_native_sem_close (sem)
#undef sem_open
#define sem_open(...) ((sem_t *) ipc_native_sem_open (__VA_ARGS__))

#undef posix_spawn_file_actions_t
#define posix_spawn_file_actions_t struct ipc_mapped_actions
#undef posix_spawn_file_actions_init
#define posix_spawn_file_actions_init(a) ipc_actions_init (a)
#undef posix_spawn_file_actions_adddup2
#define posix_spawn_file_actions_adddup2(a, from, to) \
  ipc_actions_adddup2 (a, from, to)
#undef posix_spawn_file_actions_addclose
#define posix_spawn_file_actions_addclose(a, fd) ipc_actions_addclose (a, fd)
#undef posix_spawn_file_actions_destroy
#define posix_spawn_file_actions_destroy(a) ipc_actions_destroy (a)
#undef ipc_spawn_addchdir
#define ipc_spawn_addchdir(a, path) ipc_actions_addchdir (a, path)
#undef posix_spawnattr_t
#define posix_spawnattr_t struct ipc_mapped_attr
#undef posix_spawnattr_init
#define posix_spawnattr_init(attr) ipc_attr_init (attr)
#undef posix_spawnattr_setflags
#define posix_spawnattr_setflags(attr, flags) ipc_attr_setflags (attr, flags)
#undef posix_spawnattr_destroy
#define posix_spawnattr_destroy(attr) ipc_attr_destroy (attr)
#undef POSIX_SPAWN_SETSID
#define POSIX_SPAWN_SETSID \
  (ipc_mapped ("spawn") ? (int) IPC_FB_SPAWN_SETSID : ipc_native_setsid)

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
