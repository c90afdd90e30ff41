/* start.c - starting a program that is given as a list.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

extern char **environ;

const char *
starter_name (enum starter how)
{
  static const char *const names[] =
    { "execv()", "execvp()", "posix_spawn()", "posix_spawnp()" };

  return names[how];
}

char *
helper (void)
{
  static char path[1100];

  if (*path == '\0')
    ipc_helper_path ("ipc_helper", path, sizeof path);
  return path;
}

void
private_pipe (int fd[2])
{
  int i;

  IPC_SETUP (pipe (fd) == 0);
  for (i = 0; i < 2; i++)
    IPC_SETUP (fcntl (fd[i], F_SETFD, FD_CLOEXEC) == 0);
}

static void
take (int fd, int as)
{
  if (fd != -1)
    IPC_SETUP (dup2 (fd, as) == as);
}

/* What a child tells by REPORT, and by its end if it starts.  */
static pid_t
by_exec (enum starter how, const char *path, char *const argv[], int in,
         int out)
{
  int report[2], error = 0;
  pid_t pid, parent = getpid ();
  ssize_t n;

  private_pipe (report);
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      ipc_tie_to_parent (parent);
      take (in, STDIN_FILENO);
      take (out, STDOUT_FILENO);
      if (how == BY_EXECV)
        execv (path, argv);
      else
        execvp (path, argv);
      error = errno;
      IPC_SETUP (write (report[1], &error, sizeof error)
                 == (ssize_t) sizeof error);
      _exit (127);
    }
  close (report[1]);
  do
    n = read (report[0], &error, sizeof error);
  while (n == -1 && errno == EINTR);
  close (report[0]);
  if (n != (ssize_t) sizeof error)
    return pid;
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  errno = error;
  return -1;
}

static pid_t
by_spawn (enum starter how, const char *path, char *const argv[], int in,
          int out)
{
  posix_spawn_file_actions_t actions;
  int error;
  pid_t pid = -1;

  error = posix_spawn_file_actions_init (&actions);
  if (error == 0 && in != -1)
    error = posix_spawn_file_actions_adddup2 (&actions, in, STDIN_FILENO);
  if (error == 0 && out != -1)
    error = posix_spawn_file_actions_adddup2 (&actions, out, STDOUT_FILENO);
  if (error != ENOSYS)
    {
      IPC_SETUP (error == 0);
      error = how == BY_SPAWN || how == BY_EXECV
              ? posix_spawn (&pid, path, &actions, NULL, argv, environ)
              : posix_spawnp (&pid, path, &actions, NULL, argv, environ);
      posix_spawn_file_actions_destroy (&actions);
    }
  errno = error;
  return error == 0 ? pid : -1;
}

pid_t
start_list (enum starter how, const char *path, char *const argv[], int in,
            int out)
{
  return (how == BY_EXECV || how == BY_EXECVP) && !ipc_mapped ("spawn")
         ? by_exec (how, path, argv, in, out)
         : by_spawn (how, path, argv, in, out);
}

pid_t
(open_list) (int how, int way, const char *path, char *const argv[], int out,
             int *fd)
{
  int ends[2], error;
  pid_t pid;

  private_pipe (ends);
  if (way == TO_KID)
    pid = start_list (how, path, argv, ends[0], out);
  else
    pid = start_list (how, path, argv, -1, ends[1]);
  error = errno;
  close (ends[way == TO_KID ? 0 : 1]);
  *fd = ends[way == TO_KID ? 1 : 0];
  if (pid == -1)
    close (*fd);
  errno = error;
  return pid;
}

int
run_list (enum starter how, const char *path, char *const argv[], char *text,
          size_t size)
{
  int fd;
  pid_t pid = open_list (how, FROM_KID, path, argv, -1, &fd);

  if (pid == -1)
    return -1;
  read_text (fd, text, size);
  return close_kid (pid, fd);
}

void
make_file (const char *name, const char *text, mode_t mode)
{
  int fd = open (name, O_WRONLY | O_CREAT | O_EXCL, 0600);

  IPC_SETUP (fd != -1);
  IPC_SETUP (ipc_write_all (fd, text, strlen (text)) == 0);
  IPC_SETUP (fchmod (fd, mode) == 0);
  close (fd);
}
