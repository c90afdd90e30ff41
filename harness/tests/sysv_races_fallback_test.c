/* sysv_races_fallback_test.c - objects that are made, removed and full.
   SPDX-License-Identifier: BSD-2-Clause

   Whoever waits for ever ends with the timeout.  */

#include "sysv-kinds-kit.h"

#include <sys/mman.h>

enum { KEY = 80, ROUNDS = 200, CREATORS = 4 };

static volatile int *made;
static int id;

static void
share (void)
{
  made = mmap (NULL, 65536, PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ATF_REQUIRE (made != MAP_FAILED);
}

/* made[round] counts who makes the object of that round; the last int is the
   round that all may begin.  */
static int
create_each_round (void)
{
  volatile int *ready = &made[ROUNDS];
  int i, mine;

  for (i = 0; i < ROUNDS; i++)
    {
      __sync_fetch_and_add (ready, 1);
      while (*ready < (i + 1) * CREATORS)
        sched_yield ();
      mine = ipc_fb_msgget (KEY + i, IPC_CREAT | IPC_EXCL | 0600);
      if (mine != -1)
        __sync_fetch_and_add (&made[i], 1);
      else if (errno != EEXIST)
        return 1;
      if (ipc_fb_msgget (KEY + i, 0) == -1)
        return 2;
    }
  return 0;
}

CASE (one_creator)
{
  pid_t pid[CREATORS];
  int i;

  begin ();
  share ();
  for (i = 0; i < CREATORS; i++)
    pid[i] = in_child (create_each_round);
  for (i = 0; i < CREATORS; i++)
    ATF_REQUIRE (!was_killed (pid[i]));
  for (i = 0; i < ROUNDS; i++)
    ATF_REQUIRE_EQ (1, made[i]);
}

static int
wait_until_removed (void)
{
  struct
  {
    long type;
    char text[100];
  } m;

  return ipc_fb_msgrcv (id, &m, sizeof m.text, 0, 0) != -1 || errno != EIDRM;
}

static int
remove_it (void)
{
  return ipc_fb_msgctl (id, IPC_RMID, NULL) == -1;
}

/* Who removes an object beside those who wait for it is killed at each step:
   all of them hear of it, then or when it is removed again.  */
CASE (removed_beside_waiters)
{
  pid_t pid[3];
  int calls, died, i;

  begin ();
  for (calls = 0, died = 1; died; calls++)
    {
      id = make (SYSV_QUEUE, KEY);
      for (i = 0; i < 3; i++)
        pid[i] = in_child (wait_until_removed);
      await_waiters (SYSV_QUEUE, id, 3);
      died = dies_at (calls, remove_it);
      ATF_REQUIRE (died || ipc_fb_msgget (KEY, 0) == -1);
      if (ipc_fb_msgget (KEY, 0) != -1)
        ATF_REQUIRE_EQ (0, remove_it ());
      for (i = 0; i < 3; i++)
        ATF_REQUIRE (!was_killed (pid[i]));
    }
  ATF_CHECK (calls > 8);
  see_empty ();
}

static int
remove_segment (void)
{
  return ipc_fb_shmctl (id, IPC_RMID, NULL) == -1;
}

/* What has no key, and was left half removed, is tidied up by those who make
   others.  */
CASE (removed_by_nobody)
{
  int calls, died, i;

  (void) tc;
  begin ();
  for (calls = 0, died = 1; died; calls++)
    {
      id = make (SYSV_SEGMENT, IPC_PRIVATE);
      ATF_REQUIRE (id != -1);
      died = dies_at (calls, remove_segment);
      if (use (SYSV_SEGMENT, id) == 0)
        ATF_REQUIRE_EQ (0, remove_segment ());
    }
  ATF_CHECK (calls > 5);
  for (i = 0; i < 40; i++)
    {
      id = make (SYSV_SEGMENT, IPC_PRIVATE);
      ATF_REQUIRE (id != -1 && remove_segment () == 0);
    }
  ATF_CHECK (system ("ls sysv >names; test -z \"$(grep -v '^[il]' names)\"")
             == 0);
}

static int
make_and_remove_often (void)
{
  int i;

  for (i = 0; i < ROUNDS; i++)
    {
      int mine = make (SYSV_SET, KEY);

      if (mine == -1)
        return 1;
      if (operate (mine, 1) == -1 && errno != EINVAL)
        return 2;
      if (ipc_fb_semctl (mine, 0, IPC_RMID) == -1 && errno != EINVAL)
        return 3;
    }
  return 0;
}

/* An id is of one object, or of none, whoever removes it meanwhile.  */
CASE (makers_and_removers)
{
  pid_t pid[4];
  int i;

  (void) tc;
  begin ();
  for (i = 0; i < 4; i++)
    pid[i] = in_child (make_and_remove_often);
  for (i = 0; i < 4; i++)
    ATF_REQUIRE (!was_killed (pid[i]));
  ATF_CHECK (system ("ls sysv >names; test -z \"$(grep -v '^[il]' names)\"")
             == 0);
}

CASE (full)
{
  struct sembuf op = { 0, -1, SEM_UNDO | IPC_NOWAIT };
  union ipc_fb_semun arg;
  int i;

  (void) tc;
  yields = 0;
  begin ();
  for (i = 0; i < 1024; i++)
    ATF_REQUIRE (make (SYSV_QUEUE, IPC_PRIVATE) == i + 1);
  ATF_CHECK_ERRNO (ENOSPC, make (SYSV_QUEUE, IPC_PRIVATE) == -1);
  ATF_CHECK_EQ (0, ipc_fb_msgctl (7, IPC_RMID, NULL));
  ATF_CHECK_EQ (1025, make (SYSV_QUEUE, IPC_PRIVATE));
  ATF_CHECK_ERRNO (EINVAL, send (7) == -1);

  /* What a process gives back is no more than a semaphore can be.  */
  id = make (SYSV_SET, IPC_PRIVATE);
  arg.val = 32767;
  op.sem_op = -32767;
  ATF_REQUIRE (ipc_fb_semctl (id, 0, SETVAL, arg) == 0
               && ipc_fb_semop (id, &op, 1) == 0);
  op.sem_op = 1;
  op.sem_flg = 0;
  ATF_REQUIRE (ipc_fb_semop (id, &op, 1) == 0);
  op.sem_op = -1;
  op.sem_flg = SEM_UNDO;
  ATF_CHECK_ERRNO (ERANGE, ipc_fb_semop (id, &op, 1) == -1);
  ATF_CHECK_EQ (1, ipc_fb_semctl (id, 0, GETVAL));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, one_creator);
  ATF_TP_ADD_TC (tp, removed_beside_waiters);
  ATF_TP_ADD_TC (tp, removed_by_nobody);
  ATF_TP_ADD_TC (tp, makers_and_removers);
  ATF_TP_ADD_TC (tp, full);
  return atf_no_error ();
}
