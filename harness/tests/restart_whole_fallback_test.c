/* restart_whole_fallback_test.c - whole writes and objects of System V.
   SPDX-License-Identifier: BSD-2-Clause

   In a storm of signals: nothing may be missing or come twice.  */

#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>

#include "ipcompat-files.h"
#include "ipcompat-sysv.h"
#include "ipcompat-waits.h"
#include "restart-kit.h"

enum { MANY = 20000 };

/* Four MiB through a pipe: no write() of them is cut short.  */
CASE (whole_writes)
{
  enum { SIZE = 4 << 20 };
  unsigned char *block = malloc (SIZE), part[1000];
  int fd[2], i, status;
  ssize_t n, k;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (block != NULL && pipe (fd) == 0);
  for (i = 0; i < SIZE; i++)
    block[i] = (unsigned char) (i % 251);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      close (fd[0]);
      storm (1);
      _exit (ipc_write_whole (fd[1], block, SIZE) != SIZE);
    }
  close (fd[1]);
  for (i = 0; (n = read (fd[0], part, sizeof part)) > 0; i += (int) n)
    for (k = 0; k < n; k++)
      ATF_REQUIRE_EQ (block[i + k], part[k]);
  ATF_CHECK_EQ (SIZE, i);
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, status);
}

struct number
{
  long type;
  int value;
};

/* Leave who waits for the other process to the storm.  */
static void
pause_at (int value)
{
  static const struct timespec moment = { 0, 3000000 };

  if (value % 1000 == 0)
    ipc_fb_nanosleep (&moment, NULL);
}

static int
give_numbers (int queue, int set)
{
  struct sembuf give = { 0, 1, 0 };
  struct number m = { 1, 0 };

  for (; m.value < MANY; m.value++)
    {
      pause_at (m.value);
      if (ipc_fb_retry_msgsnd (queue, &m, sizeof m.value, 0) == -1)
        return 1;
      pause_at (m.value);
      if (ipc_fb_retry_semop (set, &give, 1) == -1)
        return 1;
    }
  return 0;
}

static const char *
take_numbers (int queue, int set)
{
  struct sembuf take = { 0, -1, 0 };
  struct number m;
  int i;

  for (i = 0; i < MANY; i++)
    {
      pause_at (i + 500);
      if (ipc_fb_retry_msgrcv (queue, &m, sizeof m.value, 0, 0)
          != sizeof m.value)
        return "msgrcv";
      if (m.value != i)
        return "another number";
      if (ipc_fb_retry_semop (set, &take, 1) == -1)
        return "semop";
    }
  return semctl (set, 0, GETVAL) == 0 ? NULL : "too many given";
}

/* A process that removes both when this one has ended, however.  */
static void
keep (int queue, int set)
{
  char byte;
  int line[2];
  pid_t pid;

  ATF_REQUIRE (pipe (line) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid != 0)
    {
      close (line[0]);
      fcntl (line[1], F_SETFD, FD_CLOEXEC);
      return;
    }
  setsid ();
  close (line[1]);
  while (read (line[0], &byte, 1) == -1)
    continue;
  msgctl (queue, IPC_RMID, NULL);
  semctl (set, 0, IPC_RMID);
  _exit (0);
}

/* Each number is sent, taken and counted once, by processes in a storm.  */
CASE (system_v)
{
  int queue = msgget (IPC_PRIVATE, 0600), status;
  int set = semget (IPC_PRIVATE, 1, 0600);
  const char *wrong;
  struct msqid_ds ds;
  pid_t pid, sender;

  (void) tc;
  keep (queue, set);
  if (queue == -1 || set == -1)
    atf_tc_skip ("no objects of System V");
  /* Room for four.  */
  ATF_REQUIRE (msgctl (queue, IPC_STAT, &ds) == 0);
  ds.msg_qbytes = 4 * sizeof (int);
  ATF_REQUIRE (msgctl (queue, IPC_SET, &ds) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  storm (pid == 0);
  if (pid == 0)
    _exit (give_numbers (queue, set));
  sender = start_storm (SIGUSR1);
  wrong = take_numbers (queue, set);
  end_storm (sender);
  msgctl (queue, IPC_RMID, NULL);
  ATF_CHECK_MSG (wrong == NULL, "%s", wrong);
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, status);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, whole_writes);
  ATF_TP_ADD_TC (tp, system_v);
  return atf_no_error ();
}
