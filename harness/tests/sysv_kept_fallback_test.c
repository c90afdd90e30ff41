/* sysv_kept_fallback_test.c - files that stay open from call to call.
   SPDX-License-Identifier: BSD-2-Clause

   Whoever waits for ever ends with the timeout.  */

#include "sysv-set-kit.h"

#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/time.h>

static int
send (int queue, const char *text)
{
  struct
  {
    long type;
    char text[8];
  } m;

  m.type = 1;
  strcpy (m.text, text);
  return ipc_fb_msgsnd (queue, &m, 4, IPC_NOWAIT);
}

static const char *
got (int queue)
{
  static struct
  {
    long type;
    char text[8];
  } m;

  memset (&m, 0, sizeof m);
  ipc_fb_msgrcv (queue, &m, 4, 0, IPC_NOWAIT);
  return m.text;
}

static int
new_queue (void)
{
  int queue = ipc_fb_msgget (IPC_PRIVATE, 0600);

  ATF_REQUIRE (queue != -1 && send (queue, "text") == 0
               && strcmp (got (queue), "text") == 0);
  return queue;
}

/* A program closes all descriptors, and has others of its own then: which are
   neither locked, nor written to, nor closed.  */
static int
use_others_descriptors (void)
{
  struct flock lock;
  struct stat st;
  int fd, other;

  close_all ();
  other = open ("own", O_RDWR | O_CREAT, 0600);
  memset (&lock, 0, sizeof lock);
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  if (other == -1 || fcntl (other, F_SETLK, &lock) == -1)
    return 1;
  for (fd = other + 1; fd < 60; fd++)
    if (dup2 (other, fd) != fd)
      return 2;
  if (change (0, 1, 0) == -1 || take () || value (0) != 1)
    return 3;
  for (fd = other; fd < 60; fd++)
    if (fcntl (fd, F_GETFD) == -1)
      return 4;
  if (fstat (other, &st) == -1 || st.st_size != 0)
    return 5;
  shared[0] = 1;
  while (shared[0] != 2)
    sched_yield ();
  return 0;
}

CASE (descriptors_of_others)
{
  struct flock lock;
  pid_t pid;
  int fd;

  (void) tc;
  new_set (1, 0);
  ATF_REQUIRE_EQ (1, value (0));
  pid = in_child (use_others_descriptors);
  while (shared[0] != 1 && waitpid (pid, NULL, WNOHANG) == 0)
    sched_yield ();
  fd = open ("own", O_RDWR);
  memset (&lock, 0, sizeof lock);
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  ATF_CHECK (fcntl (fd, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK
             && lock.l_pid == pid);
  shared[0] = 2;
  ATF_CHECK (!was_killed (pid));
}

/* What is gone is not used on.  */
CASE (directory_removed)
{
  int queue;

  (void) tc;
  begin ();
  queue = new_queue ();
  ATF_REQUIRE (send (queue, "old") == 0 && system ("rm -r sysv") == 0);
  ATF_CHECK_ERRNO (EINVAL, send (queue, "old") == -1);
  ATF_REQUIRE_EQ (queue, new_queue ());
  ATF_CHECK_STREQ ("", got (queue));
}

/* The same relative name is another directory elsewhere.  */
CASE (directory_relative)
{
  int queue;

  (void) tc;
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", "sysv", 1) == 0);
  queue = new_queue ();
  ATF_REQUIRE (send (queue, "here") == 0 && mkdir ("sub", 0700) == 0
               && chdir ("sub") == 0);
  ATF_CHECK_ERRNO (EINVAL, send (queue, "text") == -1);
  ATF_REQUIRE_EQ (queue, new_queue ());
  ATF_CHECK_STREQ ("", got (queue));
  ATF_REQUIRE (chdir ("..") == 0);
  ATF_CHECK_STREQ ("here", got (queue));
}

static void
go (const char *directory)
{
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", directory, 1) == 0);
}

static int
see_zero (void)
{
  return value (0) != 0;
}

/* In each of two directories this process is alive for the others, and what it
   detaches is where it was attached.  */
CASE (directory_changed)
{
  struct shmid_ds ds;
  char *memory = NULL;
  int i, other_id = -1;

  (void) tc;
  for (i = 0; i < 2; i++)
    {
      go (i == 0 ? "other" : "sysv");
      id = ipc_fb_semget (IPC_PRIVATE, 1, IPC_CREAT | 0600);
      ATF_REQUIRE (id == 1 && change (0, 1, 0) == 0);
      other_id = ipc_fb_shmget (IPC_PRIVATE, 10, IPC_CREAT | 0600);
      memory = ipc_fb_shmat (other_id, NULL, 0);
      ATF_REQUIRE (other_id == 1 && memory != (void *) -1);
    }
  for (i = 0; i < 4; i++)
    {
      go (i % 2 == 0 ? "other" : "sysv");
      ATF_REQUIRE (i > 1 || change (0, -1, SEM_UNDO) == 0);
      ATF_CHECK (see_zero () == 0 && !was_killed (in_child (see_zero)));
    }
  go ("other");
  ATF_REQUIRE (ipc_fb_shmdt (memory) == 0);
  ATF_CHECK (ipc_fb_shmctl (other_id, IPC_STAT, &ds) == 0
             && ds.shm_nattch == 1);
}

/* Somebody has removed what says that this process is alive: what it does
   from then on is not undone before it ends.  */
CASE (life_removed)
{
  (void) tc;
  new_set (2, 0);
  ATF_REQUIRE (take () == 0 && system ("rm sysv/l.*") == 0);
  ATF_CHECK_EQ (2, value (0));
  ATF_REQUIRE (change (0, -2, SEM_UNDO) == 0);
  ATF_CHECK (value (0) == 0 && !was_killed (in_child (see_zero)));
}

/* More objects than stay open; none is forgotten.  */
CASE (many_objects)
{
  enum { OBJECTS = 40, MOST_OPEN = 16 };
  int queue[OBJECTS], i, round, before;

  (void) tc;
  yields = 0;
  begin ();
  before = open_files ();
  for (i = 0; i < OBJECTS; i++)
    queue[i] = new_queue ();
  for (round = 0; round < 50; round++)
    for (i = 0; i < OBJECTS; i++)
      {
        int j = i * 17 % OBJECTS;

        ATF_REQUIRE (round == 0 || strcmp (got (queue[j]), "text") == 0);
        ATF_REQUIRE (send (queue[j], "text") == 0);
      }
  ATF_CHECK (open_files () <= before + MOST_OPEN);
  for (i = 0; i < OBJECTS; i++)
    ATF_REQUIRE (ipc_fb_msgctl (queue[i], IPC_RMID, NULL) == 0);
  ATF_CHECK_EQ (before, open_files ());
}

/* What fails half way has changed nothing, for who tried it either.  */
CASE (failed_half_way)
{
  struct sembuf ops[2];

  (void) tc;
  new_set (1, 1);
  memset (ops, 0, sizeof ops);
  ops[0].sem_op = 1;
  ops[0].sem_flg = SEM_UNDO;
  ops[1].sem_num = 1;
  ops[1].sem_op = 32767;
  ATF_REQUIRE (change (0, 1, 0) == 0);
  ATF_CHECK_ERRNO (ERANGE, ipc_fb_semop (id, ops, 2) == -1);
  ATF_CHECK (value (0) == 2 && value (1) == 1);
  ops[1].sem_op = -2;
  ops[1].sem_flg = IPC_NOWAIT;
  ATF_CHECK_ERRNO (EAGAIN, ipc_fb_semop (id, ops, 2) == -1);
  ATF_CHECK (value (0) == 2 && value (1) == 1);
}

static volatile int done;

static void *
fork_often (void *arg)
{
  int status;
  pid_t pid;

  while (!done)
    {
      pid = fork ();
      if (pid == 0)
        {
          alarm (60);
          _exit (value (1) != 0 || change (1, 1, SEM_UNDO) == -1);
        }
      if (pid == -1 || waitpid (pid, &status, 0) != pid || status != 0)
        return arg;
    }
  return NULL;
}

static void *
exclude (void *arg)
{
  int i;

  for (i = 0; i < 500; i++)
    if (change (0, -1, SEM_UNDO) == -1 || shared[1]++ < 0
        || change (0, 1, SEM_UNDO) == -1)
      return arg;
  return NULL;
}

/* A child that is forked in the middle of another thread's call goes by what
   is true, and its end undoes what it did.  */
CASE (forks_beside_threads)
{
  pthread_t thread[4];
  void *wrong;
  int i;

  (void) tc;
  new_set (1, 0);
  ATF_REQUIRE (pthread_create (&thread[3], NULL, fork_often, &id) == 0);
  for (i = 0; i < 3; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, exclude, &id) == 0);
  for (i = 0; i < 4; i++)
    {
      done = i == 3;
      ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
    }
  ATF_CHECK (shared[1] == 1500 && value (0) == 1 && value (1) == 0);
}

static void
on_alarm (int signo)
{
  (void) signo;
}

static int
exclude_in_storm (void)
{
  struct itimerval often = { { 0, 200 }, { 0, 200 } };
  struct sigaction action;
  int i, by;

  memset (&action, 0, sizeof action);
  action.sa_handler = on_alarm;
  if (sigaction (SIGALRM, &action, NULL) == -1
      || setitimer (ITIMER_REAL, &often, NULL) == -1)
    return 1;
  for (i = 0; i < 500; i++)
    for (by = -1; by <= 1; by += 2)
      {
        while (change (0, by, SEM_UNDO) == -1)
          if (errno != EINTR)
            return 2;
        /* Only while it is this process's turn.  */
        if (by == -1)
          shared[1]++;
      }
  return 0;
}

/* What a signal interrupts has been done, or has not.  */
CASE (signals)
{
  pid_t pid[4];
  int i;

  (void) tc;
  new_set (1, 0);
  for (i = 0; i < 4; i++)
    pid[i] = in_child (exclude_in_storm);
  for (i = 0; i < 4; i++)
    ATF_CHECK (!was_killed (pid[i]));
  ATF_CHECK (shared[1] == 2000 && value (0) == 1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, descriptors_of_others);
  ATF_TP_ADD_TC (tp, directory_removed);
  ATF_TP_ADD_TC (tp, directory_relative);
  ATF_TP_ADD_TC (tp, directory_changed);
  ATF_TP_ADD_TC (tp, life_removed);
  ATF_TP_ADD_TC (tp, many_objects);
  ATF_TP_ADD_TC (tp, failed_half_way);
  ATF_TP_ADD_TC (tp, forks_beside_threads);
  ATF_TP_ADD_TC (tp, signals);
  return atf_no_error ();
}
