/* place.c - the directory in which fallbacks keep what has a name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process-lock.h"

#if defined __linux__ && defined __has_include
# if __has_include (<sys/auxv.h>)
#  include <sys/auxv.h>
# endif
#endif

/* Whether the program was given more rights than its caller's.  */
#if defined __linux__ && defined AT_SECURE
# define GOT_RIGHTS() (getauxval (AT_SECURE) != 0)
#elif defined __FreeBSD__ || defined __NetBSD__ || defined __OpenBSD__ \
  || defined __DragonFly__ || defined __APPLE__ || defined __sun
# define GOT_RIGHTS() issetugid ()
#else
# define GOT_RIGHTS() 0
#endif

/* Whether the environment is that of somebody with the same rights; as it was
   in the beginning, whatever the process becomes.  */
static int
trusts_caller (void)
{
  static volatile int known;
  int is = IPC_LOOK (&known);

  if (is == 0)
    {
      is = getuid () == geteuid () && getgid () == getegid ()
           && !GOT_RIGHTS () ? 1 : -1;
      IPC_EXCHANGE (&known, 0, is);
    }
  return is == 1;
}

/* NULL for the own one.  */
static const char *
named (const char *variable)
{
  const char *name = NULL;

  if (trusts_caller ())
    name = getenv (variable);
  return name != NULL && *name != '\0' ? name : NULL;
}

/* The umask may keep the user out of what is made.  It may also have been
   another process that has just made the own one, or was killed then; nobody
   else can put something in its place.  */
static int
open_to_user (const char *path, int is_new, struct stat *st)
{
  if (!is_new || !S_ISDIR (st->st_mode) || st->st_uid != geteuid ()
      || (st->st_mode & 0700) == 0700)
    return 0;
  return chmod (path, 0700) == -1 ? -1 : stat (path, st);
}

/* Somebody else may have been there first.  */
static int
check (const char *path, int is_own, struct stat *st)
{
  int (*look) (const char *, struct stat *) = is_own ? lstat : stat;
  int is_new = 0;

  if (look (path, st) == -1)
    {
      if (errno != ENOENT)
        return -1;
      is_new = mkdir (path, 0700) == 0;
      if ((!is_new && errno != EEXIST) || look (path, st) == -1)
        return -1;
    }
  if (open_to_user (path, is_own || is_new, st) == -1)
    return -1;
  errno = ENOTDIR;
  if (!S_ISDIR (st->st_mode))
    return -1;
  errno = EPERM;
  return is_own && (st->st_uid != geteuid () || (st->st_mode & 077) != 0)
         ? -1 : 0;
}

int
ipc_place_name (const char *variable, const char *own, char *path,
                size_t size)
{
  const char *name = named (variable);
  int n = name != NULL ? snprintf (path, size, "%s", name)
          : snprintf (path, size, "/tmp/ipcompat-%s-%lu", own,
                      (unsigned long) geteuid ());

  if (n >= 0 && (size_t) n < size)
    return name == NULL;
  errno = ENAMETOOLONG;
  return -1;
}

int
ipc_place_find (const char *variable, const char *own, char *path,
                size_t size, struct stat *st)
{
  int is_own = ipc_place_name (variable, own, path, size);

  return is_own == -1 ? -1 : check (path, is_own, st);
}
