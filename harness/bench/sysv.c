/* sysv.c - the cost of System V's objects in files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "ipcompat-sysv.h"

#include "probes.h"

/* In a directory that is gone at the end, as what is native.  */
static char directory[] = "/tmp/ipcompat-bench-XXXXXX";
static int queue[2] = { -1, -1 }, set[2] = { -1, -1 }, segment[2] = { -1, -1 };

static void
remove_all (void)
{
  char command[sizeof directory + 16];

#if IPC_PROBE_SYSV_MSG == 1
  if (queue[0] != -1)
    msgctl (queue[0], IPC_RMID, NULL);
#endif
#if IPC_PROBE_SYSV_SEM == 1
  if (set[0] != -1)
    semctl (set[0], 0, IPC_RMID);
#endif
#if IPC_PROBE_SYSV_SHM == 1
  if (segment[0] != -1)
    shmctl (segment[0], IPC_RMID, NULL);
#endif
  snprintf (command, sizeof command, "rm -rf %s", directory);
  if (system (command) != 0)
    fprintf (stderr, "bench: %s is left\n", directory);
}

static void
prepare (void)
{
  static int done;

  if (done)
    return;
  IPC_NEED (mkdtemp (directory) != NULL);
  IPC_NEED (setenv ("IPCOMPAT_SYSV_DIR", directory, 1) == 0);
  IPC_NEED (atexit (remove_all) == 0);
  done = 1;
}

struct text
{
  long type;
  char text[256];
};

#if IPC_PROBE_SYSV_MSG == 1
static void
native_message (long n)
{
  static struct text m = { 1, "" };

  prepare ();
  if (queue[0] == -1)
    queue[0] = msgget (IPC_PRIVATE, 0600);
  while (n-- > 0)
    IPC_NEED (msgsnd (queue[0], &m, sizeof m.text, 0) == 0
              && msgrcv (queue[0], &m, sizeof m.text, 0, 0) != -1);
}
#else
# define native_message NULL
#endif

static void
fallback_message (long n)
{
  static struct text m = { 1, "" };

  prepare ();
  if (queue[1] == -1)
    queue[1] = ipc_fb_msgget (IPC_PRIVATE, 0600);
  while (n-- > 0)
    IPC_NEED (ipc_fb_msgsnd (queue[1], &m, sizeof m.text, 0) == 0
              && ipc_fb_msgrcv (queue[1], &m, sizeof m.text, 0, 0) != -1);
}

#if IPC_PROBE_SYSV_MSG == 1
static void
restarted_message (long n)
{
  static struct text m = { 1, "" };

  native_message (0);
  while (n-- > 0)
    IPC_NEED (ipc_fb_retry_msgsnd (queue[0], &m, sizeof m.text, 0) == 0
              && ipc_fb_retry_msgrcv (queue[0], &m, sizeof m.text, 0, 0)
                 != -1);
}
#else
# define restarted_message NULL
#endif

/* Give and take; take and give would have to be set up first.  */
#if IPC_PROBE_SYSV_SEM == 1
static void
native_semaphore (long n)
{
  struct sembuf give = { 0, 1, SEM_UNDO }, take = { 0, -1, SEM_UNDO };

  prepare ();
  if (set[0] == -1)
    set[0] = semget (IPC_PRIVATE, 1, 0600);
  while (n-- > 0)
    IPC_NEED (semop (set[0], &give, 1) == 0 && semop (set[0], &take, 1) == 0);
}
#else
# define native_semaphore NULL
#endif

static void
fallback_semaphore (long n)
{
  struct sembuf give = { 0, 1, SEM_UNDO }, take = { 0, -1, SEM_UNDO };

  prepare ();
  if (set[1] == -1)
    set[1] = ipc_fb_semget (IPC_PRIVATE, 1, 0600);
  while (n-- > 0)
    IPC_NEED (ipc_fb_semop (set[1], &give, 1) == 0
              && ipc_fb_semop (set[1], &take, 1) == 0);
}

enum { SIZE = 65536 };

#if IPC_PROBE_SYSV_SHM == 1
static void
native_segment (long n)
{
  prepare ();
  if (segment[0] == -1)
    segment[0] = shmget (IPC_PRIVATE, SIZE, 0600);
  while (n-- > 0)
    {
      char *memory = shmat (segment[0], NULL, 0);

      IPC_NEED (memory != (char *) -1);
      ++*memory;
      IPC_NEED (shmdt (memory) == 0);
    }
}
#else
# define native_segment NULL
#endif

static void
fallback_segment (long n)
{
  prepare ();
  if (segment[1] == -1)
    segment[1] = ipc_fb_shmget (IPC_PRIVATE, SIZE, 0600);
  while (n-- > 0)
    {
      char *memory = ipc_fb_shmat (segment[1], NULL, 0);

      IPC_NEED (memory != (char *) -1);
      ++*memory;
      IPC_NEED (ipc_fb_shmdt (memory) == 0);
    }
}

#if IPC_PROBE_FTOK == 1
static void
native_key (long n)
{
  while (n-- > 0)
    IPC_NEED (ftok ("/", 1) != (key_t) -1);
}
#else
# define native_key NULL
#endif

static void
fallback_key (long n)
{
  while (n-- > 0)
    IPC_NEED (ipc_fb_ftok ("/", 1) != (key_t) -1);
}

const struct ipc_bench ipc_bench_sysv[] =
{
  { "ftok", "the key of a file", 1.6, native_key, fallback_key },
  { "sysv_messages", "send and receive 256 bytes", 16, native_message,
    fallback_message },
  { "restart_sysv", "send and receive 256 bytes", 1.2, native_message,
    restarted_message },
  { "sysv_semaphores", "give and take, with undo", 24, native_semaphore,
    fallback_semaphore },
  { "sysv_shared_memory", "attach, use and detach", 8, native_segment,
    fallback_segment },
  { NULL, NULL, 0, NULL, NULL }
};
