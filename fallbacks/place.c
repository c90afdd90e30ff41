/* place.c - the directory in which fallbacks keep what has a name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* NULL for the own one.  */
static const char *
named (const char *variable)
{
  const char *name = NULL;

  if (getuid () == geteuid () && getgid () == getegid ())
    name = getenv (variable);
  return name != NULL && *name != '\0' ? name : NULL;
}

/* Somebody else may have been there first.  */
static int
check (const char *path, int is_own, struct stat *st)
{
  int (*look) (const char *, struct stat *) = is_own ? lstat : stat;

  if (look (path, st) == -1
      && (errno != ENOENT || (mkdir (path, 0700) == -1 && errno != EEXIST)
          || look (path, st) == -1))
    return -1;
  errno = ENOTDIR;
  if (!S_ISDIR (st->st_mode))
    return -1;
  errno = EPERM;
  return is_own && (st->st_uid != geteuid () || (st->st_mode & 077) != 0)
         ? -1 : 0;
}

int
ipc_place_find (const char *variable, const char *own, char *path,
                size_t size, struct stat *st)
{
  const char *name = named (variable);
  int n = name != NULL ? snprintf (path, size, "%s", name)
          : snprintf (path, size, "/tmp/ipcompat-%s-%lu", own,
                      (unsigned long) geteuid ());

  if (n < 0 || (size_t) n >= size)
    {
      errno = ENAMETOOLONG;
      return -1;
    }
  return check (path, name == NULL, st);
}
