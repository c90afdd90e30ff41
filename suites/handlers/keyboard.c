/* keyboard.c - signals from the keyboard.
   SPDX-License-Identifier: BSD-2-Clause

   Each key is followed by a line: the line discipline takes them in order,
   so that whoever has read the line has been sent the signal.  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

struct keyboard
{
  struct ipc_pty pty;
  int tty;
  int signo;                    /* that is expected */
  struct ipc_witness background;
};

/* Read a line into TEXT, of SIZE bytes, whatever interrupts.  */
static size_t
read_line (int fd, char *text, size_t size)
{
  ssize_t n;

  do
    n = read (fd, text, size);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n > 0);
  return (size_t) n;
}

/* The answers of a child in the foreground.  */
enum { AS_EXPECTED = 'e', NO_SIGNAL = 'n', OTHER_SIGNAL = 'o',
       ELSEWHERE = 'w', NOT_ALL = 'a' };

static char
what_was_caught (int signo)
{
  return calls.n == 0 ? NO_SIGNAL
         : calls.n == 1 && calls.signo[0] == signo ? AS_EXPECTED
         : OTHER_SIGNAL;
}

/* So that they arrive in the body, not while it tells something.  */
static void
hold_keys (int on)
{
  (on ? ipc_block : ipc_unblock) (SIGINT);
  (on ? ipc_block : ipc_unblock) (SIGQUIT);
}

static int
catch_key (struct ipc_link *link, void *arg)
{
  struct keyboard *k = arg;
  char line[16];

  k->tty = ipc_pty_session (&k->pty);
  ipc_handle (SIGINT, note_call, 0);
  ipc_handle (SIGQUIT, note_call, 0);
  ipc_handle (SIGTSTP, note_call, 0);
  hold_keys (1);
  ipc_tell (link, 'r');
  hold_keys (0);
  read_line (k->tty, line, sizeof line);
  ipc_tell (link, what_was_caught (k->signo));
  return 0;
}

static void
observe_key (int key, int signo)
{
  struct keyboard k;
  struct ipc_child child;
  char caught;

  ipc_pty_open (&k.pty);
  k.signo = signo;
  child = ipc_start (catch_key, &k);
  ipc_expect (&child.link, 'r');
  ipc_pty_key (&k.pty, key);
  ipc_pty_type (&k.pty, "line\n");
  caught = ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (caught == AS_EXPECTED ? ipc_signal_name (signo)
               : caught == NO_SIGNAL ? "no signal" : "another signal");
}

IPC_TEST (kbd_intr)
{
  observe_key (IPC_KEY_INTR, SIGINT);
}

IPC_TEST (kbd_quit)
{
  observe_key (IPC_KEY_QUIT, SIGQUIT);
}

static int
read_and_tell (struct ipc_link *link, void *arg)
{
  struct keyboard *k = arg;
  char line[16];

  IPC_SETUP (signal (SIGTSTP, SIG_DFL) != SIG_ERR);
  ipc_tell (link, 'r');
  ipc_expect (link, 'g');
  read_line (k->tty, line, sizeof line);
  ipc_tell (link, 'd');
  /* Else its end may take the place of its going on.  */
  ipc_expect (link, 'q');
  return 0;
}

/* Wait until JOB has stopped, by the signal that is returned; or, 0, has read
   its line.  */
static int
stopped_by (struct ipc_child *job)
{
  int status;
  pid_t pid;

  do
    {
      pid = waitpid (job->pid, &status, WNOHANG | WUNTRACED);
      if (pid == 0 && ipc_heard (&job->link))
        return 0;
      sched_yield ();
    }
  while (pid == 0 || (pid == -1 && errno == EINTR));
  IPC_SETUP (pid == job->pid && WIFSTOPPED (status));
  return WSTOPSIG (status);
}

/* The leader of the session, whose job is not orphaned: only such jobs
   stop.  */
static int
lead_job (struct ipc_link *link, void *arg)
{
  struct keyboard *k = arg;
  struct ipc_child job;
  int signo;

  k->tty = ipc_pty_session (&k->pty);
  job = ipc_start (read_and_tell, k);
  ipc_pty_foreground (k->tty, ipc_pty_group (job.pid));
  ipc_expect (&job.link, 'r');
  ipc_tell (&job.link, 'g');
  ipc_tell (link, 'r');
  signo = stopped_by (&job);
  if (signo != 0)
    {
      IPC_SETUP (kill (job.pid, SIGCONT) == 0);
      ipc_await_continued (job.pid);
    }
  ipc_expect (&job.link, 'd');
  ipc_tell (&job.link, 'q');
  IPC_SETUP (ipc_join_exit (&job) == 0);
  ipc_tell (link, signo == 0 ? NO_SIGNAL
            : signo == SIGTSTP ? AS_EXPECTED : OTHER_SIGNAL);
  return 0;
}

IPC_TEST (kbd_susp)
{
  struct keyboard k;
  struct ipc_child leader;
  char heard;

  ipc_pty_open (&k.pty);
  leader = ipc_start (lead_job, &k);
  ipc_expect (&leader.link, 'r');
  ipc_pty_key (&k.pty, IPC_KEY_SUSP);
  ipc_pty_type (&k.pty, "line\n");
  heard = ipc_hear (&leader.link);
  IPC_SETUP (ipc_join_exit (&leader) == 0);
  ipc_observe (heard == NO_SIGNAL ? "does not stop"
               : heard == OTHER_SIGNAL ? "stops by another signal"
               : "SIGTSTP stops, SIGCONT continues");
}

static int
wait_for_line (struct ipc_link *link, void *arg)
{
  struct keyboard *k = arg;
  char line[16];

  ipc_handle (SIGINT, note_call, 0);
  hold_keys (1);
  ipc_tell (link, 'r');
  ipc_expect (link, 'g');
  hold_keys (0);
  read_line (k->tty, line, sizeof line);
  ipc_tell (link, what_was_caught (SIGINT));
  return 0;
}

/* The job's second process, which is asked when the line has been read.  */
static int
stand_by (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_handle (SIGINT, note_call, 0);
  ipc_tell (link, 'r');
  ipc_expect (link, 'q');
  ipc_tell (link, what_was_caught (SIGINT));
  return 0;
}

static char
ask_second (struct ipc_child *second)
{
  char heard;

  ipc_tell (&second->link, 'q');
  heard = ipc_hear (&second->link);
  IPC_SETUP (ipc_join_exit (second) == 0);
  return heard;
}

/* A job of two in the foreground, one in the background, the leader alone,
   who has the signal blocked, and looks whether it is pending.  */
static int
lead_two_jobs (struct ipc_link *link, void *arg)
{
  struct keyboard *k = arg;
  struct ipc_child job, second;
  char heard, also;

  k->tty = ipc_pty_session (&k->pty);
  ipc_pty_group (ipc_witness_start (&k->background, NULL, NULL));
  job = ipc_start (wait_for_line, k);
  second = ipc_start (stand_by, NULL);
  ipc_block (SIGINT);
  ipc_pty_foreground (k->tty, ipc_pty_group (job.pid));
  IPC_SETUP (setpgid (second.pid, job.pid) == 0);
  ipc_expect (&second.link, 'r');
  ipc_expect (&job.link, 'r');
  ipc_tell (&job.link, 'g');
  ipc_tell (link, 'r');
  heard = ipc_hear (&job.link);
  IPC_SETUP (ipc_join_exit (&job) == 0);
  also = ask_second (&second);
  ipc_tell (link, ipc_is_pending (SIGINT) ? ELSEWHERE
            : heard != AS_EXPECTED ? heard
            : also != AS_EXPECTED ? NOT_ALL : heard);
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

IPC_TEST (kbd_fg_only)
{
  struct keyboard k;
  struct ipc_child leader;
  int others;
  char heard;

  ipc_pty_open (&k.pty);
  ipc_witness_prepare (&k.background);
  leader = ipc_start (lead_two_jobs, &k);
  IPC_SETUP (ipc_witness_meet (&k.background));
  ipc_expect (&leader.link, 'r');
  ipc_pty_key (&k.pty, IPC_KEY_INTR);
  ipc_pty_type (&k.pty, "line\n");
  heard = ipc_hear (&leader.link);
  ipc_ask (&k.background.link, 'q');
  others = k.background.tally->n;
  ipc_witness_end (&k.background);
  IPC_SETUP (ipc_join_exit (&leader) == 0);
  ipc_observe (heard == ELSEWHERE ? "the session's leader, too"
               : others > 0 ? "the background, too"
               : heard == AS_EXPECTED ? "the foreground only"
               : heard == NOT_ALL ? "not all of the foreground"
               : "not the foreground");
}

/* 'd' if the interrupt character came as data.  */
static int
read_without_isig (struct ipc_link *link, void *arg)
{
  struct keyboard *k = arg;
  struct termios t;
  char line[16];
  size_t n;

  k->tty = ipc_pty_session (&k->pty);
  ipc_block (SIGINT);
  IPC_SETUP (tcgetattr (k->tty, &t) == 0);
  t.c_lflag &= ~(tcflag_t) ISIG;
  IPC_SETUP (tcsetattr (k->tty, TCSANOW, &t) == 0);
  ipc_tell (link, 'r');
  n = read_line (k->tty, line, sizeof line);
  ipc_tell (link, ipc_is_pending (SIGINT) ? 's'
            : n == 4 && memcmp (line, "a\003b\n", 4) == 0 ? 'd' : 'x');
  return 0;
}

IPC_TEST (kbd_isig_off)
{
  struct keyboard k;
  struct ipc_child child;
  char heard;

  ipc_pty_open (&k.pty);
  child = ipc_start (read_without_isig, &k);
  ipc_expect (&child.link, 'r');
  ipc_pty_type (&k.pty, "a\003b\n");
  heard = ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (heard == 'd' ? "data" : heard == 's' ? "SIGINT"
               : "other data");
}
