/* programs.c - making a set, finding it, taking and giving.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "facilities/semun.h"
#include "sysv_semaphores.h"

/* As the page has it, but for the key.  */
enum { SET_SIZE = 10, SET_MODE = 0666 };

/* NULL, or what is wrong with the new set ID.  */
static const char *
see_new (int id, time_t before)
{
  struct semid_ds ds;

  memset (&ds, 0, sizeof ds);
  if (ipc_semctl_stat (id, IPC_STAT, &ds) == -1)
    return ipc_errno_name (errno);
  if (ipc_told_too_much ())
    return "IPC_STAT writes past semid_ds";
  if (ds.sem_nsems != SET_SIZE)
    return "another size";
  if ((ds.sem_perm.mode & 0777) != SET_MODE)
    return "another mode";
  if (ds.sem_perm.uid != geteuid () || ds.sem_perm.cuid != geteuid ()
      || ds.sem_perm.gid != getegid () || ds.sem_perm.cgid != getegid ())
    return "another owner";
  if (ds.sem_ctime < before - 1 || ds.sem_ctime > time (NULL) + 1)
    return "sem_ctime is another time";
  return semaphores_value (id, SET_SIZE - 1) == -1 ? "no last semaphore"
         : semaphores_value (id, SET_SIZE) != -1 ? "one semaphore too many"
         : errno != EINVAL ? ipc_errno_name (errno) : NULL;
}

/* Who asks for the set ID again, with another mode, finds it as it is: NULL, or
   what is wrong.  */
static const char *
ask_again (key_t key, int id)
{
  unsigned short values[SET_SIZE] = { 3 };
  struct semid_ds ds;

  semaphores_fill (id, SET_SIZE, values);
  if (semget (key, SET_SIZE, IPC_CREAT | 0600) != id)
    return "another set the second time";
  memset (&ds, 0, sizeof ds);
  if (ipc_semctl_stat (id, IPC_STAT, &ds) == -1)
    return ipc_errno_name (errno);
  if ((ds.sem_perm.mode & 0777) != SET_MODE)
    return "another mode the second time";
  return semaphores_value (id, 0) == 3 ? NULL
         : "other values the second time";
}

/* The mask of files is not for this.  */
IPC_TEST (create_set)
{
  time_t before = time (NULL);
  const char *wrong;
  key_t key;
  int id;

  ipc_need_sysv (IPC_SEMAPHORES);
  key = ipc_sysv_key (IPC_SEMAPHORES);
  umask (077);
  id = semget (key, SET_SIZE, IPC_CREAT | SET_MODE);
  wrong = id == -1 ? ipc_errno_name (errno) : see_new (id, before);
  if (wrong == NULL)
    wrong = ask_again (key, id);
  ipc_observe (wrong == NULL ? "10 semaphores, mode 0666" : wrong);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
}

struct search
{
  key_t key;
  int id;
};

/* What another process finds, in words.  */
static const char *
look_for (const struct search *s)
{
  int id = semget (s->key, 0, 0);

  if (s->id == -1)
    return id != -1 ? "finds what nobody made" : ipc_errno_name (errno);
  if (id == -1)
    return ipc_errno_name (errno);
  if (id != s->id || semaphores_value (id, 2) != 7)
    return "another set";
  if (semget (s->key, 2, 0) != id)
    return "not found by who asks for less than it has";
  if (semget (s->key, 4, 0) != -1)
    return "finds it with more than it has";
  return errno != EINVAL ? ipc_errno_name (errno) : "found";
}

static int
find (struct ipc_link *link, void *arg)
{
  char answer[64];

  memset (answer, 0, sizeof answer);
  snprintf (answer, sizeof answer, "%s", look_for (arg));
  ipc_send (link, answer, sizeof answer);
  return 0;
}

/* What a child answers about S, if that is not RIGHT.  */
static const char *
finds (struct search *s, const char *right)
{
  static char answer[64];
  struct ipc_child child = ipc_start (find, s);

  ipc_receive (&child.link, answer, sizeof answer);
  ipc_join_exit (&child);
  return strcmp (answer, right) == 0 ? NULL : answer;
}

/* A set that is made for it: NULL, or what is wrong.  */
static const char *
find_made (struct search *s)
{
  static const unsigned short values[3] = { 0, 0, 7 };
  const char *wrong;
  int held = ipc_hold ();

  s->id = semget (s->key, 3, IPC_CREAT | 0600);
  IPC_SETUP (s->id != -1);
  semaphores_fill (s->id, 3, values);
  ipc_release (held);
  wrong = finds (s, "found");
  ipc_remove_sysv (IPC_SEMAPHORES, s->id);
  s->id = -1;
  return wrong != NULL ? wrong : finds (s, "ENOENT");
}

IPC_TEST (open_existing)
{
  struct search s = { 0, -1 };
  const char *wrong;
  int held;

  ipc_need_sysv (IPC_SEMAPHORES);
  s.key = ipc_sysv_key (IPC_SEMAPHORES);
  wrong = finds (&s, "ENOENT");
  if (wrong == NULL)
    wrong = find_made (&s);
  /* What it made instead.  */
  held = ipc_hold ();
  ipc_remove_sysv (IPC_SEMAPHORES, semget (s.key, 0, 0));
  ipc_release (held);
  ipc_observe (wrong == NULL ? "the same set, else ENOENT" : wrong);
}

/* One of the page's programs, and the key that it is to use.  */
struct program
{
  const char *verb;
  char key[24];
};

static int
run_program (struct ipc_link *link, void *arg)
{
  const struct program *p = arg;
  char path[4096];

  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (dup2 (link->out, STDOUT_FILENO) == STDOUT_FILENO);
  execl (path, "ipc_helper", p->verb, p->key, (char *) NULL);
  return 1;
}

static struct ipc_child
start_program (struct program *p, const char *verb)
{
  p->verb = verb;
  return ipc_start (run_program, p);
}

/* Run it to its end: whether it succeeds, and says so.  */
static int
runs (struct program *p, const char *verb, char word)
{
  struct ipc_child child = start_program (p, verb);
  int heard;

  if (ipc_await_block_or_tell (&child, "semop") == IPC_BLOCKS)
    {
      ipc_end (&child);
      return 0;
    }
  heard = ipc_hear_end (&child.link);
  return ipc_join_exit (&child) == 0 && heard == word;
}

/* NULL, or what is wrong with the second take, CHILD, of ID.  */
static const char *
take_second (int id, struct program *p, struct ipc_child *child)
{
  if (ipc_await_block_or_tell (child, "semop") != IPC_BLOCKS)
    return "taken twice";
  if (semaphores_zero_waiters (id, 0) != 1)
    return "GETZCNT does not count it";
  if (semaphores_value (id, 0) != 1)
    return "another value while it waits";
  if (!runs (p, "sem-give", 'g'))
    return "cannot be given";
  if (ipc_await_released (child, "semop") == IPC_BLOCKS)
    return "given, and still waited for";
  if (ipc_hear_end (&child->link) != 't')
    return "the second take fails";
  return strcmp (semaphores_values (id, 3), "1 0 0") == 0 ? NULL
         : "another value after the second take";
}

static const char *
take_and_give (int id, struct program *p)
{
  struct ipc_child child;
  const char *wrong;

  if (!runs (p, "sem-take", 't'))
    return "cannot be taken";
  if (strcmp (semaphores_values (id, 3), "1 0 0") != 0)
    return "another value after the first take";
  child = start_program (p, "sem-take");
  wrong = take_second (id, p, &child);
  ipc_end (&child);
  if (wrong == NULL && !runs (p, "sem-give", 'g'))
    wrong = "cannot be given twice";
  return wrong != NULL || semaphores_value (id, 0) == 0 ? wrong
         : "another value in the end";
}

IPC_TEST (take_give)
{
  static const unsigned short zeros[SET_SIZE];
  struct program p;
  const char *wrong;
  key_t key;
  int id, held;

  ipc_need_sysv (IPC_SEMAPHORES);
  held = ipc_hold ();
  key = ipc_sysv_key (IPC_SEMAPHORES);
  id = semget (key, SET_SIZE, IPC_CREAT | SET_MODE);
  IPC_SETUP (id != -1);
  semaphores_fill (id, SET_SIZE, zeros);
  ipc_release (held);
  snprintf (p.key, sizeof p.key, "%ld", (long) key);
  wrong = take_and_give (id, &p);
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "taken by one at a time" : wrong);
}
