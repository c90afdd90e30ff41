/* mkfifo.c - mkfifo() by other means.
   SPDX-License-Identifier: BSD-2-Clause

   mknod() makes the FIFO where it may.  Where it may not (fifos.mknod) the
   commands mkfifo and mknod are tried, without a shell and by absolute
   name.  Needs no help from the caller's SIGCHLD handling, but changes it
   for the moment if children are not waited for.

   Shortfalls of the commands: mode bits outside 0666 come a moment after
   the FIFO does (fifos.mode_umask), when it has been opened, so that they
   are given to nothing that a stranger has put in its place; a writer who
   opens it in that moment finds a reader.  A failure's errno is found by
   looking at the path, with the rights of the real user (fifos.errors).  */

#include "process-calls.h"

#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "open-flags.h"

#ifndef PATH_MAX
# define PATH_MAX 4096
#endif

#if defined IPC_PROBE_HAVE_MKNOD && !IPC_PROBE_HAVE_MKNOD \
  && !defined IPC_NO_MKNOD
# define IPC_NO_MKNOD
#endif
#ifdef IPC_NO_MKNOD
# define mknod(path, mode, device) (errno = ENOSYS, -1)
#endif

/* What a command gives by the umask.  */
enum { BY_UMASK = 0666 };

static const char *const directories[] =
  { "/bin", "/usr/bin", "/sbin", "/usr/sbin", "/etc", "/usr/etc" };

/* Why PATH cannot be made, as far as one can see: an errno value, or 0.  */
static int
obstacle (const char *path)
{
  char parent[PATH_MAX];
  struct stat st;
  char *slash;

  if (lstat (path, &st) == 0)
    return EEXIST;
  if (errno != ENOENT || *path == '\0' || path[strlen (path) - 1] == '/')
    return errno;
  if (strlen (path) >= sizeof parent)
    return ENAMETOOLONG;
  slash = strrchr (strcpy (parent, path), '/');
  if (slash == NULL)
    strcpy (parent, ".");
  else
    slash[slash == parent] = '\0';
  return access (parent, W_OK | X_OK) == -1 ? errno : 0;
}

/* In a child: become COMMAND, which makes PATH.  UMASK_NOW gives the mode,
   for no mknod and not every mkfifo has an option for it.  */
static void
become (const char *command, const char *path, mode_t umask_now,
        const sigset_t *mask)
{
  const char *argv[4];
  int null = open ("/dev/null", O_RDWR);

  if (null != -1)
    dup2 (null, STDERR_FILENO);
  argv[0] = command;
  argv[1] = path;
  argv[2] = strstr (command, "mknod") != NULL ? "p" : NULL;
  argv[3] = NULL;
  umask (umask_now);
  sigprocmask (SIG_SETMASK, mask, NULL);
  execv (command, (char *const *) argv);
  _exit (127);
}

/* Run COMMAND; returns 0 if it succeeded.  SIGCHLD is blocked by now.  */
static int
run (const char *command, const char *path, mode_t umask_now,
     const sigset_t *mask)
{
  int status;
  pid_t got, pid = fork ();

  if (pid == -1)
    return -1;
  if (pid == 0)
    become (command, path, umask_now, mask);
  do
    got = waitpid (pid, &status, 0);
  while (got == -1 && errno == EINTR);
  return got == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0
         ? 0 : -1;
}

/* Try the commands called NAME; counts in *TRIED those that exist.  */
static int
try_commands (const char *name, const char *path, mode_t umask_now,
              const sigset_t *mask, int *tried)
{
  char command[32];
  size_t i;

  for (i = 0; i < sizeof directories / sizeof *directories; i++)
    {
      snprintf (command, sizeof command, "%s/%s", directories[i], name);
      if (access (command, X_OK) == 0 && ++*tried > 0
          && run (command, path, umask_now, mask) == 0)
        return 0;
    }
  return -1;
}

/* Both names in turn, with SIGCHLD such that run() can wait: neither taken
   by a handler of the caller nor thrown away.  */
static int
by_command (const char *path, mode_t umask_now, int *tried)
{
  struct sigaction was, now;
  sigset_t block, mask;
  int result;

  sigemptyset (&block);
  sigaddset (&block, SIGCHLD);
  if (sigprocmask (SIG_BLOCK, &block, &mask) == -1)
    return -1;
  sigaction (SIGCHLD, NULL, &was);
  now = was;
#ifdef SA_NOCLDWAIT
  now.sa_flags &= ~SA_NOCLDWAIT;
#endif
  if (was.sa_handler == SIG_IGN)
    now.sa_handler = SIG_DFL;
  if (now.sa_handler != was.sa_handler || now.sa_flags != was.sa_flags)
    sigaction (SIGCHLD, &now, NULL);
  result = try_commands ("mkfifo", path, umask_now, &mask, tried);
  if (result == -1)
    result = try_commands ("mknod", path, umask_now, &mask, tried);
  if (now.sa_handler != was.sa_handler || now.sa_flags != was.sa_flags)
    sigaction (SIGCHLD, &was, NULL);
  sigprocmask (SIG_SETMASK, &mask, NULL);
  return result;
}

/* Give MODE to the FIFO PATH, which is FOUND, and to nothing else.  */
static int
give_mode (const char *path, mode_t mode, const struct stat *found)
{
  struct stat st;
  int result, error;
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY);

  if (fd == -1)
    return -1;
  result = fstat (fd, &st);
  if (result == 0
      && (st.st_dev != found->st_dev || st.st_ino != found->st_ino))
    {
      errno = EEXIST;
      result = -1;
    }
  if (result == 0)
    result = fchmod (fd, mode);
  error = errno;
  close (fd);
  errno = error;
  return result;
}

/* What mknod(), failing with REFUSAL, would not do.  */
static int
make_by_command (const char *path, mode_t mode, int refusal)
{
  char dotted[PATH_MAX];
  struct stat st;
  mode_t mask = umask (0), umask_now;
  int error, tried = 0;

  umask (mask);
  error = obstacle (path);
  if (error == 0 && strlen (path) + 3 > sizeof dotted)
    error = ENAMETOOLONG;
  if (error == 0)
    {
      /* No name may look like an option.  */
      snprintf (dotted, sizeof dotted, "%s%s", *path == '-' ? "./" : "",
                path);
      mode &= ~mask & 07777;
      umask_now = ~mode & 0777;
      if ((mode & ~(mode_t) BY_UMASK) != 0)
        umask_now &= ~(mode_t) S_IRUSR; /* give_mode() must open it */
      if (by_command (dotted, umask_now, &tried) == 0
          && lstat (path, &st) == 0 && S_ISFIFO (st.st_mode)
          && st.st_uid == geteuid ())
        return (mode & ~(mode_t) BY_UMASK) == 0 ? 0
               : give_mode (path, mode, &st);
      error = tried == 0 ? ENOSYS : obstacle (path);
    }
  errno = error != 0 ? error : refusal;
  return -1;
}

int
ipc_fb_mkfifo (const char *path, mode_t mode)
{
  if (mknod (path, S_IFIFO | (mode & 07777), 0) == 0)
    return 0;
  if (errno != EPERM && errno != ENOSYS && errno != EINVAL
      && errno != EOPNOTSUPP)
    return -1;
  return make_by_command (path, mode, errno);
}
