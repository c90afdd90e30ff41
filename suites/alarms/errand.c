/* errand.c - running a command for a limited time.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

static char helper[1100];
static volatile pid_t command;
static volatile int careless;

static void
kill_command (int signo)
{
  (void) signo;
  kill (careless ? command : -command, SIGKILL);
}

/* In the child: tell why it could not become the command.  */
static void
become (char *const argv[], int report)
{
  int error;

  setpgid (0, 0);
  ipc_unblock (SIGALRM);
  execv (argv[0], argv);
  error = errno;
  IPC_SETUP (write (report, &error, sizeof error)
             == (ssize_t) sizeof error);
  _exit (127);
}

/* The errno that comes from there, or 0.  */
static int
hear_error (int report)
{
  int error = 0;
  ssize_t n;

  do
    n = read (report, &error, sizeof error);
  while (n == -1 && errno == EINTR);
  close (report);
  return n == (ssize_t) sizeof error ? error : 0;
}

/* What the page tells to do instead of system(): fork, exec, and kill when
   the time is up.  The fallback's own function needs STOP to be told.  */
static int
(run_timed) (char *const argv[], long limit, int stop, int *status)
{
  int report[2], error;

  (void) stop;
  IPC_SETUP (pipe (report) == 0);
  IPC_SETUP (fcntl (report[1], F_SETFD, FD_CLOEXEC) == 0);
  ipc_block (SIGALRM);
  alarms_catch (kill_command, 0);
  command = fork ();
  IPC_SETUP (command != -1);
  if (command == 0)
    become (argv, report[1]);
  close (report[1]);
  setpgid (command, command);
  if (limit == ERRAND_SOON_MS)
    alarms_expire_soon ();
  else
    alarm (ALARMS_FAR);
  ipc_unblock (SIGALRM);
  error = hear_error (report[0]);
  while (waitpid (command, status, 0) == -1)
    if (errno != EINTR)
      return -1;
  alarm (0);
  errno = error;
  return error != 0 ? -1 : WIFSIGNALED (*status);
}

/* Take the ends of the pipes that are a command's.  */
void
errand_take_ends (struct errand *e)
{
  IPC_SETUP (dup2 (e->feed[0], STDIN_FILENO) == STDIN_FILENO);
  IPC_SETUP (dup2 (e->output[1], STDOUT_FILENO) == STDOUT_FILENO);
  close (e->feed[1]);
  close (e->output[1]);
  close (e->stop[1]);
}

static int
run_errand (struct ipc_link *link, void *arg)
{
  struct errand *e = arg;
  struct end end;

  memset (&end, 0, sizeof end);
  careless = e->careless;
  errand_take_ends (e);
  end.result = careless
    ? (run_timed) (e->argv, e->limit, e->stop[0], &end.status)
    : run_timed (e->argv, e->limit, e->stop[0], &end.status);
  end.error = errno;
  close (STDOUT_FILENO);
  end.none_left = waitpid (-1, NULL, WNOHANG) == -1 && errno == ECHILD;
  ipc_send (link, &end, sizeof end);
  return 0;
}

void
errand_begin (struct errand *e, int (*body) (struct ipc_link *, void *))
{
  int i;

  IPC_SETUP (pipe (e->feed) == 0 && pipe (e->output) == 0
             && pipe (e->stop) == 0);
  for (i = 0; i < 2; i++)
    IPC_SETUP (fcntl (e->feed[i], F_SETFD, FD_CLOEXEC) == 0
               && fcntl (e->output[i], F_SETFD, FD_CLOEXEC) == 0
               && fcntl (e->stop[i], F_SETFD, FD_CLOEXEC) == 0);
  e->runner = ipc_start (body, e);
  close (e->output[1]);
}

/* Whether someone still copies.  FEED[0] stays open, so that nobody needs to
   read what is written to it.  */
int
errand_lives (struct errand *e)
{
  char byte = 0;

  IPC_SETUP (write (e->feed[1], "x", 1) == 1);
  return read (e->output[0], &byte, 1) == 1 && byte == 'x';
}

/* End all that copies; when this returns there is nobody.  */
void
errand_finish (struct errand *e)
{
  char byte;

  close (e->feed[1]);
  while (read (e->output[0], &byte, 1) > 0)
    continue;
  close (e->feed[0]);
  close (e->output[0]);
  close (e->stop[0]);
}

struct errand
errand_make (const char *verb, const char *argument)
{
  struct errand e;

  memset (&e, 0, sizeof e);
  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  e.limit = ERRAND_FAR_MS;
  e.argv[0] = helper;
  e.argv[1] = (char *) verb;
  e.argv[2] = (char *) argument;
  return e;
}

/* The time is up for the command of E, which is known to live.  */
static void
time_is_up (struct errand *e)
{
  if (ipc_mapped ("timed_command") && !e->careless)
    close (e->stop[1]);
  else
    {
      IPC_SETUP (kill (e->runner.pid, SIGALRM) == 0);
      close (e->stop[1]);
    }
}

static void
hear_end (struct errand *e, struct end *end)
{
  ipc_receive (&e->runner.link, end, sizeof *end);
  ipc_join_exit (&e->runner);
}

/* Run E to its own end, or until its timer expires.  */
struct end
errand_let_run (struct errand *e)
{
  struct end end;

  errand_begin (e, run_errand);
  hear_end (e, &end);
  close (e->stop[1]);
  errand_finish (e);
  return end;
}

/* Let E's time be up while it runs; *OUTLIVES: whether anything of it is
   there afterwards.  */
struct end
errand_stop (struct errand *e, int *outlives)
{
  struct end end;

  errand_begin (e, run_errand);
  IPC_SETUP (errand_lives (e));
  time_is_up (e);
  hear_end (e, &end);
  *outlives = errand_lives (e);
  errand_finish (e);
  return end;
}
