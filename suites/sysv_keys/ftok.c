/* ftok.c - keys of files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
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

/* Another process asks in the directory "sub".  */
static int
ask_elsewhere (struct ipc_link *link, void *arg)
{
  key_t key;

  (void) arg;
  IPC_SETUP (chdir ("sub") == 0);
  key = ftok ("../file", 'a');
  ipc_send (link, &key, sizeof key);
  return 0;
}

static key_t
key_elsewhere (void)
{
  struct ipc_child child = ipc_start (ask_elsewhere, NULL);
  key_t key;

  ipc_receive (&child.link, &key, sizeof key);
  ipc_join_exit (&child);
  return key;
}

/* NULL, or which name of the directory "sub" has another key than KEY.  */
static const char *
odd_directory (key_t key)
{
  static const char *const paths[] =
    { "sub", "./sub", "sub/", "sub/.", "way", "way/", NULL };

  return odd_one (paths, 'a', key);
}

/* What is done to the file in between changes nothing either.  */
IPC_TEST (ftok_same)
{
  char here[3000], whole[3100];
  const char *paths[] =
    {
      "file", "./file", "sub/../file", ".//file", "hard", "sub/hard", "soft",
      "sub/soft", "chain", "way/hard", whole, NULL
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
             && symlink ("../file", "sub/soft") == 0
             && symlink ("sub", "way") == 0);
  key = key_of ("file", 'a');
  wrong = odd_one (paths, 'a', key);
  ipc_make_file ("file", "longer");
  IPC_SETUP (chmod ("file", 0400) == 0 && link ("file", "harder") == 0);
  if (wrong == NULL)
    wrong = odd_one (paths, 200, key_of ("file", 200));
  if (wrong == NULL)
    wrong = odd_one (paths, 'a', key);
  if (wrong == NULL && key_elsewhere () != key)
    wrong = "another process";
  if (wrong == NULL)
    wrong = odd_directory (key_of ("sub", 'a'));
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

/* Whether just the lower 8 bits of ID, of which KEY is, count: not one of the
   others, nor all of them.  */
static int
low_bits_count (int id, key_t key)
{
  int bit;

  for (bit = 8; bit < (int) sizeof id * CHAR_BIT - 1; bit++)
    if (ftok ("file", id | 1 << bit) != key)
      return 0;
  return ftok ("file", id - 256) == key
         && ftok ("file", id - 256 - INT_MAX / 256 * 256) == key;
}

IPC_TEST (ftok_id)
{
  key_t keys[255];
  int i, different = 1, low = 1;

  ipc_make_file ("file", "");
  for (i = 0; i < 255; i++)
    keys[i] = key_of ("file", i + 1);
  for (i = 0; i < 255; i++)
    low = low && low_bits_count (i + 1, keys[i]);
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
  char here[3000], whole[3100];
  const char *const paths[] =
    { "never", "gone", "nowhere/file", "dangling", "", whole };
  const char *wrong = NULL;
  int i;

  IPC_SETUP (getcwd (here, sizeof here) != NULL);
  snprintf (whole, sizeof whole, "%s/never", here);

  ipc_make_file ("gone", "");
  key_of ("gone", 'a');
  IPC_SETUP (unlink ("gone") == 0 && symlink ("gone", "dangling") == 0);
  for (i = 0; i < 6 && wrong == NULL; i++)
    if (wrong = of_missing (paths[i]), wrong != NULL)
      ipc_detail ("\"%s\"", paths[i]);
  ipc_observe (wrong == NULL ? "-1, ENOENT" : wrong);
}

/* "file" is made again while what it was has another name, and hence another
   number: NULL, or what is wrong with the new key, OLD being the old one.  */
static const char *
make_beside (key_t old)
{
  struct stat before, after;
  key_t new;

  IPC_SETUP (link ("file", "kept") == 0 && stat ("kept", &before) == 0
             && unlink ("file") == 0);
  ipc_make_file ("file", "");
  IPC_SETUP (stat ("file", &after) == 0);
  new = key_of ("file", 'a');
  if (key_of ("kept", 'a') != old)
    return "another key for what is kept";
  return new != old || (before.st_ino & 0xffff) == (after.st_ino & 0xffff)
         ? NULL : "the same key for another number";
}

/* A file system that gives a number again does so nearly each time: somebody
   else may take it first.  */
enum { TRIES = 50 };

/* Where the file system gives it another number it has another key, unless
   just the bits that count are the same.  */
IPC_TEST (ftok_recreated)
{
  const char *wrong;
  struct stat before, after;
  key_t old, new;
  int tries = 0;

  ipc_make_file ("file", "");
  do
    {
      old = key_of ("file", 'a');
      IPC_SETUP (stat ("file", &before) == 0);
      IPC_SETUP (unlink ("file") == 0);
      ipc_make_file ("file", "");
      new = key_of ("file", 'a');
      IPC_SETUP (stat ("file", &after) == 0);
    }
  while (before.st_ino != after.st_ino && ++tries < TRIES);
  wrong = make_beside (new);
  ipc_detail ("file %lu, then %lu", (unsigned long) before.st_ino,
              (unsigned long) after.st_ino);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (before.st_ino == after.st_ino)
    ipc_observe (old == new ? "the same key"
                 : "another key for the same number");
  else if (old == new
           && (before.st_ino & 0xffff) != (after.st_ino & 0xffff))
    ipc_observe ("the same key for another number");
  else
    ipc_observe (old == new ? "the same key" : "another key");
}
