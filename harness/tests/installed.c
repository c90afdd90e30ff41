/* installed.c - someone else's program, which uses what was installed.
   SPDX-License-Identifier: BSD-2-Clause

   Compiled in the strict environment, where some platforms' signal() resets;
   every call must behave, be it native or not.  Status 0 if all do.  */

#include <ipcompat.h>

#include <string.h>

static volatile sig_atomic_t deliveries;

static void
count (int signo)
{
  (void) signo;
  deliveries++;
}

static int
passes (int from, int to)
{
  char byte = 'a';

  return write (from, "b", 1) == 1 && read (to, &byte, 1) == 1 && byte == 'b';
}

int
main (void)
{
  struct stat st;
  int fd[2], status;
  pid_t pid;

  if (signal (SIGUSR1, count) == SIG_ERR || raise (SIGUSR1) != 0
      || signal (SIGUSR1, count) != count || deliveries != 1)
    return puts ("signal"), 1;
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) != 0
      || !passes (fd[0], fd[1]) || !passes (fd[1], fd[0]))
    return puts ("socketpair"), 1;
  if (mkfifo ("fifo", 0600) != 0 || stat ("fifo", &st) != 0
      || !S_ISFIFO (st.st_mode) || unlink ("fifo") != 0)
    return puts ("mkfifo"), 1;
  if ((pid = fork ()) == 0)
    _exit (setsid () == -1 ? 1 : 7);
  if (waitpid (pid, &status, 0) != pid || !WIFEXITED (status)
      || WEXITSTATUS (status) != 7)
    return puts ("setsid or waitpid"), 1;
  return 0;
}
