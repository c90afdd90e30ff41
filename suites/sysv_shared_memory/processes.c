/* processes.c - memory that several processes have.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "sysv_shared_memory.h"

/* A program of the page, on the segment ID; TEXT is what it says, up to its
   end, or "fails".  */
struct program
{
  const char *verb;
  char id[24];
  const char *argument;
  char text[80];
};

static int
be_program (struct ipc_link *link, void *arg)
{
  const struct program *p = arg;
  char path[4096];

  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (dup2 (link->out, STDOUT_FILENO) == STDOUT_FILENO);
  execl (path, "ipc_helper", p->verb, p->id, p->argument, (char *) NULL);
  return 2;
}

static const char *
run_program (struct program *p, const char *verb, const char *argument)
{
  struct ipc_child child;
  size_t n = 0;
  int c;

  p->verb = verb;
  p->argument = argument;
  child = ipc_start (be_program, p);
  while (c = ipc_hear_end (&child.link), c != -1)
    if (n + 1 < sizeof p->text)
      p->text[n++] = (char) c;
  p->text[n] = '\0';
  return ipc_join_exit (&child) == 0 ? p->text : "fails";
}

enum { SEGMENT_SIZE = 2000, NOTE_SIZE = 60 };

/* What is before the note's end is its text and zeros, and behind it is what
   was there before.  */
static const char *
see_note (int id, const char *text)
{
  const volatile char *memory = memory_attach (id, SHM_RDONLY);
  size_t length = strlen (text), i;

  for (i = 0; i < SEGMENT_SIZE; i++)
    if (memory[i] != (i < length ? text[i] : i < NOTE_SIZE ? 0 : '#'))
      break;
  if (i < SEGMENT_SIZE)
    ipc_detail ("%d at %zu", memory[i], i);
  memory_detach ((volatile char *) memory);
  return i == SEGMENT_SIZE ? NULL : "other bytes in the segment";
}

static const char *
write_and_read (struct program *p, int id, const char *note)
{
  const char *wrong;

  if (strcmp (run_program (p, "shm-write", note), "") != 0)
    return "cannot be written";
  wrong = see_note (id, note);
  if (wrong != NULL)
    return wrong;
  return strcmp (run_program (p, "shm-read", NULL), note) == 0 ? NULL
         : p->text;
}

/* While the case has it attached, too; then while nobody has between them.  */
IPC_TEST (create_rw)
{
  int id = memory_segment (SEGMENT_SIZE);
  volatile char *memory = memory_attach (id, 0);
  const char *wrong;
  struct program p;

  memset ((void *) memory, '#', SEGMENT_SIZE);
  snprintf (p.id, sizeof p.id, "%d", id);
  wrong = write_and_read (&p, id, "Message #1");
  memory_detach (memory);
  if (wrong == NULL)
    wrong = write_and_read (&p, id, "#2");
  if (wrong == NULL && shmctl (id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  if (wrong == NULL
      && strcmp (run_program (&p, "shm-read", NULL), "fails") != 0)
    wrong = "read when it is removed";
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_observe (wrong == NULL ? "read as it was written"
               : wrong[0] == '\0' ? "nothing is read" : wrong);
}

/* Three processes that store at the same time, each every third byte: the
   parent, and children that attach it by themselves.  */
enum { STORES = 100000, CHILDREN = 2, SHARERS };
struct storing
{
  int id, which;
};

static void
store (volatile char *memory, int which)
{
  int i;

  for (i = 0; i < STORES; i++)
    memory[SHARERS * i + which] = (char) ('a' + which);
}

/* How many stores are not there.  */
static int
count_lost (const volatile char *memory)
{
  int i, lost = 0;

  for (i = 0; i < SHARERS * STORES; i++)
    lost += memory[i] != 'a' + i % SHARERS;
  return lost;
}

static int
store_other (struct ipc_link *link, void *arg)
{
  const struct storing *s = arg;
  volatile char *memory = memory_attach (s->id, 0);
  int lost;

  ipc_tell (link, 'a');
  ipc_expect (link, 'g');
  store (memory, s->which);
  ipc_tell (link, 'd');
  ipc_expect (link, 'd');
  lost = count_lost (memory);
  ipc_send (link, &lost, sizeof lost);
  return 0;
}

/* What each of them does not find: LOST.  */
static void
store_at_once (int id, int lost[SHARERS])
{
  struct ipc_child child[CHILDREN];
  struct storing s = { id, 0 };
  volatile char *memory;
  int i;

  for (i = 0; i < CHILDREN; i++)
    {
      s.which = i + 1;
      child[i] = ipc_start (store_other, &s);
      ipc_expect (&child[i].link, 'a');
    }
  memory = memory_attach (id, 0);
  for (i = 0; i < CHILDREN; i++)
    ipc_tell (&child[i].link, 'g');
  store (memory, 0);
  for (i = 0; i < CHILDREN; i++)
    ipc_expect (&child[i].link, 'd');
  lost[0] = count_lost (memory);
  for (i = 0; i < CHILDREN; i++)
    {
      ipc_tell (&child[i].link, 'd');
      ipc_receive (&child[i].link, &lost[i + 1], sizeof lost[0]);
      ipc_join_exit (&child[i]);
    }
  memory_detach (memory);
}

IPC_TEST (shared_between_processes)
{
  int id = memory_segment (SHARERS * STORES), lost[SHARERS];

  store_at_once (id, lost);
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_detail ("of %d stores %d, %d and %d", SHARERS * STORES, lost[0],
              lost[1], lost[2]);
  ipc_observe (lost[0] + lost[1] + lost[2] == 0 ? "no store is lost"
               : lost[0] == 0 ? "a child loses stores"
               : lost[1] + lost[2] == 0 ? "the parent loses stores"
               : "all lose stores");
}

/* A child that becomes a program, which says so, and ends with its input.  */
static int
be_echo (struct ipc_link *link, void *arg)
{
  char path[4096];

  (void) arg;
  ipc_expect (link, 'x');
  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (dup2 (link->in, STDIN_FILENO) == STDIN_FILENO
             && dup2 (link->out, STDOUT_FILENO) == STDOUT_FILENO);
  execl (path, "ipc_helper", "echo", (char *) NULL);
  return 1;
}

/* Attached once more by who has it: that counts, and is the same.  */
static const char *
see_twice (struct user *u)
{
  volatile char *again = memory_attach (u->id, 0);
  const char *wrong = NULL;

  if (memory_attached (u->id) != 2)
    wrong = "a second attachment does not count";
  else if (u->memory[0] = 't', again[0] != 't')
    wrong = "a second attachment has a copy";
  memory_detach (again);
  return wrong != NULL || memory_attached (u->id) == 1 ? wrong
         : "shmdt() does not detach one of two";
}

static const char *
see_end (struct user *u, int is_killed)
{
  struct ipc_child child = memory_user (u);
  const char *wrong = NULL;

  if (memory_attached (u->id) != 2)
    wrong = "a child does not count";
  else
    wrong = memory_differs (u->memory, &child);
  if (is_killed)
    ipc_end (&child);
  else
    ipc_join_exit (&child);
  return wrong != NULL || memory_becomes_attached (u->id, 1) ? wrong
         : is_killed ? "who is killed stays attached"
         : "the end of a process does not detach";
}

/* What a child sees when it has a child itself: how many there are, and what
   that one reads.  */
struct sight
{
  long n;
  int read;
};

static int
have_child (struct ipc_link *link, void *arg)
{
  struct user *u = arg;
  struct ipc_child child = memory_user (u);
  struct sight sight = { memory_attached (u->id), 0 };

  if (sight.n == 3)
    sight.read = memory_ask (&child, 'r');
  ipc_join_exit (&child);
  ipc_send (link, &sight, sizeof sight);
  return 0;
}

static const char *
see_generations (struct user *u)
{
  struct ipc_child child;
  struct sight sight;

  u->memory[0] = 'g';
  child = ipc_start (have_child, u);
  ipc_receive (&child.link, &sight, sizeof sight);
  ipc_join_exit (&child);
  if (!memory_becomes_attached (u->id, 1))
    return "a child's child does not detach";
  return sight.n != 3 ? "a child's child does not count"
         : sight.read != 'g' ? "a child's child has a copy" : NULL;
}

static const char *
see_exec (int id)
{
  struct ipc_child child = ipc_start (be_echo, NULL);
  const char *wrong = NULL;

  if (memory_attached (id) != 2)
    wrong = "a child does not count";
  ipc_tell (&child.link, 'x');
  /* What answers this is the program.  */
  ipc_tell (&child.link, 'p');
  ipc_expect (&child.link, 'p');
  if (wrong == NULL && !memory_becomes_attached (id, 1))
    wrong = "exec() does not detach";
  ipc_join_exit (&child);
  return wrong;
}

IPC_TEST (fork_inherited)
{
  const char *wrong;
  struct user u;

  u.id = memory_segment (2);
  u.memory = memory_attach (u.id, 0);
  wrong = memory_attached (u.id) == 1 ? see_twice (&u)
          : "one attachment does not count";
  if (wrong == NULL)
    wrong = see_end (&u, 1);
  if (wrong == NULL)
    wrong = see_end (&u, 0);
  if (wrong == NULL)
    wrong = see_generations (&u);
  if (wrong == NULL)
    wrong = see_exec (u.id);
  memory_detach (u.memory);
  if (wrong == NULL && memory_attached (u.id) != 0)
    wrong = "shmdt() does not detach";
  ipc_remove_sysv (IPC_SEGMENT, u.id);
  ipc_observe (wrong == NULL ? "inherited, then detached" : wrong);
}
