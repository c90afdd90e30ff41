/* self-path.c - where is the program that runs here?
   SPDX-License-Identifier: BSD-2-Clause

   From the platform where it tells, else from argv[0]: by itself if it has
   a slash, else through PATH as execvp() would have done.  hangup.exec_path
   and hangup.exec_cwd prove it.  To be asked at the start, before the
   current directory, PATH or the file change; what was started under a
   false argv[0], or for a script, only the platform may know.  */

#include "ipcompat-processes.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined __APPLE__
# include <mach-o/dyld.h>
#elif defined __FreeBSD__ || defined __DragonFly__
# include <sys/sysctl.h>
#endif

static int
refuse (int error)
{
  errno = error;
  return -1;
}

/* Resolve PATH into BUFFER.  */
static int
resolve (const char *path, char *buffer, size_t size)
{
  char *whole = realpath (path, NULL);
  size_t n;

  if (whole == NULL)
    return -1;
  n = strlen (whole) + 1;
  if (n <= size)
    memcpy (buffer, whole, n);
  free (whole);
  return n <= size ? 0 : refuse (ERANGE);
}

#if !defined __APPLE__ && !defined __FreeBSD__ && !defined __DragonFly__ \
    && !defined __sun
/* Linux marks what has been unlinked, or replaced, since.  */
static int
is_there (const char *path)
{
  static const char mark[] = " (deleted)";
  size_t n = strlen (path), size = sizeof mark - 1;

  return n < size || strcmp (path + n - size, mark) != 0
         || access (path, F_OK) == 0;
}
#endif

static int
ask_platform (char *buffer, size_t size)
{
#if defined __APPLE__
  char path[4096];
  uint32_t room = sizeof path;

  if (_NSGetExecutablePath (path, &room) == 0)
    return resolve (path, buffer, size);
#elif defined __FreeBSD__ || defined __DragonFly__
  int name[] = { CTL_KERN, KERN_PROC, KERN_PROC_PATHNAME, -1 };

  if (sysctl (name, 4, buffer, &size, NULL, 0) == 0)
    return 0;
  if (errno == ENOMEM)
    return refuse (ERANGE);
#elif defined __sun
  const char *path = getexecname ();

  /* As it was given to exec(): good until chdir().  */
  if (path != NULL)
    return resolve (path, buffer, size);
#else
  static const char *const links[] = { "/proc/self/exe", "/proc/curproc/exe" };
  size_t i;

  for (i = 0; i < sizeof links / sizeof *links; i++)
    {
      ssize_t n = readlink (links[i], buffer, size);

      if (n > 0 && (size_t) n == size)
        return refuse (ERANGE);
      if (n > 0 && buffer[0] == '/')
        {
          buffer[n] = '\0';
          return is_there (buffer) ? 0 : refuse (ENOENT);
        }
    }
#endif
  return refuse (ENOSYS);
}

static int
is_program (const char *path)
{
  struct stat st;

  return stat (path, &st) == 0 && S_ISREG (st.st_mode)
         && access (path, X_OK) == 0;
}

/* Go through PATH; an empty part is the current directory.  */
static int
search (const char *name, char *buffer, size_t size)
{
  const char *part = getenv ("PATH");

  while (part != NULL)
    {
      char path[4096];
      size_t n = strcspn (part, ":");
      int wanted = snprintf (path, sizeof path, "%.*s%s%s", (int) n, part,
                             n > 0 ? "/" : "./", name);

      if (wanted > 0 && (size_t) wanted < sizeof path && is_program (path))
        return resolve (path, buffer, size);
      part = part[n] == ':' ? part + n + 1 : NULL;
    }
  return refuse (ENOENT);
}

int
ipc_self_path (const char *argv0, int ways, char *buffer, size_t size)
{
  errno = ENOSYS;
  if ((ways & IPC_SELF_PLATFORM) != 0 && ask_platform (buffer, size) == 0)
    return 0;
  if ((ways & IPC_SELF_ARGV0) == 0)
    return -1;
  if (argv0 == NULL || *argv0 == '\0')
    return refuse (ENOENT);
  if (strchr (argv0, '/') == NULL)
    return search (argv0, buffer, size);
  return is_program (argv0) ? resolve (argv0, buffer, size)
         : refuse (ENOENT);
}
