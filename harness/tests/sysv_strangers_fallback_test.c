/* sysv_strangers_fallback_test.c - what is in an object's place, and is none.
   SPDX-License-Identifier: BSD-2-Clause

   Left by who was killed, by another program, or by somebody who means
   harm.  */

#include "sysv-kinds-kit.h"

#include <sys/mman.h>

#include "sysv-file.h"

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

      /* What counts and measures is behind the waiters.  */
      if (rand_r (seed) % 2)
        at += (long) (sizeof (struct sysv_control)
                      + sizeof (struct sysv_head));
      fseek (f, at < st.st_size ? at : 0, SEEK_SET);
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

/* Whoever may write the file does so although it is locked.  */
static void
spoil_waiters (void)
{
  const size_t behind = sizeof (struct sysv_control)
                        + offsetof (struct sysv_head, n_waiters);
  int64_t many = (int64_t) 1 << 40;
  int fd = open (path_of (SYSV_SET, 1), O_RDWR);
  volatile char *memory = mmap (NULL, ipc_sysv_length (&ipc_sysv_sets),
                                PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

  if (memory == MAP_FAILED)
    _exit (8);
  memcpy ((char *) memory + behind, &many, sizeof many);
  memcpy ((char *) memory + behind + ipc_sysv_sets.most, &many, sizeof many);
}

static int
wait_while_spoiled (void)
{
  struct sembuf op = { 0, -9, 0 };

  at_step = spoil_waiters;
  return ipc_fb_semop (1, &op, 1) != -1 || errno != EINVAL;
}

static int
give_and_end (void)
{
  return operate (1, 1) == -1;
}

/* One that undoes what another has left, and must wait then.  */
CASE (spoiled_while_locked)
{
  (void) tc;
  begin ();
  ATF_REQUIRE (make (SYSV_SET, IPC_PRIVATE) == 1);
  ATF_REQUIRE (!was_killed (in_child (give_and_end)));
  ATF_CHECK (!was_killed (in_child (wait_while_spoiled)));
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

static int strangers_queue;

static int
use_first_set (void)
{
  return use (SYSV_SET, 1) == -1;
}

static int
wait_for_message (void)
{
  struct
  {
    long type;
    char text[100];
  } m;

  return ipc_fb_msgrcv (strangers_queue, &m, sizeof m.text, 0, 0) == -1;
}

/* The FIFO of somebody who waits, or lives, is another file, or a link to one:
   nothing is written to that, and others go on.  */
CASE (fifos)
{
  struct stat st;
  pid_t pid;

  begin ();
  ATF_REQUIRE (close (open ("victim", O_WRONLY | O_CREAT, 0640)) == 0);
  strangers_queue = make (SYSV_QUEUE, IPC_PRIVATE);
  pid = in_child (wait_for_message);
  await_waiters (SYSV_QUEUE, strangers_queue, 1);
  ATF_REQUIRE (system ("f=$(echo sysv/w.*) && rm $f && ln victim $f") == 0);
  ATF_CHECK_EQ (0, send (strangers_queue));
  ATF_REQUIRE (kill (pid, SIGKILL) == 0 && was_killed (pid));
  receive (strangers_queue);
  ATF_REQUIRE (make (SYSV_SET, IPC_PRIVATE) == 1 && operate (1, 1) == 0);
  ATF_REQUIRE (system ("f=$(echo sysv/l.*) && rm $f && ln -s ../victim $f")
               == 0);
  ATF_CHECK (!was_killed (in_child (use_first_set)));
  ATF_CHECK (stat ("victim", &st) == 0 && st.st_size == 0
             && (st.st_mode & 0777) == 0640);
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
  ATF_TP_ADD_TC (tp, spoiled_while_locked);
  ATF_TP_ADD_TC (tp, spoiled_lists);
  ATF_TP_ADD_TC (tp, directories);
  ATF_TP_ADD_TC (tp, symbolic_links);
  ATF_TP_ADD_TC (tp, fifos);
  ATF_TP_ADD_TC (tp, file_size_limit);
  return atf_no_error ();
}
