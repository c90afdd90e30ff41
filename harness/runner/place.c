/* place.c - where a run finds and leaves things.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"

/* A TMPDIR longer than this leaves too little of the 104 bytes that the
   name of a socket has.  */
enum { LONGEST_TMPDIR = 40 };

/* mkdir -p.  */
static int
make_directory (const char *name)
{
  char path[PATH_MAX];
  char *p;
  struct stat st;

  snprintf (path, sizeof path, "%s", name);
  for (p = path + 1; *p != '\0'; p++)
    if (*p == '/')
      {
        *p = '\0';
        if (mkdir (path, 0777) == -1 && errno != EEXIST && errno != EISDIR
            && errno != EROFS)
          break;
        *p = '/';
      }
  if (*p == '\0' && mkdir (path, 0777) == -1 && errno == EEXIST
      && (stat (path, &st) == -1 || !S_ISDIR (st.st_mode)))
    errno = ENOTDIR;
  if (access (name, W_OK | X_OK) == 0 && stat (name, &st) == 0
      && S_ISDIR (st.st_mode))
    return 0;
  ipc_error ("cannot write to the directory %s: %s", name,
             strerror (errno));
  return -1;
}

static int
make_scratch (struct ipc_places *p)
{
  const char *base = getenv ("TMPDIR");

  if (base == NULL || *base != '/' || strlen (base) > LONGEST_TMPDIR
      || access (base, W_OK | X_OK) != 0)
    base = "/tmp";
  snprintf (p->scratch, sizeof p->scratch, "%s/ipc.XXXXXX", base);
  if (mkdtemp (p->scratch) == NULL)
    {
      p->scratch[0] = '\0';
      ipc_error ("cannot make a directory in %s: %s", base, strerror (errno));
      return -1;
    }
  /* As Kyua's own: cases work there as a second user, too.  */
  chmod (p->scratch, 0755);
  return 0;
}

static int
make_new_store (struct ipc_places *p)
{
  int fd = -1;

  if (strlen (p->store) + sizeof ".XXXXXX" <= sizeof p->new_store)
    {
      strcat (strcpy (p->new_store, p->store), ".XXXXXX");
      fd = mkstemp (p->new_store);
    }
  else
    errno = ENAMETOOLONG;
  if (fd == -1)
    {
      p->new_store[0] = '\0';
      ipc_error ("cannot write %s: %s", p->store, strerror (errno));
      return -1;
    }
  close (fd);
  return 0;
}

/* An empty directory for stores, as far as they are Kyua's.  */
static int
make_stores (struct ipc_places *p)
{
  char name[PATH_MAX];
  DIR *d;
  struct dirent *e;

  if (make_directory (p->store) == -1)
    return -1;
  d = opendir (p->store);
  while (d != NULL && (e = readdir (d)) != NULL)
    if (strstr (e->d_name, "_test.db") != NULL)
      unlink (ipc_path (name, p->store, e->d_name));
  if (d != NULL)
    closedir (d);
  return 0;
}

int
ipc_next_store (struct ipc_places *p, const char *name)
{
  char file[160];

  snprintf (file, sizeof file, "%.150s.db", name);
  if (*ipc_path (p->new_store, p->store, file) != '\0')
    return 0;
  ipc_error ("cannot write to %s: %s", p->store, strerror (ENAMETOOLONG));
  return -1;
}

void
ipc_keep_next (struct ipc_places *p)
{
  p->new_store[0] = '\0';
}

/* NAME, made absolute, in BUFFER.  */
static void
absolute (char *buffer, const char *name)
{
  char here[PATH_MAX];

  if (*name == '/' || getcwd (here, sizeof here) == NULL)
    snprintf (buffer, PATH_MAX, "%s", name);
  else
    ipc_path (buffer, here, name);
}

int
ipc_find_places (struct ipc_places *p, const char *directory,
                 const char *store, int partial, int several)
{
  char build[PATH_MAX], kyuafile[PATH_MAX], whole[PATH_MAX];

  memset (p, 0, sizeof *p);
  ipc_find_build_tree (build);
  if (*build != '\0')
    {
      ipc_path (p->suites, build, "suites");
      ipc_path (p->faults, build, "harness/faults");
      ipc_path (p->report, build, "report");
    }
  else
    {
      ipc_find_installed (p->suites, IPC_PKGLIBEXECDIR "/suites");
      ipc_find_installed (p->faults, IPC_PKGLIBEXECDIR "/faults");
      absolute (p->report, "ipcompat-report");
    }
  if (access (ipc_path (kyuafile, p->suites, "Kyuafile"), R_OK) != 0)
    {
      ipc_error ("no suites in %s: %s", p->suites, strerror (errno));
      return -1;
    }
  if (directory != NULL)
    absolute (p->report, directory);
  if (partial)
    ipc_path (p->report, strcpy (whole, p->report), "partial");
  if (store != NULL)
    absolute (p->store, store);
  else
    ipc_path (p->store, p->report, several ? "stores" : "results.db");
  return make_directory (p->report) == -1
         || (several ? make_stores (p) : make_new_store (p)) == -1
         || make_scratch (p) == -1 ? -1 : 0;
}

int
ipc_keep_store (struct ipc_places *p)
{
  if (rename (p->new_store, p->store) == -1)
    {
      ipc_error ("cannot write %s: %s", p->store, strerror (errno));
      return -1;
    }
  p->new_store[0] = '\0';
  return 0;
}

/* For nftw(), before a directory: make it one that can be emptied.  */
static int
open_up (const char *name, const struct stat *st, int type, struct FTW *ftw)
{
  (void) ftw;
  if ((type == FTW_D || type == FTW_DNR) && (st->st_mode & 0700) != 0700)
    chmod (name, 0700);
  return 0;
}

static int
remove_one (const char *name, const struct stat *st, int type,
            struct FTW *ftw)
{
  (void) st;
  (void) ftw;
  if (type == FTW_DP || type == FTW_D || type == FTW_DNR)
    rmdir (name);
  else
    unlink (name);
  return 0;
}

void
ipc_drop_store (struct ipc_places *p)
{
  char journal[PATH_MAX + 16];

  if (*p->new_store == '\0')
    return;
  snprintf (journal, sizeof journal, "%s-journal", p->new_store);
  unlink (journal);
  unlink (p->new_store);
  p->new_store[0] = '\0';
}

void
ipc_leave_places (struct ipc_places *p)
{
  if (*p->scratch != '\0')
    {
      nftw (p->scratch, open_up, 16, FTW_PHYS);
      nftw (p->scratch, remove_one, 16, FTW_PHYS | FTW_DEPTH);
      p->scratch[0] = '\0';
    }
  ipc_drop_store (p);
}
