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

/* Read, which is to succeed; then write.  */
static int
write_to_it (struct ipc_link *link, void *arg)
{
  const int *id = arg;
  volatile char *memory = memory_attach (*id, SHM_RDONLY);
  int read = memory[0];

  ipc_limit (RLIMIT_CORE, 0);
  ipc_handle (SIGSEGV, SIG_DFL, 0);
  ipc_handle (SIGBUS, SIG_DFL, 0);
  ipc_unblock (SIGSEGV);
  ipc_unblock (SIGBUS);
  ipc_tell (link, (char) read);
  memory[0] = 'w';
  return 0;
}

IPC_TEST (rdonly)
{
  int id = memory_segment (1), read, status, signo;
  volatile char *memory = memory_attach (id, 0);
  struct ipc_child child;
  const char *wrong = NULL;

  memory[0] = 'o';
  child = ipc_start (write_to_it, &id);
  read = ipc_hear (&child.link);
  status = ipc_join (&child);
  signo = WIFSIGNALED (status) ? WTERMSIG (status) : 0;
  ipc_detail ("%s", signo == 0 ? "no signal" : ipc_signal_name (signo));
  if (read != 'o')
    wrong = "not read";
  else if (memory[0] != 'o')
    wrong = "written";
  else if (signo != SIGSEGV && signo != SIGBUS)
    wrong = "another end";
  memory_detach (memory);
  ipc_remove_sysv (IPC_SEGMENT, id);
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

IPC_TEST (attach_failure)
{
  int id = memory_segment (1);
  const char *wrong = refuses (-1, NULL);

  if (wrong == NULL)
    wrong = refuses (id, (const void *) 1);
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
  if (shmctl (b.u.id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  else
    {
      memory_detach (b.memory);
      wrong = memory_ask (&b.child, 'd') == 'd' ? is_gone (b.u.id)
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

IPC_TEST (rmid_attached)
{
  const char *wrong = NULL;
  struct both b;

  begin_both (&b);
  b.memory[0] = 'p';
  if (shmctl (b.u.id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  else if (b.memory[0] != 'p' || memory_ask (&b.child, 'r') != 'p')
    wrong = "its contents are gone";
  else if (b.memory[0] = 'q', memory_ask (&b.child, 'r') != 'q')
    wrong = "a store does not arrive";
  else if (memory_ask (&b.child, 'w'), b.memory[1] != 'c')
    wrong = "a store of the other does not arrive";
  end_both (&b);
  /* The child has ended: nobody else has it.  */
  if (wrong == NULL && b.memory[1] != 'c')
    wrong = "gone before the last has detached it";
  memory_detach (b.memory);
  ipc_observe (wrong == NULL ? "shared until detached" : wrong);
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
  return *again != memory && (*again)[0] == 'a' ? NULL : "another memory";
}

IPC_TEST (attach_after_rmid)
{
  int id = memory_segment (1);
  volatile char *memory = memory_attach (id, 0), *again = NULL;
  const char *word, *left;

  memory[0] = 'a';
  word = attach_again (memory, id, &again);
  memory_detach (memory);
  if (word == NULL && again[0] != 'a')
    word = "gone while it is attached again";
  if (again != NULL && again != (void *) -1)
    memory_detach (again);
  left = is_gone (id);
  ipc_remove_sysv (IPC_SEGMENT, id);
  ipc_observe (left != NULL ? left : word == NULL ? "attached again" : word);
}
