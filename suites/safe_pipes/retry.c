/* retry.c - the page's loop around a fork() that fails.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

/* So many failures it bears.  */
enum { PATIENCE = 7 };

struct attempt
{
  int wanted;                   /* failures until forks are allowed */
  int failures, pauses;
  int opened, served;
};

/* In the place of the page's sleep.  */
static void
pause_between (struct attempt *a)
{
  if (++a->pauses == a->wanted)
    ipc_allow_forks ();
}

/* The kid takes a line and is content.  */
static void
be_served (void)
{
  char line[16];

  read_text (STDIN_FILENO, line, sizeof line);
  _exit (strcmp (line, "some data\n") == 0 ? 0 : 1);
}

static int
keep_trying (struct ipc_link *link, void *arg)
{
  struct attempt a = *(struct attempt *) arg;
  int count = 0, fd = -1;
  pid_t pid;

  if (a.wanted > 0)
    ipc_forbid_forks ();
  do
    {
      pid = open_kid (TO_KID, &fd);
      if (pid == -1)
        {
          IPC_SETUP (errno == EAGAIN);
          a.failures++;
          if (count++ >= PATIENCE)
            break;
          pause_between (&a);
        }
    }
  while (pid == -1);
  if (pid == 0)
    be_served ();
  a.opened = pid != -1;
  if (a.opened)
    a.served = ipc_write_all (fd, "some data\n", 10) == 0
               && exited_with (close_kid (pid, fd), 0);
  ipc_send (link, &a, sizeof a);
  return 0;
}

/* NULL, or what is wrong with a program whose fork() fails so often.  */
static const char *
trouble_after (int failures)
{
  struct attempt a;
  struct ipc_child program;
  int patient = failures <= PATIENCE;

  memset (&a, 0, sizeof a);
  a.wanted = failures;
  program = ipc_start (keep_trying, &a);
  ipc_receive (&program.link, &a, sizeof a);
  IPC_SETUP (ipc_join_exit (&program) == 0);
  if (failures > 0 && a.failures == 0)
    ipc_not_exercised ("no limit on processes");
  if (a.failures != failures)
    return a.failures > failures ? "fails when it need not"
           : "does not fail when it must";
  return a.opened != patient ? "gives up at another time"
         : a.opened && !a.served ? "the kid gets nothing" : NULL;
}

IPC_TEST (fork_retry_loop)
{
  static const int failures[] = { 0, 1, 2, PATIENCE, PATIENCE + 1 };
  const char *wrong = NULL;
  size_t i;

  ipc_need_fork_limit ();
  for (i = 0; i < sizeof failures / sizeof *failures && wrong == NULL; i++)
    wrong = trouble_after (failures[i]);
  if (wrong != NULL)
    ipc_observef ("after %d failures: %s", failures[i - 1], wrong);
  else
    ipc_observe ("bears 7 failures, not 8");
}
