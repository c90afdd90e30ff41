/* ftok.c - keys of files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kit/command.h"
#include "sysv_keys.h"

enum { NO_KEY = -1 };

/* The key of a file that is there.  */
static key_t
key_of (const char *path, int id)
{
  key_t key = ftok (path, id);

  IPC_SETUP (key != (key_t) NO_KEY);
  return key;
}

/* The first of PATHS that has another key than KEY with ID.  */
static const char *
odd_one (const char *const *paths, int id, key_t key)
{
  int i;

  for (i = 0; paths[i] != NULL; i++)
    if (ftok (paths[i], id) != key)
      return paths[i];
  return key_of ("other", id) == key ? "another file" : NULL;
}

/* What is done to the file in between changes nothing either.  */
IPC_TEST (ftok_same)
{
  char here[3000], whole[3100];
  const char *paths[] =
    {
      "file", "./file", "sub/../file", ".//file", "hard", "sub/hard", "soft",
      "sub/soft", "chain", whole, NULL
    };
  const char *wrong;
  key_t key;

  IPC_SETUP (getcwd (here, sizeof here) != NULL);
  snprintf (whole, sizeof whole, "%s/file", here);
  ipc_make_file ("file", "");
  ipc_make_file ("other", "");
  IPC_SETUP (mkdir ("sub", 0700) == 0);
  IPC_SETUP (link ("file", "hard") == 0 && link ("file", "sub/hard") == 0);
  IPC_SETUP (symlink ("file", "soft") == 0 && symlink ("soft", "chain") == 0
             && symlink ("../file", "sub/soft") == 0);
  key = key_of ("file", 'a');
  wrong = odd_one (paths, 'a', key);
  ipc_make_file ("file", "longer");
  IPC_SETUP (chmod ("file", 0400) == 0);
  if (wrong == NULL)
    wrong = odd_one (paths, 200, key_of ("file", 200));
  if (wrong == NULL)
    wrong = odd_one (paths, 'a', key);
  if (wrong == NULL && rename ("file", "moved") == 0
      && ftok ("moved", 'a') != key)
    wrong = "its new name";
  if (wrong == NULL)
    ipc_observe ("one key");
  else
    ipc_observef ("another key by %s", wrong == whole ? "its whole name"
                  : wrong);
}

static int
order (const void *a, const void *b)
{
  const key_t *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

IPC_TEST (ftok_id)
{
  key_t keys[255];
  int i, different = 1, low = 1;

  ipc_make_file ("file", "");
  for (i = 0; i < 255; i++)
    keys[i] = key_of ("file", i + 1);
  for (i = 0; i < 255; i++)
    if (ftok ("file", i + 1 + 256) != keys[i]
        || ftok ("file", i + 1 + 0x7f00) != keys[i])
      low = 0;
  qsort (keys, 255, sizeof *keys, order);
  for (i = 1; i < 255; i++)
    different += keys[i] != keys[i - 1];
  ipc_detail ("id 0: key %#lx; id 1: %#lx",
              (unsigned long) ftok ("file", 0) & 0xffffffff,
              (unsigned long) key_of ("file", 1) & 0xffffffff);
  ipc_observef ("%d keys, %s", different, low ? "8 bits count"
                : "more than 8 bits count");
}

static const char *
of_missing (const char *path)
{
  key_t key;

  errno = 0;
  key = ftok (path, 'a');
  return key != (key_t) NO_KEY ? "a key" : errno == ENOENT ? NULL
         : ipc_errno_name (errno);
}

IPC_TEST (ftok_missing)
{
  static const char *const paths[] =
    { "never", "gone", "nowhere/file", "dangling", "" };
  const char *wrong = NULL;
  int i;

  ipc_make_file ("gone", "");
  key_of ("gone", 'a');
  IPC_SETUP (unlink ("gone") == 0 && symlink ("gone", "dangling") == 0);
  for (i = 0; i < 5 && wrong == NULL; i++)
    if (wrong = of_missing (paths[i]), wrong != NULL)
      ipc_detail ("\"%s\"", paths[i]);
  ipc_observe (wrong == NULL ? "-1, ENOENT" : wrong);
}

/* Where the file system gives it another number it has another key, unless
   just the bits that count are the same.  */
IPC_TEST (ftok_recreated)
{
  struct stat before, after;
  key_t old, new;

  ipc_make_file ("file", "");
  old = key_of ("file", 'a');
  IPC_SETUP (stat ("file", &before) == 0);
  IPC_SETUP (unlink ("file") == 0);
  ipc_make_file ("file", "");
  new = key_of ("file", 'a');
  IPC_SETUP (stat ("file", &after) == 0);
  ipc_detail ("file %lu, then %lu", (unsigned long) before.st_ino,
              (unsigned long) after.st_ino);
  if (before.st_ino == after.st_ino)
    ipc_observe (old == new ? "the same key"
                 : "another key for the same number");
  else if (old == new
           && (before.st_ino & 0xffff) != (after.st_ino & 0xffff))
    ipc_observe ("the same key for another number");
  else
    ipc_observe (old == new ? "the same key" : "another key");
}

/* A file of this host, which nobody makes anything for.  */
struct known
{
  key_t key;
  dev_t device;
  ino_t number;
};
enum { MOST_FILES = 6000 };

static int
look_into (const char *directory, struct known *known, int n)
{
  DIR *d = opendir (directory);
  struct dirent *e;
  struct stat st;
  char path[600];

  while (d != NULL && n < MOST_FILES && (e = readdir (d)) != NULL)
    {
      snprintf (path, sizeof path, "%s/%.255s", directory, e->d_name);
      if (stat (path, &st) == -1)
        continue;
      known[n].key = ftok (path, 'a');
      known[n].device = st.st_dev;
      known[n].number = st.st_ino;
      n += known[n].key != (key_t) NO_KEY;
    }
  if (d != NULL)
    closedir (d);
  return n;
}

static int
by_key (const void *a, const void *b)
{
  return order (&((const struct known *) a)->key,
                &((const struct known *) b)->key);
}

/* Of two that have the same key, the second one; NULL if there is none.  */
static const struct known *
find_double (struct known *known, int n)
{
  int i;

  qsort (known, (size_t) n, sizeof *known, by_key);
  for (i = 1; i < n; i++)
    if (known[i].key == known[i - 1].key
        && (known[i].number != known[i - 1].number
            || known[i].device != known[i - 1].device))
      return &known[i];
  return NULL;
}

/* Who makes an object for a file that has another one's key is told by
   IPC_EXCL, and notes the id of a private one.  NULL, or what is wrong.  */
static const char *
avoid_it (void)
{
  key_t key = ipc_sysv_key (IPC_QUEUE);
  int theirs = msgget (key, IPC_CREAT | IPC_EXCL | 0600), own;
  const char *wrong = NULL;

  IPC_SETUP (theirs != -1);
  if (msgget (key, IPC_CREAT | IPC_EXCL | 0600) != -1 || errno != EEXIST)
    wrong = "IPC_EXCL does not tell";
  own = ipc_sysv_private (IPC_QUEUE, 0);
  IPC_SETUP (own != -1 && ipc_send_message (own, 1, "own", 0) == 0);
  if (wrong == NULL
      && (strcmp (ipc_got_message (theirs, 0, IPC_NOWAIT), "ENOMSG") != 0
          || strcmp (ipc_got_message (own, 0, IPC_NOWAIT), "own") != 0))
    wrong = "the private one is shared";
  ipc_remove_sysv (IPC_QUEUE, own);
  ipc_remove_sysv (IPC_QUEUE, theirs);
  return wrong;
}

IPC_TEST (ftok_collision)
{
  static const char *const directories[] =
    {
      "/", "/bin", "/usr/bin", "/sbin", "/usr/sbin", "/usr/lib",
      "/usr/libexec", "/usr/include", "/etc", "/usr/share/man/man1",
      "/usr/share/man/man3", "/usr/share/doc", "/usr/share/zoneinfo"
    };
  static struct known known[MOST_FILES];
  const struct known *found;
  const char *wrong;
  size_t i;
  int n = 0;

  ipc_need_sysv (IPC_QUEUE);
  for (i = 0; i < sizeof directories / sizeof *directories; i++)
    n = look_into (directories[i], known, n);
  found = find_double (known, n);
  wrong = avoid_it ();
  if (found != NULL)
    ipc_detail ("files %lu and %lu, of %d", (unsigned long) found[-1].number,
                (unsigned long) found[0].number, n);
  else
    ipc_detail ("none of %d files", n);
  ipc_observe (wrong != NULL ? wrong : found != NULL ? "shown" : "not shown");
}
