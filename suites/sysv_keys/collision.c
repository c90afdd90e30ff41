/* collision.c - two files that have one key.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/stat.h>

#include "sysv_keys.h"

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
      n += known[n].key != (key_t) -1;
    }
  if (d != NULL)
    closedir (d);
  return n;
}

static int
by_key (const void *a, const void *b)
{
  const struct known *one = a, *other = b;

  return (one->key > other->key) - (one->key < other->key);
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

  keys_made (theirs);
  if (msgget (key, IPC_CREAT | IPC_EXCL | 0600) != -1 || errno != EEXIST)
    wrong = "IPC_EXCL does not tell";
  own = keys_made (ipc_sysv_private (IPC_QUEUE, 0));
  IPC_SETUP (ipc_send_message (own, 1, "own", 0) == 0);
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
  const struct known *found = NULL;
  const char *wrong;
  size_t i;
  int n = 0;

  ipc_need_sysv (IPC_QUEUE);
  for (i = 0; i < sizeof directories / sizeof *directories && found == NULL;
       i++)
    {
      n = look_into (directories[i], known, n);
      found = find_double (known, n);
    }
  if (n == 0)
    ipc_not_exercised ("no directory of the system's can be read");
  wrong = avoid_it ();
  if (found != NULL)
    ipc_detail ("files %lu and %lu, of %d", (unsigned long) found[-1].number,
                (unsigned long) found[0].number, n);
  else
    ipc_detail ("none of %d files", n);
  ipc_observe (wrong != NULL ? wrong : found != NULL ? "shown" : "not shown");
}
