/* common.c - programs that fork.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

pid_t
open_kid (enum direction way, int *fd)
{
  int kids = way == TO_KID ? 0 : 1, error, ends[2];
  pid_t pid, parent = getpid ();

  if (pipe (ends) == -1)
    return -1;
  pid = fork ();
  if (pid == 0)
    {
      ipc_tie_to_parent (parent);
      IPC_SETUP (dup2 (ends[kids], kids) == kids);
      close (ends[0]);
      close (ends[1]);
      return 0;
    }
  error = errno;
  close (ends[kids]);
  if (pid == -1)
    close (ends[!kids]);
  *fd = ends[!kids];
  errno = error;
  return pid;
}

pid_t
(run_kid) (int way, int *fd, int (*body) (void *), void *arg)
{
  pid_t pid = open_kid (way, fd);

  if (pid == 0)
    _exit (body (arg));
  return pid;
}

int
close_kid (pid_t pid, int fd)
{
  int status;
  pid_t got;

  close (fd);
  do
    got = waitpid (pid, &status, 0);
  while (got == -1 && errno == EINTR);
  return got == pid ? status : -1;
}

struct ipc_child
fork_linked (struct ipc_link *childs)
{
  struct ipc_link_pair pair;
  struct ipc_child child;
  pid_t parent = getpid ();

  ipc_link_open (&pair);
  child.pid = fork ();
  IPC_SETUP (child.pid != -1);
  if (child.pid == 0)
    {
      ipc_tie_to_parent (parent);
      *childs = ipc_link_child (&pair);
      child.link = *childs;
    }
  else
    child.link = ipc_link_parent (&pair);
  return child;
}

const char *
pattern (void)
{
  static char bytes[PATTERN];
  size_t i;

  for (i = 0; i < PATTERN; i++)
    bytes[i] = (char) (i * 7 + i / 253);
  return bytes;
}

int
reads_pattern (int fd)
{
  static char got[PATTERN + 1];
  size_t total = 0;
  ssize_t n;

  while (total < sizeof got
         && ((n = read (fd, got + total, sizeof got - total)) > 0
             || (n == -1 && errno == EINTR)))
    total += n > 0 ? (size_t) n : 0;
  return total == PATTERN && memcmp (got, pattern (), PATTERN) == 0;
}

void
read_text (int fd, char *text, size_t size)
{
  size_t total = 0, fits;
  char piece[512];
  ssize_t n;

  while ((n = read (fd, piece, sizeof piece)) > 0
         || (n == -1 && errno == EINTR))
    {
      fits = n <= 0 ? 0 : (size_t) n;
      if (fits > size - 1 - total)
        fits = size - 1 - total;
      memcpy (text + total, piece, fits);
      total += fits;
    }
  IPC_SETUP (n == 0);
  text[total] = '\0';
}

int
exited_with (int status, int code)
{
  return status != -1 && WIFEXITED (status) && WEXITSTATUS (status) == code;
}

int
killed_by (int status, int signo)
{
  return status != -1 && WIFSIGNALED (status) && WTERMSIG (status) == signo;
}
