/* families.c - the three families of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "facilities/semun.h"
#include "overview.h"

static int
send_message (struct ipc_link *link, void *arg)
{
  (void) link;
  return ipc_send_message (*(int *) arg, 5, "from there", IPC_NOWAIT);
}

static int
add_three (struct ipc_link *link, void *arg)
{
  (void) link;
  return ipc_change_semaphore (*(int *) arg, 0, 3, IPC_NOWAIT);
}

static int
write_byte (struct ipc_link *link, void *arg)
{
  char *at = shmat (*(int *) arg, NULL, 0);

  (void) link;
  if (at == (void *) -1)
    return 1;
  *at = 3;
  return shmdt (at);
}

/* Whether another process has done BODY to ID.  */
static int
have_done (int (*body) (struct ipc_link *, void *), int id)
{
  struct ipc_child child = ipc_start (body, &id);

  return ipc_join_exit (&child) == 0;
}

static int
queue_carries (int id)
{
  return have_done (send_message, id)
         && strcmp (ipc_got_message (id, 5, IPC_NOWAIT), "from there") == 0;
}

static int
semaphore_carries (int id)
{
  return have_done (add_three, id) && semctl (id, 0, GETVAL) == 3;
}

static int
segment_carries (int id)
{
  const char *at;
  int carries;

  if (!have_done (write_byte, id))
    return 0;
  at = shmat (id, NULL, 0);
  if (at == (void *) -1)
    return 0;
  carries = *at == 3;
  return shmdt (at) == 0 && carries;
}

/* Three families, one shape.  */
#define DESCRIBE(name, type, stat, perm)               \
  static int                                           \
  describe_##name (int id, long *user, int *mode)      \
  {                                                    \
    type ds;                                           \
                                                       \
    if (stat == -1)                                    \
      return -1;                                       \
    *user = (long) ds.perm.uid;                        \
    *mode = (int) (ds.perm.mode & 0777);               \
    return 0;                                          \
  }
#define CHANGE(name, type, stat, set, perm)            \
  static int                                           \
  change_##name (int id, int mode)                     \
  {                                                    \
    type ds;                                           \
                                                       \
    if (stat == -1)                                    \
      return -1;                                       \
    ds.perm.mode = (unsigned short) mode;              \
    return set;                                        \
  }

DESCRIBE (queue, struct msqid_ds, msgctl (id, IPC_STAT, &ds), msg_perm)
CHANGE (queue, struct msqid_ds, msgctl (id, IPC_STAT, &ds),
  msgctl (id, IPC_SET, &ds), msg_perm)
DESCRIBE (segment, struct shmid_ds, shmctl (id, IPC_STAT, &ds), shm_perm)
CHANGE (segment, struct shmid_ds, shmctl (id, IPC_STAT, &ds),
  shmctl (id, IPC_SET, &ds), shm_perm)

DESCRIBE (semaphore, struct semid_ds, ipc_semctl_stat (id, IPC_STAT, &ds),
  sem_perm)
CHANGE (semaphore, struct semid_ds, ipc_semctl_stat (id, IPC_STAT, &ds),
  ipc_semctl_stat (id, IPC_SET, &ds), sem_perm)

static int
destroy_queue (int id)
{
  return msgctl (id, IPC_RMID, NULL);
}

static int
destroy_semaphore (int id)
{
  return semctl (id, 0, IPC_RMID);
}

static int
destroy_segment (int id)
{
  return shmctl (id, IPC_RMID, NULL);
}

const struct overview_family overview_families[OVERVIEW_FAMILIES] =
{
  { IPC_QUEUE, "messages", queue_carries, describe_queue, change_queue,
    destroy_queue },
  { IPC_SEMAPHORES, "semaphores", semaphore_carries, describe_semaphore,
    change_semaphore, destroy_semaphore },
  { IPC_SEGMENT, "memory", segment_carries, describe_segment, change_segment,
    destroy_segment }
};

/* Whether WORD says that a family is missing, forbidden, or has a limit of
   none, which memory may have of its size.  */
static int
is_absence (int kind, const char *word)
{
  return (kind == IPC_SEGMENT && strcmp (word, "EINVAL") == 0)
         || strcmp (word, "ENOSYS") == 0 || strcmp (word, "SIGSYS") == 0
         || strcmp (word, "EPERM") == 0 || strcmp (word, "EACCES") == 0
         || strcmp (word, "disabled") == 0;
}

/* "works", or why it does not: what making one says.  */
static const char *
state (const struct overview_family *f)
{
  const char *word = ipc_sysv_state (f->kind);
  int id;

  if (is_absence (f->kind, word))
    return word;
  if (strcmp (word, "works") != 0)
    {
      /* Without room it is not exercised.  */
      if (strcmp (word, "ENOSPC") == 0 || strcmp (word, "ENOMEM") == 0
          || strcmp (word, "EAGAIN") == 0)
        ipc_need_sysv (f->kind);
      ipc_compare (f->name, word, "works");
      return word;
    }
  id = ipc_sysv_private (f->kind, 1);
  IPC_SETUP (id != -1);
  if (!f->carries (id))
    ipc_compare (f->name, "carry nothing", "carries");
  ipc_remove_sysv (f->kind, id);
  return word;
}

IPC_TEST (sysv)
{
  const char *words[OVERVIEW_FAMILIES];
  int i, n = 0;

  for (i = 0; i < OVERVIEW_FAMILIES; i++)
    {
      words[i] = state (&overview_families[i]);
      n += strcmp (words[i], "works") == 0;
    }
  ipc_detail ("messages: %s; semaphores: %s; memory: %s", words[0], words[1],
              words[2]);
  ipc_observe_right (n == OVERVIEW_FAMILIES ? "all three"
                     : n > 0 ? "some of them" : "absent");
}

static void
see_one (const struct overview_family *f)
{
  int id = ipc_sysv_private (f->kind, 1), mode = 0;
  long user = -1;

  IPC_SETUP (id != -1);
  ipc_compare_value (f->name, f->describe (id, &user, &mode), 0);
  ipc_compare_value ("its user", user, (long) geteuid ());
  ipc_compare_value ("its mode", mode, 0600);
  ipc_compare_value ("another mode", f->change (id, 0440), 0);
  ipc_compare_value (f->name, f->describe (id, &user, &mode), 0);
  ipc_compare_value ("its mode then", mode, 0440);
  ipc_compare_value ("removal", f->destroy (id), 0);
  ipc_compare_value (f->name, f->describe (id, &user, &mode), -1);
  ipc_compare ("removed", ipc_errno_name (errno), "EINVAL");
  ipc_remove_sysv (f->kind, id);
}

IPC_TEST (similar_ipc)
{
  int i;

  for (i = 0; i < OVERVIEW_FAMILIES; i++)
    {
      ipc_need_sysv (overview_families[i].kind);
      see_one (&overview_families[i]);
    }
  ipc_observe_right ("alike");
}

/* Whether the programs beside them can tell.  */
static int
has_program (const char *name)
{
  char command[64];
  int held = ipc_hold (), has;

  snprintf (command, sizeof command, "command -v %s >/dev/null 2>&1", name);
  has = system (command) == 0;
  ipc_release (held);
  return has;
}

/* Whether a line of what "ipcs -LETTER" prints has NUMBER as a word of its
   own; *MISSING is set if it says that there is no such thing.  */
static int
lists (int letter, int number, int *missing)
{
  char line[512], *word;
  int found = 0;
  FILE *f;

  snprintf (line, sizeof line, "ipcs -%c 2>&1", letter);
  f = popen (line, "r");
  IPC_SETUP (f != NULL);
  while (fgets (line, sizeof line, f) != NULL)
    {
      if (strstr (line, "not in system") != NULL
        || strstr (line, "not configured") != NULL)
        *missing = 1;
      for (word = strtok (line, " \t\n"); word != NULL;
           word = strtok (NULL, " \t\n"))
        if (strtol (word, NULL, 10) == number && word[0] != '0')
          found = 1;
    }
  ipc_compare_value ("the status of ipcs", pclose (f), 0);
  return found;
}

/* Its number is not one of others' in a line of three words or more.  */
static void
report_on (const struct overview_family *f, int *missing)
{
  int id, others, before = *missing;

  if (strcmp (ipc_sysv_state (f->kind), "ENOSYS") == 0)
    {
      lists (f->kind, -1, missing);
      ipc_compare_value ("missing, and not said", *missing, 1);
      return;
    }
  ipc_need_sysv (f->kind);
  /* 0 is written in many columns.  */
  id = ipc_sysv_private (f->kind, 1);
  others = id;
  if (id == 0)
    id = ipc_sysv_private (f->kind, 1);
  IPC_SETUP (id > 0);
  ipc_compare (f->name, lists (f->kind, id, missing) ? "are listed"
               : "are not listed", "are listed");
  ipc_compare_value ("there, and said to be missing", *missing, before);
  ipc_remove_sysv (f->kind, id);
  if (others != id)
    ipc_remove_sysv (f->kind, others);
}

IPC_TEST (similar_ipcs)
{
  int i, missing = 0;

  if (!has_program ("ipcs"))
    {
      ipc_observe ("absent");
      return;
    }
  for (i = 0; i < OVERVIEW_FAMILIES; i++)
    report_on (&overview_families[i], &missing);
  ipc_observe_right (missing ? "says what is missing" : "reports on all three");
}
