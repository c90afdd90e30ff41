/* identity.c - what else tells one measurement from another.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "identity.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#if defined __FreeBSD__ || defined __OpenBSD__ || defined __DragonFly__ \
    || defined __APPLE__
# include <sys/param.h>
# include <sys/mount.h>
# define FILE_SYSTEM_CALL statfs
# define FILE_SYSTEM_TYPE f_fstypename
#elif defined __NetBSD__
# include <sys/statvfs.h>
# define FILE_SYSTEM_CALL statvfs
# define FILE_SYSTEM_TYPE f_fstypename
#elif defined __sun || defined _AIX || defined __hpux
# include <sys/statvfs.h>
# define FILE_SYSTEM_CALL statvfs
# define FILE_SYSTEM_TYPE f_basetype
#endif

#include "environment.h"

/* The emulator's program says it, where its file can be seen from here.  */
static void
ask_emulator (char *version, size_t size)
{
  static const char letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
  char program[1024], command[1100], line[256], found[32];
  FILE *f;

  if (!ipc_emulator (program, sizeof program)
      || strspn (program, letters) != strlen (program))
    return;
  snprintf (command, sizeof command, "%s --version 2>/dev/null", program);
  f = popen (command, "r");
  if (f == NULL)
    return;
  if (fgets (line, sizeof line, f) != NULL
      && sscanf (line, "%*s version %31[0-9.]", found) == 1)
    snprintf (version, size, "%s", found);
  pclose (f);
}

void
ipc_environment_version (const char *environment, char *version, size_t size)
{
  version[0] = '\0';
  if (strcmp (environment, "qemu-user") == 0)
    ask_emulator (version, size);
}

#ifdef FILE_SYSTEM_CALL

void
ipc_file_system (char *type, size_t size)
{
  struct FILE_SYSTEM_CALL s;

  type[0] = '\0';
  if (FILE_SYSTEM_CALL (".", &s) == 0)
    snprintf (type, size, "%s", s.FILE_SYSTEM_TYPE);
}

#else

/* Make \ooo in TEXT, which blanks are in that file, the bytes that they
   stand for.  */
static void
decode (char *text)
{
  unsigned byte;
  char *to = text;

  for (; *text != '\0'; text++)
    if (*text == '\\' && sscanf (text + 1, "%3o", &byte) == 1)
      {
        *to++ = (char) byte;
        text += 3;
      }
    else
      *to++ = *text;
  *to = '\0';
}

/* How much of PATH the mount point WHERE is; 0 if PATH is not on it.  */
static size_t
covers (const char *where, const char *path)
{
  size_t n = strlen (where);

  if (strcmp (where, "/") == 0)
    return 1;
  return strncmp (where, path, n) == 0 && (path[n] == '/' || path[n] == '\0')
         ? n : 0;
}

/* Linux lists its mounts, the later ones over the earlier; the numbers that
   statfs() has would want a table.  Elsewhere there is no such file.  */
void
ipc_file_system (char *type, size_t size)
{
  char line[4096], where[2048], name[64], path[2048];
  size_t n, best = 0;
  const char *rest;
  FILE *f = fopen ("/proc/self/mountinfo", "r");

  type[0] = '\0';
  if (f == NULL || getcwd (path, sizeof path) == NULL)
    path[0] = '\0';
  while (f != NULL && fgets (line, sizeof line, f) != NULL)
    if (sscanf (line, "%*s %*s %*s %*s %2047s", where) == 1
        && (rest = strstr (line, " - ")) != NULL
        && sscanf (rest + 3, "%63s", name) == 1)
      {
        decode (where);
        n = covers (where, path);
        if (n < best || n == 0)
          continue;
        best = n;
        snprintf (type, size, "%s", name);
      }
  if (f != NULL)
    fclose (f);
}

#endif
