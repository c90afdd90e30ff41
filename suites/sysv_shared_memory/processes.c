/* processes.c - memory that several processes have.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
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
see_note (const volatile char *memory, const char *text)
{
  size_t length = strlen (text), i;

  for (i = 0; i < SEGMENT_SIZE; i++)
    if (memory[i] != (i < length ? text[i] : i < NOTE_SIZE ? 0 : '#'))
      {
        ipc_detail ("%d at %zu", memory[i], i);
        return "other bytes in the segment";
      }
  return NULL;
}

static const char *
write_and_read (struct program *p, const volatile char *memory)
{
  static const char first[] = "Message #1", second[] = "#2";
  const char *wrong;

  if (strcmp (run_program (p, "shm-write", first), "") != 0)
    return "cannot be written";
  wrong = see_note (memory, first);
  if (wrong != NULL)
    return wrong;
  if (strcmp (run_program (p, "shm-read", NULL), first) != 0)
    return p->text;
  run_program (p, "shm-write", second);
  wrong = see_note (memory, second);
  if (wrong != NULL)
    return wrong;
  return strcmp (run_program (p, "shm-read", NULL), second) == 0 ? NULL
         : "the old note";
}

IPC_TEST (create_rw)
{
  int id = memory_segment (SEGMENT_SIZE);
  volatile char *memory = memory_attach (id, 0);
  const char *wrong;
  struct program p;

  memset ((void *) memory, '#', SEGMENT_SIZE);
  snprintf (p.id, sizeof p.id, "%d", id);
  wrong = write_and_read (&p, memory);
  memory_detach (memory);
  if (wrong == NULL && shmctl (id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  if (wrong == NULL
      && strcmp (run_program (&p, "shm-read", NULL), "fails") != 0)
    wrong = "read when it is removed";
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_observe (wrong == NULL ? "read as it was written"
               : wrong[0] == '\0' ? "nothing is read" : wrong);
}

/* Two processes that store at the same time, each every second byte.  */
enum { STORES = 100000 };
struct storing
{
  int id;
  volatile char *memory;
};

static void
store (volatile char *memory, int first, char what)
{
  int i;

  for (i = 0; i < STORES; i++)
    memory[2 * i + first] = what;
}

/* How many stores are not there.  */
static int
count_lost (const volatile char *memory)
{
  int i, lost = 0;

  for (i = 0; i < STORES; i++)
    lost += (memory[2 * i] != 'p') + (memory[2 * i + 1] != 'c');
  return lost;
}

static int
store_other (struct ipc_link *link, void *arg)
{
  const int *id = arg;
  volatile char *memory = memory_attach (*id, 0);
  int lost;

  ipc_tell (link, 'a');
  ipc_expect (link, 'g');
  store (memory, 1, 'c');
  ipc_tell (link, 'd');
  ipc_expect (link, 'd');
  lost = count_lost (memory);
  ipc_send (link, &lost, sizeof lost);
  return 0;
}

/* The child attaches it at another address.  */
IPC_TEST (shared_between_processes)
{
  int id = memory_segment (2 * STORES), lost, other_lost;
  struct ipc_child child = ipc_start (store_other, &id);
  volatile char *memory = memory_attach (id, 0);

  ipc_expect (&child.link, 'a');
  ipc_tell (&child.link, 'g');
  store (memory, 0, 'p');
  ipc_expect (&child.link, 'd');
  lost = count_lost (memory);
  ipc_tell (&child.link, 'd');
  ipc_receive (&child.link, &other_lost, sizeof other_lost);
  ipc_join_exit (&child);
  memory_detach (memory);
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_detail ("of %d stores %d and %d", 2 * STORES, lost, other_lost);
  ipc_observe (lost == 0 && other_lost == 0 ? "no store is lost"
               : lost == 0 ? "the child loses stores"
               : other_lost == 0 ? "the parent loses stores"
               : "both lose stores");
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

static const char *
see_end (struct user *u)
{
  struct ipc_child child = memory_user (u);
  const char *wrong = NULL;

  if (memory_attached (u->id) != 2)
    wrong = "a child does not count";
  else if (u->memory[0] = 'f', memory_ask (&child, 'r') != 'f')
    wrong = "a child has a copy";
  else if (memory_ask (&child, 'w'), u->memory[1] != 'c')
    wrong = "what a child stores does not arrive";
  ipc_join_exit (&child);
  return wrong != NULL || memory_becomes_attached (u->id, 1) ? wrong
         : "the end of a process does not detach";
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
  wrong = memory_attached (u.id) == 1 ? see_end (&u)
          : "one attachment does not count";
  if (wrong == NULL)
    wrong = see_exec (u.id);
  memory_detach (u.memory);
  if (wrong == NULL && memory_attached (u.id) != 0)
    wrong = "shmdt() does not detach";
  ipc_remove_sysv (IPC_SEGMENT, u.id);
  ipc_observe (wrong == NULL ? "inherited, then detached" : wrong);
}

/* Memory that a child has by fork(): NULL, or what is not shared.  */
static const char *
see_mapping (volatile char *memory)
{
  struct user u;
  struct ipc_child child;
  const char *wrong = NULL;

  u.id = -1;
  u.memory = memory;
  child = memory_user (&u);
  memory[0] = 'm';
  if (memory_ask (&child, 'r') != 'm')
    wrong = "a store does not arrive";
  else if (memory_ask (&child, 'w'), memory[1] != 'c')
    wrong = "a store of the child does not arrive";
  ipc_join_exit (&child);
  return wrong != NULL || memory[1] == 'c' ? wrong : "gone with the child";
}

/* A file's, which read() and write() share.  */
static const char *
see_file (size_t size)
{
  int fd = open ("shared", O_RDWR | O_CREAT | O_EXCL, 0600);
  volatile char *memory;
  const char *wrong;
  char bytes[2];

  IPC_SETUP (fd != -1 && ftruncate (fd, (off_t) size) == 0);
  memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED)
    wrong = ipc_errno_name (errno);
  else
    {
      wrong = see_mapping (memory);
      IPC_SETUP (munmap ((void *) memory, size) == 0);
      if (wrong == NULL && (pread (fd, bytes, 2, 0) != 2
                            || memcmp (bytes, "mc", 2) != 0))
        wrong = "the file does not have it";
    }
  close (fd);
  unlink ("shared");
  return wrong;
}

IPC_TEST (mmap_shared)
{
  size_t size = (size_t) sysconf (_SC_PAGESIZE);
  volatile char *memory = mmap (NULL, size, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  const char *wrong = memory == MAP_FAILED ? ipc_errno_name (errno)
                      : see_mapping (memory);

  if (wrong != NULL)
    ipc_observef ("of no file: %s", wrong);
  else
    {
      wrong = see_file (size);
      if (wrong != NULL)
        ipc_observef ("of a file: %s", wrong);
      else
        ipc_observe ("both are shared");
    }
}
