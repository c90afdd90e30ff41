/* lifeline.c - children that die with their parent, and servants that do not.
   SPDX-License-Identifier: BSD-2-Clause

   Kyua kills a case's process group; a child that left it must not stay.  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined __linux__
# include <sys/prctl.h>
#elif defined __FreeBSD__
# include <sys/procctl.h>
#endif

#include "frame/report.h"
#include "child.h"

/* No case takes so long; only where the kernel offers nothing better.  */
enum { LIFETIME_SECONDS = 300 };

/* Above whatever a case has open.  */
enum { HIGHEST_FD = 1024 };

void
ipc_tie_to_parent (pid_t parent)
{
#if defined __linux__
  prctl (PR_SET_PDEATHSIG, SIGKILL);
#elif defined __FreeBSD__ && defined PROC_PDEATHSIG_CTL
  int signo = SIGKILL;

  procctl (P_PID, 0, PROC_PDEATHSIG_CTL, &signo);
#else
  alarm (LIFETIME_SECONDS);
#endif
  /* 0 stands for one that is not to be seen, or that nobody tells of.  */
  if (getppid () != parent && getppid () != 0)
    _exit (1);
}

/* A body may have SIGCHLD ignored: then there is nobody to wait for.  */
int
ipc_fork_servant (void)
{
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      /* Where there are no sessions, as in WASI, it stays in this one.  */
      setsid ();
      if ((pid = fork ()) == -1)
        _exit (1);
      if (pid == 0)
        return 0;
      _exit (0);
    }
  while (waitpid (pid, NULL, 0) == -1 && errno != ECHILD)
    IPC_SETUP (errno == EINTR);
  return 1;
}

void
ipc_settle (int in, int out)
{
  int fd, null = open ("/dev/null", O_RDWR);

  for (fd = 0; fd <= STDERR_FILENO; fd++)
    dup2 (null, fd);
  for (fd = 3; fd < HIGHEST_FD; fd++)
    if (fd != in && fd != out)
      close (fd);
  setsid ();
  if (chdir ("/") == -1)
    _exit (1);
}
