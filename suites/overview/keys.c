/* keys.c - keys of files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "kit/command.h"
#include "overview.h"

static key_t
key_of (const char *path, int id)
{
  key_t key = ftok (path, id);

  IPC_SETUP (key != (key_t) -1);
  return key;
}

static int
tell_key (struct ipc_link *link, void *arg)
{
  key_t key = key_of ("file", 'i');

  (void) arg;
  ipc_send (link, &key, sizeof key);
  return 0;
}

IPC_TEST (similar_ftok)
{
  struct ipc_child child;
  key_t here, there, keys[256];
  int id, other;

  ipc_make_file ("file", "text");
  here = key_of ("file", 'i');
  child = ipc_start (tell_key, NULL);
  ipc_receive (&child.link, &there, sizeof there);
  ipc_join_exit (&child);
  ipc_compare ("in another process", there == here ? "same" : "another",
               "same");
  IPC_SETUP (link ("file", "other-name") == 0);
  ipc_compare ("by another name",
               key_of ("other-name", 'i') == here ? "same" : "another",
               "same");
  for (id = 1; id < 256; id++)
    {
      keys[id] = key_of ("file", id);
      for (other = 1; other < id; other++)
        ipc_compare ("of each id", keys[id] != keys[other] ? "its own"
                     : "not its own", "its own");
    }
  ipc_compare ("again", keys['i'] == here ? "same" : "another", "same");
  ipc_compare_value ("of no file", (long) ftok ("nothing", 'i'), -1);
  ipc_compare ("of no file", ipc_errno_name (errno), "ENOENT");
  ipc_observe_right ("one key for each id");
}

/* Make a file whose number differs from that of "file" in the bits that go
   into a key: it is called NAME.  */
static void
make_other (char name[24])
{
  struct stat a, b;
  int i;

  IPC_SETUP (stat ("file", &a) == 0);
  for (i = 0; i < 100; i++)
    {
      snprintf (name, 24, "other%d", i);
      ipc_make_file (name, "text");
      IPC_SETUP (stat (name, &b) == 0);
      if (((a.st_ino ^ b.st_ino) & 0xff) != 0)
        return;
    }
  ipc_broken ("a hundred files with numbers that are alike");
}

IPC_TEST (similar_stdipc)
{
  char other[24];
  key_t old;

  ipc_make_file ("file", "text");
  old = key_of ("file", 'i');
  make_other (other);
  IPC_SETUP (rename ("file", "moved") == 0);
  IPC_SETUP (rename (other, "file") == 0);
  ipc_compare ("the file by its new path",
               key_of ("moved", 'i') == old ? "same" : "another", "same");
  ipc_compare ("another file of that path",
               key_of ("file", 'i') == old ? "same" : "another",
               "another");
  ipc_observe_right ("goes with the file");
}
