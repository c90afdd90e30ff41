/* kid.c - a pipe to or from a copy of the program.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

extern char **environ;

static int
read_pattern (void *arg)
{
  (void) arg;
  return reads_pattern (STDIN_FILENO) ? 0 : 1;
}

static int
write_pattern (void *arg)
{
  (void) arg;
  return ipc_write_all (STDOUT_FILENO, pattern (), PATTERN) == 0 ? 0 : 1;
}

IPC_TEST (to_kid)
{
  int fd, wrote, status;
  pid_t pid;

  signal (SIGPIPE, SIG_IGN);
  pid = run_kid (TO_KID, &fd, read_pattern, NULL);
  IPC_SETUP (pid != -1);
  wrote = ipc_write_all (fd, pattern (), PATTERN);
  status = close_kid (pid, fd);
  if (wrote == -1)
    ipc_observef ("the kid does not read: %s", ipc_errno_name (errno));
  else
    ipc_observe (exited_with (status, 0) ? "all of it"
                 : "the kid reads something else");
}

IPC_TEST (from_kid)
{
  int fd, good, status;
  pid_t pid = run_kid (FROM_KID, &fd, write_pattern, NULL);

  IPC_SETUP (pid != -1);
  good = reads_pattern (fd);
  status = close_kid (pid, fd);
  ipc_observe (!good ? "the parent reads something else"
               : exited_with (status, 0) ? "all of it"
               : "the kid cannot write");
}

static int computed;
static char *remembered;

static void
on_signal (int signo)
{
  (void) signo;
}

/* A number for all of the environment, in its order.  */
static unsigned long
sum_environment (void)
{
  unsigned long sum = 0;
  const unsigned char *at;
  int i;

  for (i = 0; environ[i] != NULL; i++)
    {
      for (at = (const unsigned char *) environ[i]; *at != '\0'; at++)
        sum = (sum * 31 + *at) & 0xffffffff;
      sum = (sum * 31) & 0xffffffff;
    }
  return sum;
}

/* All that makes this program what it is by now.  */
static void
describe (const int file[2], char *text, size_t size)
{
  struct sigaction caught, ignored;
  struct stat here, above;
  mode_t mask = umask (0);

  umask (mask);
  IPC_SETUP (sigaction (SIGUSR1, NULL, &caught) == 0);
  IPC_SETUP (sigaction (SIGUSR2, NULL, &ignored) == 0);
  IPC_SETUP (stat (".", &here) == 0 && stat ("..", &above) == 0);
  snprintf (text, size, "%d %s %lx %03o %d %d %ld %ld %d", computed,
            remembered, sum_environment (), (unsigned) mask,
            caught.sa_handler == on_signal, ignored.sa_handler == SIG_IGN,
            (long) lseek (file[0], 0, SEEK_CUR),
            (long) lseek (file[1], 0, SEEK_CUR),
            here.st_ino != above.st_ino && access ("inside", F_OK) == 0);
}

/* A file that is read up to AT.  */
static int
open_at (const char *name, off_t at)
{
  int fd = open (name, O_RDWR | O_CREAT, 0600);

  IPC_SETUP (fd != -1 && write (fd, "contents", 8) == 8);
  IPC_SETUP (lseek (fd, at, SEEK_SET) == at);
  return fd;
}

/* Nothing of it is what a program starts with.  */
static void
become_special (int file[2])
{
  file[0] = open_at ("first", 3);
  file[1] = open_at ("second", 5);
  IPC_SETUP (mkdir ("deep", 0700) == 0 && chdir ("deep") == 0);
  IPC_SETUP (mkdir ("inside", 0700) == 0);
  IPC_SETUP (setenv ("IPC_SAFE_PIPES", "kept", 1) == 0);
  remembered = malloc (40);
  IPC_SETUP (remembered != NULL);
  computed = (int) getpid () % 1000 + 1;
  sprintf (remembered, "heap%d", computed);
  umask (027);
  ipc_handle (SIGUSR1, on_signal, 0);
  ipc_handle (SIGUSR2, SIG_IGN, 0);
}

IPC_TEST (same_program)
{
  char mine[200], kids[200];
  int fd, file[2], status;
  pid_t pid;

  become_special (file);
  describe (file, mine, sizeof mine);
  pid = open_kid (FROM_KID, &fd);
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      describe (file, kids, sizeof kids);
      _exit (ipc_write_all (STDOUT_FILENO, kids, strlen (kids)) == 0 ? 0 : 1);
    }
  read_text (fd, kids, sizeof kids);
  status = close_kid (pid, fd);
  if (strcmp (mine, kids) != 0)
    ipc_detail ("parent: %s; kid: %s", mine, kids);
  ipc_observe (exited_with (status, 0) && strcmp (mine, kids) == 0
               ? "the same" : "another");
}

/* How a kid ends, when the gate is opened.  */
struct end
{
  int gate[2];
  int signo;                    /* by this signal, or else with status 5 */
};

static int
end_behind_gate (void *arg)
{
  const struct end *e = arg;
  char text[8];

  read_text (STDIN_FILENO, text, sizeof text);
  read_text (e->gate[0], text, sizeof text);
  if (e->signo != 0)
    raise (e->signo);
  return 5;
}

static int
close_it (struct ipc_link *link, void *arg)
{
  struct end *e = arg;
  int fd, told[2];
  pid_t pid;

  close (e->gate[1]);
  pid = run_kid (TO_KID, &fd, end_behind_gate, e);
  IPC_SETUP (pid != -1);
  ipc_tell (link, 'c');
  told[0] = close_kid (pid, fd);
  ipc_tell (link, 'd');
  told[1] = waitpid (pid, NULL, WNOHANG) == -1 && errno == ECHILD;
  ipc_send (link, told, sizeof told);
  return 0;
}

/* The status that a program gets which closes the pipe to such a kid, or -1;
   *WAITS: whether it waits for the kid first.  */
static int
closing (int signo, int *waits)
{
  struct ipc_child program;
  struct end e;
  int told[2];

  e.signo = signo;
  IPC_SETUP (pipe (e.gate) == 0);
  program = ipc_start (close_it, &e);
  close (e.gate[0]);
  ipc_expect (&program.link, 'c');
  *waits = ipc_await_block_or_tell (&program, "waitpid") == IPC_BLOCKS;
  close (e.gate[1]);
  ipc_expect (&program.link, 'd');
  ipc_receive (&program.link, told, sizeof told);
  IPC_SETUP (ipc_join_exit (&program) == 0);
  return told[1] ? told[0] : -1;
}

/* The status of a kid that writes on when its parent has closed the pipe.  */
static int
closing_reader (void)
{
  char byte;
  int fd;
  pid_t pid = open_kid (FROM_KID, &fd);

  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      signal (SIGPIPE, SIG_DFL);
      while (write (STDOUT_FILENO, "x", 1) == 1)
        continue;
      _exit (5);
    }
  IPC_SETUP (read (fd, &byte, 1) == 1);
  return close_kid (pid, fd);
}

IPC_TEST (close_reaps)
{
  int waits[2], exited = closing (0, &waits[0]);
  int killed = closing (SIGTERM, &waits[1]), broken = closing_reader ();

  ipc_detail ("wait status %#x, %#x, %#x", (unsigned) exited,
              (unsigned) killed, (unsigned) broken);
  if (!waits[0] || !waits[1])
    ipc_observe ("does not wait");
  else if (exited == -1 || killed == -1 || broken == -1)
    ipc_observe ("leaves the kid");
  else if (!exited_with (exited, 5))
    ipc_observe ("another exit status");
  else if (!killed_by (killed, SIGTERM))
    ipc_observe ("loses the signal");
  else
    ipc_observe (killed_by (broken, SIGPIPE)
                 ? "waits, and tells how it ended" : "loses the SIGPIPE");
}

/* The rest of a program, which the kid is not to see.  */
static void
go_on (void)
{
  int fd = open ("marks", O_WRONLY | O_CREAT | O_APPEND, 0600);

  IPC_SETUP (fd != -1);
  IPC_SETUP (write (fd, "m", 1) == 1);
  close (fd);
}

static int
forget_to_exit (struct ipc_link *link, void *arg)
{
  char text[8];
  int fd;
  pid_t pid = open_kid (TO_KID, &fd);

  (void) link;
  IPC_SETUP (pid != -1);
  if (pid != 0)
    {
      ipc_write_all (fd, "data", 4);
      IPC_SETUP (close_kid (pid, fd) != -1);
    }
  else
    {
      read_text (STDIN_FILENO, text, sizeof text);
      if (*(int *) arg)
        _exit (0);
    }
  go_on ();
  return 0;
}

/* How often the rest is run.  */
static int
marks (int exits)
{
  struct ipc_child program;
  struct stat st;

  signal (SIGPIPE, SIG_IGN);
  unlink ("marks");
  program = ipc_start (forget_to_exit, &exits);
  IPC_SETUP (ipc_join_exit (&program) == 0);
  IPC_SETUP (stat ("marks", &st) == 0);
  return (int) st.st_size;
}

IPC_TEST (child_must_exit)
{
  int careless = marks (0), careful = marks (1);

  ipc_detail ("the rest runs %d times, or %d", careless, careful);
  if (careful != 1)
    ipc_observe ("undefended");
  else
    ipc_observe (careless == 2 ? "shown" : "not shown");
}
