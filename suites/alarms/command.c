/* command.c - commands whose time is up.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

static int
was_killed (const struct end *end)
{
  return end->result == 1 && WIFSIGNALED (end->status)
         && (WTERMSIG (end->status) == SIGKILL
             || WTERMSIG (end->status) == SIGTERM);
}

IPC_TEST (fork_exec_kill)
{
  struct errand timely = errand_make ("exit", "7"),
                missing = errand_make ("exit", "7"),
                endless = errand_make ("echo", NULL),
                short_timed = errand_make ("echo", NULL);
  struct end done, failed, stopped, expired;
  int outlives;

  done = errand_let_run (&timely);
  missing.argv[0] = (char *) "./missing";
  failed = errand_let_run (&missing);
  stopped = errand_stop (&endless, &outlives);
  short_timed.limit = ERRAND_SOON_MS;
  expired = errand_let_run (&short_timed);
  if (done.result != 0 || !WIFEXITED (done.status)
      || WEXITSTATUS (done.status) != 7)
    ipc_observe ("a timely end is lost");
  else if (failed.result != -1 || failed.error != ENOENT)
    ipc_observe ("the error of exec() is lost");
  else if (!was_killed (&stopped) || !was_killed (&expired))
    ipc_observe ("does not say that it was killed");
  else if (outlives)
    ipc_observe ("lives on");
  else
    ipc_observe (done.none_left && failed.none_left && stopped.none_left
                 && expired.none_left ? "killed and reaped"
                 : "a zombie stays");
}

/* A shell that has a command in the background and waits for it.  Without
   the redirections that would read from /dev/null.  */
static struct errand
make_tree (void)
{
  struct errand e = errand_make (NULL, NULL);

  e.argv[3] = e.argv[0];
  e.argv[0] = (char *) "/bin/sh";
  e.argv[1] = (char *) "-c";
  e.argv[2] = (char *) "exec 3<&0; \"$0\" echo <&3 3<&- & wait";
  return e;
}

IPC_TEST (fork_exec_kill_tree)
{
  struct errand alone = make_tree (), group = make_tree ();
  int shown, outlives;
  struct end end;

  alone.careless = 1;
  end = errand_stop (&alone, &shown);
  IPC_SETUP (was_killed (&end));
  end = errand_stop (&group, &outlives);
  if (!was_killed (&end) || !end.none_left || outlives)
    ipc_observe ("undefended");
  else
    ipc_observe (shown ? "shown" : "not shown");
}

static sigjmp_buf landing;
static volatile pid_t command;

static void
jump (int signo)
{
  (void) signo;
  siglongjmp (landing, 1);
}

/* What system() does, and an impatient caller of it; the command then is
   nobody's.  */
static int
jump_out_of_system (struct ipc_link *link, void *arg)
{
  struct errand *e = arg;
  pid_t pid;

  errand_take_ends (e);
  alarms_catch (jump, SA_RESTART);
  if (sigsetjmp (landing, 1) == 0)
    {
      command = fork ();
      IPC_SETUP (command != -1);
      if (command == 0)
        {
          execv (e->argv[0], e->argv);
          _exit (127);
        }
      while (waitpid (command, NULL, 0) == -1 && errno == EINTR)
        continue;
      ipc_tell (link, 'd');
      return 0;
    }
  close (STDOUT_FILENO);
  ipc_tell (link, 't');
  pid = command;
  ipc_await_zombie (pid);
  ipc_tell (link, 'z');
  while (waitpid (pid, NULL, 0) == -1 && errno == EINTR)
    continue;
  return 0;
}

IPC_TEST (system_zombie)
{
  struct errand hasty = errand_make ("echo", NULL), patient = hasty;
  struct end end;
  int stays = 0, outlives;

  errand_begin (&hasty, jump_out_of_system);
  IPC_SETUP (errand_lives (&hasty));
  ipc_await_blocked (hasty.runner.pid, "waitpid");
  IPC_SETUP (kill (hasty.runner.pid, SIGALRM) == 0);
  close (hasty.stop[1]);
  if (ipc_hear (&hasty.runner.link) == 't')
    {
      stays = errand_lives (&hasty);
      errand_finish (&hasty);
      ipc_expect (&hasty.runner.link, 'z');
    }
  ipc_join_exit (&hasty.runner);
  end = errand_stop (&patient, &outlives);
  if (!was_killed (&end) || !end.none_left || outlives)
    ipc_observe ("undefended");
  else
    ipc_observe (stays ? "shown" : "not shown");
}
