/* sysv_strangers_fallback_test.c - what is in an object's place, and is none.
   SPDX-License-Identifier: BSD-2-Clause

   Left by who was killed, by another program, or by somebody who means
   harm.  */

#include "sysv-kit.h"

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

static const char *
path_of (int kind, int id)
{
  static char path[64];

  snprintf (path, sizeof path, "sysv/%c.%d", kind, id);
  return path;
}

static int
send (int id)
{
  struct
  {
    long type;
    char text[16];
  } m = { 2, "text" };

  return ipc_fb_msgsnd (id, &m, 5, IPC_NOWAIT);
}

static int
receive (int id)
{
  struct
  {
    long type;
    char text[100];
  } m;

  return (int) ipc_fb_msgrcv (id, &m, sizeof m.text, -2,
                              IPC_NOWAIT | MSG_NOERROR);
}

static int
operate (int id, int by)
{
  struct sembuf op = { 0, 0, SEM_UNDO | IPC_NOWAIT };

  op.sem_op = (short) by;
  return ipc_fb_semop (id, &op, 1);
}

static int
set_mode (int kind, int id, int mode)
{
  struct msqid_ds queue;
  struct shmid_ds segment;
  struct semid_ds set;
  union ipc_fb_semun arg;

  memset (&queue, 0, sizeof queue);
  memset (&segment, 0, sizeof segment);
  memset (&set, 0, sizeof set);
  queue.msg_qbytes = 1000;
  queue.msg_perm.uid = segment.shm_perm.uid = set.sem_perm.uid = geteuid ();
  queue.msg_perm.gid = segment.shm_perm.gid = set.sem_perm.gid = getegid ();
  queue.msg_perm.mode = segment.shm_perm.mode = set.sem_perm.mode
    = (unsigned short) mode;
  arg.buf = &set;
  return kind == SYSV_QUEUE ? ipc_fb_msgctl (id, IPC_SET, &queue)
         : kind == SYSV_SET ? ipc_fb_semctl (id, 0, IPC_SET, arg)
         : ipc_fb_shmctl (id, IPC_SET, &segment);
}

static int
make (int kind, key_t key)
{
  return kind == SYSV_QUEUE ? ipc_fb_msgget (key, IPC_CREAT | 0600)
         : kind == SYSV_SET ? ipc_fb_semget (key, 3, IPC_CREAT | 0600)
         : ipc_fb_shmget (key, 4096, IPC_CREAT | 0600);
}

static int
use (int kind, int id)
{
  char *memory;

  if (kind == SYSV_QUEUE)
    return send (id) == 0 && receive (id) == 5 ? 0 : -1;
  if (kind == SYSV_SET)
    return operate (id, 1) == 0 && operate (id, -1) == 0 ? 0 : -1;
  memory = ipc_fb_shmat (id, NULL, 0);
  return memory == (void *) -1 ? -1 : ipc_fb_shmdt (memory);
}

/* Each call there is.  */
static void
use_all (int kind, int id)
{
  struct msqid_ds queue;
  struct shmid_ds segment;
  unsigned short values[256];
  union ipc_fb_semun arg;
  int i;

  use (kind, id);
  for (i = 0; i < 3; i++)
    {
      send (id);
      receive (id);
      operate (id, 1 - i);
    }
  ipc_fb_msgctl (id, IPC_STAT, &queue);
  ipc_fb_shmctl (id, IPC_STAT, &segment);
  arg.array = values;
  ipc_fb_semctl (id, 0, GETALL, arg);
  ipc_fb_semctl (id, 2, GETNCNT);
  ipc_fb_semctl (id, 0, SETALL, arg);
  set_mode (kind, id, 0600);
}

static const int kinds[] = { SYSV_QUEUE, SYSV_SET, SYSV_SEGMENT };

/* The name of one object is that of another kind's, too.  */
CASE (other_kinds)
{
  char from[64];
  int i, j;

  (void) tc;
  begin ();
  for (i = 0; i < 3; i++)
    ATF_REQUIRE (make (kinds[i], IPC_PRIVATE) == 1
                 && use (kinds[i], 1) == 0);
  for (i = 0; i < 3; i++)
    for (j = 0; j < 3; j++)
      {
        strcpy (from, path_of (kinds[i], 1));
        ATF_REQUIRE (i == j || link (from, path_of (kinds[j], 10 + i)) == 0);
        ATF_CHECK (i == j || (use (kinds[j], 10 + i) == -1
                              && errno == EINVAL));
      }
  for (i = 0; i < 3; i++)
    ATF_CHECK (use (kinds[i], 1) == 0);
}

/* Bytes of an object change, at random, or its end is cut off: its calls fail
   or succeed, and nobody is hurt.  */
static void
spoil (const char *path, unsigned *seed)
{
  FILE *f = fopen (path, "r+");
  struct stat st;
  int i;

  ATF_REQUIRE (f != NULL && fstat (fileno (f), &st) == 0);
  for (i = rand_r (seed) % 4; i >= 0; i--)
    {
      long most = rand_r (seed) % 2 ? 64 : (long) st.st_size;
      long at = rand_r (seed) % most;

      fseek (f, at, SEEK_SET);
      fputc (rand_r (seed) % 3 ? rand_r (seed) % 256 : 255, f);
    }
  ATF_REQUIRE (fclose (f) == 0);
  if (rand_r (seed) % 8 == 0)
    ATF_REQUIRE (truncate (path, rand_r (seed) % st.st_size) == 0);
}

static int spoiled, spoiled_id;

static int
use_spoiled (void)
{
  use_all (spoiled, spoiled_id);
  return 0;
}

CASE (spoiled_objects)
{
  unsigned seed = 1;
  int i;

  (void) tc;
  yields = 0;
  begin ();
  for (i = 0; i < 600; i++)
    {
      spoiled = kinds[i % 3];
      spoiled_id = make (spoiled, IPC_PRIVATE);
      ATF_REQUIRE (spoiled_id > 0);
      if (spoiled == SYSV_QUEUE)
        ATF_REQUIRE (send (spoiled_id) == 0 && send (spoiled_id) == 0);
      if (spoiled == SYSV_SET)
        ATF_REQUIRE (operate (spoiled_id, 2) == 0);
      spoil (path_of (spoiled, spoiled_id), &seed);
      ATF_REQUIRE (!was_killed (in_child (use_spoiled)));
      unlink (path_of (spoiled, spoiled_id));
    }
}

static int
make_spoiled (void)
{
  use_all (spoiled, make (spoiled, 7));
  make (spoiled, IPC_PRIVATE);
  return 0;
}

CASE (spoiled_lists)
{
  unsigned seed = 2;
  char path[64];
  int i;

  (void) tc;
  yields = 0;
  begin ();
  for (i = 0; i < 300; i++)
    {
      spoiled = kinds[i % 3];
      ATF_REQUIRE (make (spoiled, 7) > 0
                   && make (spoiled, IPC_PRIVATE) > 0);
      snprintf (path, sizeof path, "sysv/i%c.0", spoiled);
      spoil (path, &seed);
      ATF_REQUIRE (!was_killed (in_child (make_spoiled)));
      ATF_REQUIRE (system ("rm -rf sysv") == 0);
    }
}

/* What cannot be removed keeps nobody from making objects.  */
CASE (directories)
{
  int i;

  (void) tc;
  begin ();
  for (i = 0; i < 3; i++)
    {
      ATF_REQUIRE (make (kinds[i], IPC_PRIVATE) == 1
                   && mkdir (path_of (kinds[i], 2), 0700) == 0
                   && mkdir (path_of (kinds[i], 3), 0700) == 0);
      ATF_CHECK (use (kinds[i], 2) == -1 && errno == EINVAL);
      ATF_CHECK_EQ (4, make (kinds[i], IPC_PRIVATE));
      ATF_CHECK_EQ (0, use (kinds[i], 4));
    }
  ATF_REQUIRE (mkdir ("sysv/d.5", 0700) == 0);
  ATF_CHECK_EQ (6, make (SYSV_SEGMENT, IPC_PRIVATE));
  ATF_CHECK_EQ (0, use (SYSV_SEGMENT, 6));
}

/* A symbolic link is no object, and nothing behind it is changed.  */
CASE (symbolic_links)
{
  struct stat st;
  char to[64];
  int i;

  (void) tc;
  begin ();
  ATF_REQUIRE (close (open ("victim", O_WRONLY | O_CREAT, 0640)) == 0);
  for (i = 0; i < 3; i++)
    {
      ATF_REQUIRE (make (kinds[i], IPC_PRIVATE) == 1);
      snprintf (to, sizeof to, "%c.1", kinds[i]);
      ATF_REQUIRE (symlink (to, path_of (kinds[i], 9)) == 0);
      ATF_CHECK (use (kinds[i], 9) == -1 && errno == EINVAL);
    }
  ATF_REQUIRE (unlink ("sysv/d.1") == 0
               && symlink ("../victim", "sysv/d.1") == 0);
  ATF_CHECK (set_mode (SYSV_SEGMENT, 1, 0666) == -1);
  ATF_CHECK (use (SYSV_SEGMENT, 1) == -1);
  ATF_CHECK (stat ("victim", &st) == 0 && (st.st_mode & 0777) == 0640);
}

static int
with_small_files (void)
{
  struct rlimit none = { 0, 0 };
  int i;

  if (setrlimit (RLIMIT_FSIZE, &none) == -1)
    return 9;
  for (i = 0; i < 3; i++)
    if (make (kinds[i], IPC_PRIVATE) != -1 || use (kinds[i], 1) != 0)
      return 1 + i;
  return 0;
}

/* Who may write no more files is not killed for it, and uses what is
   there.  */
CASE (file_size_limit)
{
  int i;

  begin ();
  for (i = 0; i < 3; i++)
    ATF_REQUIRE (make (kinds[i], IPC_PRIVATE) == 1);
  ATF_CHECK (!was_killed (in_child (with_small_files)));
  for (i = 0; i < 3; i++)
    ATF_CHECK (make (kinds[i], IPC_PRIVATE) > 1 && use (kinds[i], 1) == 0);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, other_kinds);
  ATF_TP_ADD_TC (tp, spoiled_objects);
  ATF_TP_ADD_TC (tp, spoiled_lists);
  ATF_TP_ADD_TC (tp, directories);
  ATF_TP_ADD_TC (tp, symbolic_links);
  ATF_TP_ADD_TC (tp, file_size_limit);
  return atf_no_error ();
}
