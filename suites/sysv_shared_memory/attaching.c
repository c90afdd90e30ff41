/* attaching.c - attaching segments, and removing those that are attached.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "sysv_shared_memory.h"

/* A byte of a segment.  */
struct place
{
  int id;
  size_t at;
};

/* Read what is stored there once it is attached; then write.  */
static int
write_to_it (struct ipc_link *link, void *arg)
{
  const struct place *p = arg;
  volatile char *memory = memory_attach (p->id, SHM_RDONLY);

  ipc_tell (link, 'a');
  ipc_expect (link, 'g');
  ipc_limit (RLIMIT_CORE, 0);
  ipc_handle (SIGSEGV, SIG_DFL, 0);
  ipc_handle (SIGBUS, SIG_DFL, 0);
  ipc_unblock (SIGSEGV);
  ipc_unblock (SIGBUS);
  ipc_tell (link, memory[p->at]);
  memory[p->at] = 'w';
  return 0;
}

/* What another process does to MEMORY, at P.  */
static const char *
see_reader (volatile char *memory, struct place *p)
{
  struct ipc_child child = ipc_start (write_to_it, p);
  int read, status, signo;

  ipc_expect (&child.link, 'a');
  memory[p->at] = 'o';
  ipc_tell (&child.link, 'g');
  read = ipc_hear (&child.link);
  status = ipc_join (&child);
  signo = WIFSIGNALED (status) ? WTERMSIG (status) : 0;
  ipc_detail ("%s", signo == 0 ? "no signal" : ipc_signal_name (signo));
  if (read != 'o')
    return "not read";
  if (memory[p->at] != 'o')
    return "written";
  return signo == SIGSEGV || signo == SIGBUS ? NULL : "another end";
}

/* The first byte, and the last one of several pages.  */
IPC_TEST (rdonly)
{
  size_t size = 3 * (size_t) sysconf (_SC_PAGESIZE);
  struct place p = { memory_segment (size), 0 };
  volatile char *memory = memory_attach (p.id, 0);
  const char *wrong = see_reader (memory, &p);

  p.at = size - 1;
  if (wrong == NULL)
    wrong = see_reader (memory, &p);
  memory_detach (memory);
  ipc_remove_sysv (IPC_SEGMENT, p.id);
  ipc_observe (wrong == NULL ? "read, and not written" : wrong);
}

/* Whether shmat() with ADDRESS fails as it is to; NULL, or what it does.  */
static const char *
refuses (int id, const void *address)
{
  void *memory;

  errno = 0;
  memory = shmat (id, address, 0);
  if (memory == NULL)
    return "0";
  if (memory != (void *) -1)
    return "attached";
  return errno == EINVAL ? NULL : ipc_errno_name (errno);
}

/* One address is none, and the other would be but for one byte: what was
   there has gone.  */
IPC_TEST (attach_failure)
{
  int id = memory_segment (1);
  volatile char *memory = memory_attach (id, 0);
  const char *wrong = refuses (-1, NULL);

  memory_detach (memory);
  if (wrong == NULL)
    wrong = refuses (id, (const void *) 1);
  if (wrong == NULL)
    wrong = refuses (id, (const void *) (memory + 1));
  ipc_remove_sysv (IPC_SEGMENT, id);
  if (wrong == NULL)
    wrong = refuses (id, NULL);
  ipc_observe (wrong == NULL ? "all ones, EINVAL" : wrong);
}

/* Whether nothing is left of ID: NULL, or what it still gives.  */
static const char *
is_gone (int id)
{
  struct shmid_ds ds;

  if (shmctl (id, IPC_STAT, &ds) == 0)
    return "IPC_STAT finds it";
  if (errno != EINVAL)
    return ipc_errno_name (errno);
  return refuses (id, NULL) == NULL ? NULL : "attached when it is gone";
}

/* Memory that a child and this process attach, each by itself; then it is
   removed.  */
struct both
{
  struct user u;
  volatile char *memory;
  struct ipc_child child;
};

static void
begin_both (struct both *b)
{
  memset (b, 0, sizeof *b);
  b->u.id = memory_segment (2);
  b->child = memory_user (&b->u);
  b->memory = memory_attach (b->u.id, 0);
}

static void
end_both (struct both *b)
{
  ipc_join_exit (&b->child);
  ipc_remove_sysv (IPC_SEGMENT, b->u.id);
}

IPC_TEST (rmid)
{
  const char *wrong;
  struct both b;
  int id;

  begin_both (&b);
  b.memory[0] = 'p';
  if (shmctl (b.u.id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  else
    {
      memory_detach (b.memory);
      wrong = memory_ask (&b.child, 'r') != 'p' ? "gone with the first"
              : memory_ask (&b.child, 'd') == 'd' ? is_gone (b.u.id)
              : "cannot be detached";
    }
  end_both (&b);
  id = memory_segment (1);
  if (wrong == NULL && shmctl (id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  if (wrong == NULL && is_gone (id) != NULL)
    wrong = "there when nobody has attached it";
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_observe (wrong == NULL ? "gone with the last detachment" : wrong);
}

/* A child that is born later has it by fork().  */
static const char *
see_heir (volatile char *memory)
{
  struct user u = { -1, memory };
  struct ipc_child child = memory_user (&u);
  const char *wrong = memory_differs (memory, &child);

  ipc_join_exit (&child);
  return wrong == NULL ? NULL : "not shared with a child that is born later";
}

IPC_TEST (rmid_attached)
{
  const char *wrong = NULL, *left;
  struct both b;

  begin_both (&b);
  b.memory[0] = 'p';
  if (shmctl (b.u.id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  else if (b.memory[0] != 'p' || memory_ask (&b.child, 'r') != 'p')
    wrong = "its contents are gone";
  if (wrong == NULL)
    wrong = memory_differs (b.memory, &b.child);
  if (wrong == NULL)
    wrong = see_heir (b.memory);
  end_both (&b);
  /* The child has ended: nobody else has it.  */
  if (wrong == NULL && b.memory[1] != 'c')
    wrong = "gone before the last has detached it";
  memory_detach (b.memory);
  left = memory_becomes_attached (b.u.id, -1) ? is_gone (b.u.id)
         : "there when the last has ended or detached it";
  if (wrong == NULL)
    wrong = left;
  ipc_observe (wrong == NULL ? "shared until detached" : wrong);
}

/* In another process: what the first byte is, or nothing.  */
static int
attach_other (struct ipc_link *link, void *arg)
{
  const int *id = arg;
  volatile char *memory;
  char read;

  ipc_expect (link, 'g');
  memory = shmat (*id, NULL, 0);
  if (memory == (void *) -1 || memory == NULL)
    ipc_tell (link, 'f');
  else
    {
      read = memory[0];
      memory_detach (memory);
      ipc_tell (link, read);
    }
  return 0;
}

/* Attached again as AGAIN: what is wrong with that, or NULL.  */
static const char *
attach_again (volatile char *memory, int id, volatile char **again)
{
  if (shmctl (id, IPC_RMID, NULL) == -1)
    return ipc_errno_name (errno);
  *again = shmat (id, NULL, 0);
  if (*again == (void *) -1 || *again == NULL)
    return *again == NULL ? "0" : ipc_errno_name (errno);
  if (*again == memory || (*again)[0] != 'a')
    return "another memory";
  (*again)[0] = 'b';
  return memory[0] == 'b' ? NULL : "a copy";
}

IPC_TEST (attach_after_rmid)
{
  int id = memory_segment (1);
  struct ipc_child child = ipc_start (attach_other, &id);
  volatile char *memory = memory_attach (id, 0), *again = NULL;
  const char *word, *left;
  int other;

  memory[0] = 'a';
  word = attach_again (memory, id, &again);
  ipc_tell (&child.link, 'g');
  other = ipc_hear (&child.link);
  ipc_join_exit (&child);
  if ((word == NULL) != (other == 'b'))
    word = "otherwise for another process";
  memory_detach (memory);
  if (word == NULL && again[0] != 'b')
    word = "gone while it is attached again";
  if (again != NULL && again != (void *) -1)
    memory_detach (again);
  left = is_gone (id);
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_observe (left != NULL ? left : word == NULL ? "attached again" : word);
}
