/* prologue.c - the state in which every case starts.
   SPDX-License-Identifier: BSD-2-Clause

   Kyua leaves a blocked mask, ignored real-time signals and the caller's
   descriptors as they are; a case must not depend on who started it.  */

#include "prologue.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "report.h"
#include "nsig.h"

/* Close what leaked in.  A close-on-exec descriptor is ATF's own: from 0.22
   on it keeps the result file open during the body.  */
static void
close_strays (void)
{
  char is_open[IPC_FD_END];
  int fd;

  ipc_find_open (is_open);
  for (fd = 3; fd < IPC_FD_END; fd++)
    if (is_open[fd] && (fcntl (fd, F_GETFD) & FD_CLOEXEC) == 0)
      close (fd);
}

/* Descriptor 0 at end of file; 1 and 2 open, wherever they lead.  */
static void
order_standard_fds (void)
{
  int fd = open ("/dev/null", O_RDWR);

  IPC_SETUP (fd != -1);
  if (fd != 0)
    IPC_SETUP (dup2 (fd, 0) == 0);
  if (fcntl (1, F_GETFD) == -1)
    IPC_SETUP (dup2 (0, 1) == 1);
  if (fcntl (2, F_GETFD) == -1)
    IPC_SETUP (dup2 (0, 2) == 2);
  if (fd > 2)
    close (fd);
}

void
ipc_prologue (void)
{
  struct sigaction sa;
  sigset_t none;
  int signo;

  sa.sa_handler = SIG_DFL;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  for (signo = 1; signo < NSIG; signo++)
    if (signo != SIGKILL && signo != SIGSTOP)
      sigaction (signo, &sa, NULL);     /* fails for reserved numbers */
  sigemptyset (&none);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &none, NULL) == 0);
  order_standard_fds ();
  close_strays ();
  umask (022);
}
