/* sysv_shared_memory_fallback_test.c - segments in files, and those who die.
   SPDX-License-Identifier: BSD-2-Clause

   Whoever waits for ever ends with the timeout.  */

#include "sysv-kit.h"

#include <sys/shm.h>

enum { SIZE = 10000, KEY = 78, MANY = 20000, EACH = 300 };

static int id;

static void
new_segment (void)
{
  begin ();
  id = ipc_fb_shmget (IPC_PRIVATE, SIZE, IPC_CREAT | 0600);
  ATF_REQUIRE (id != -1);
}

static void *
attach (int flags)
{
  return ipc_fb_shmat (id, NULL, flags);
}

static long
attached (void)
{
  struct shmid_ds ds;

  return ipc_fb_shmctl (id, IPC_STAT, &ds) == -1 ? -1 : (long) ds.shm_nattch;
}

static int
attach_and_detach (void)
{
  volatile char *memory = attach (0);

  if (memory == (void *) -1)
    return 1;
  memory[SIZE - 1]++;
  return ipc_fb_shmdt ((const void *) memory) == -1;
}

static int
attach_and_end (void)
{
  volatile char *memory = attach (0);

  if (memory == (void *) -1 || attached () != 2)
    return 1;
  memory[1] = 'x';
  return 0;
}

static int
write_read_only (void)
{
  volatile char *memory = attach (SHM_RDONLY);

  signal (SIGSEGV, SIG_DFL);
  signal (SIGBUS, SIG_DFL);
  if (memory == (void *) -1 || memory[0] != 'a')
    return 1;
  memory[0] = 'b';
  return 0;
}

CASE (shared)
{
  volatile char *memory;
  int i, status;
  pid_t pid;

  new_segment ();
  memory = attach (0);
  ATF_REQUIRE (memory != (void *) -1);
  for (i = 0; i < SIZE; i++)
    ATF_REQUIRE_EQ (0, memory[i]);
  memory[0] = 'a';
  ATF_CHECK_EQ (1, attached ());
  ATF_CHECK (!was_killed (in_child (attach_and_end)));
  ATF_CHECK_EQ ('x', memory[1]);
  ATF_CHECK_EQ (1, attached ());
  pid = in_child (write_read_only);
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK (WIFSIGNALED (status) && memory[0] == 'a');
  ATF_CHECK (ipc_fb_shmdt ((const void *) memory) == 0 && attached () == 0);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_shmdt ((const void *) memory) == -1);
}

/* Nobody finds it, and who has it keeps it.  */
CASE (removed)
{
  volatile char *memory, *other;

  new_segment ();
  memory = attach (0);
  other = attach (0);
  ATF_REQUIRE (memory != (void *) -1 && other != (void *) -1
               && memory != other && attached () == 2);
  ATF_CHECK (ipc_fb_shmctl (id, IPC_RMID, NULL) == 0);
  memory[SIZE - 1] = 'x';
  ATF_CHECK_EQ ('x', other[SIZE - 1]);
  ATF_CHECK_ERRNO (EINVAL, attach (0) == (void *) -1);
  ATF_CHECK_ERRNO (EINVAL, attached () == -1);
  ATF_CHECK (ipc_fb_shmdt ((const void *) memory) == 0
             && ipc_fb_shmdt ((const void *) other) == 0);
  ATF_CHECK (system ("ls sysv >names; test -z \"$(grep -v '^[il]' names)\"")
             == 0);
}

static void
refuses (const void *address, int flags)
{
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_shmat (id, address, flags) == (void *) -1);
}

CASE (addresses)
{
  char *memory, *again;

  (void) tc;
  new_segment ();
  memory = attach (0);
  ATF_REQUIRE (memory != (void *) -1);
  refuses (memory, 0);
  refuses (memory + 1, SHM_RND);
  refuses (memory + 1, 0);
  refuses (NULL, 0x40000);
  ATF_CHECK_EQ (1, attached ());
  ATF_CHECK (ipc_fb_shmdt (memory) == 0);
  again = ipc_fb_shmat (id, memory + 1, SHM_RND);
  ATF_CHECK (again == memory && ipc_fb_shmdt (again) == 0);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_shmget (IPC_PRIVATE, 0, 0600) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_shmget (IPC_PRIVATE, (size_t) 1 << 31, 0600)
                           == -1);
  id = ipc_fb_shmget (KEY, 100, IPC_CREAT | 0600);
  ATF_CHECK (id != -1 && ipc_fb_shmget (KEY, 100, 0) == id
             && ipc_fb_shmget (KEY, 0, 0) == id);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_shmget (KEY, 101, 0) == -1);
}

static int
make_it (void)
{
  return ipc_fb_shmget (KEY, SIZE, IPC_CREAT | 0600) == -1;
}

static int
remove_it (void)
{
  return ipc_fb_shmctl (id, IPC_RMID, NULL) == -1;
}

CASE (killed_at_each_step)
{
  int calls, died, made, removed;

  begin ();
  for (calls = 0, died = 1; died; calls++)
    {
      made = dies_at (calls, make_it);
      id = ipc_fb_shmget (KEY, SIZE, IPC_CREAT | 0600);
      ATF_REQUIRE (id != -1);
      died = dies_at (calls, attach_and_detach);
      ATF_REQUIRE (attached () == 0 && attach_and_detach () == 0);
      removed = dies_at (calls, remove_it);
      if (removed && ipc_fb_shmget (KEY, 0, 0) != -1)
        ATF_REQUIRE (attach_and_detach () == 0 && remove_it () == 0);
      ATF_REQUIRE (ipc_fb_shmget (KEY, 0, 0) == -1 && errno == ENOENT);
      died = died || made || removed;
    }
  ATF_CHECK (calls > 8);
  printf ("killed at %d steps\n", calls - 1);
}

static int
attach_often (void)
{
  int i;

  for (i = 0; i < EACH; i++)
    if (attach_and_detach ())
      return 1;
  return 0;
}

static void *
in_thread (void *arg)
{
  return attach_often () ? arg : NULL;
}

CASE (processes_and_threads)
{
  pthread_t thread[4];
  pid_t pid[4];
  void *wrong;
  int i, before;

  new_segment ();
  ATF_REQUIRE (attach_and_detach () == 0);
  before = open_files ();
  for (i = 0; i < 4; i++)
    pid[i] = in_child (attach_often);
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, in_thread, &id) == 0);
  for (i = 0; i < 4; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL
               && !was_killed (pid[i]));
  ATF_CHECK_EQ (0, attached ());
  ATF_CHECK_EQ (before, open_files ());
}

CASE (many_in_a_row)
{
  int i, before;

  yields = 0;
  new_segment ();
  ATF_REQUIRE (attach_and_detach () == 0);
  before = open_files ();
  for (i = 0; i < MANY; i++)
    ATF_REQUIRE (attach_and_detach () == 0);
  for (i = 0; i < MANY / 100; i++)
    {
      ATF_REQUIRE (remove_it () == 0);
      new_segment ();
    }
  ATF_REQUIRE (attach_and_detach () == 0);
  ATF_CHECK_EQ (before, open_files ());
}

static int
without_descriptors (void)
{
  int n;

  close_all ();
  for (n = 0; n < 3; n++)
    {
      leave_descriptors (n);
      if (attach (0) != (void *) -1 || errno != EMFILE)
        return 1 + n;
    }
  leave_descriptors (4);
  return attach_and_detach ();
}

CASE (full_descriptor_table)
{
  new_segment ();
  ATF_CHECK (!was_killed (in_child (without_descriptors)));
  ATF_CHECK_EQ (0, attached ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, shared);
  ATF_TP_ADD_TC (tp, removed);
  ATF_TP_ADD_TC (tp, addresses);
  ATF_TP_ADD_TC (tp, killed_at_each_step);
  ATF_TP_ADD_TC (tp, processes_and_threads);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, full_descriptor_table);
  return atf_no_error ();
}
