/* sysv.c - objects of System V, which outlive whoever makes them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "facilities/rooms.h"
#include "frame/hold.h"
#include "frame/names.h"
#include "frame/report.h"
#include "isolation.h"
#include "keeper.h"
#include "sysv-calls.h"

enum { MOST_OBJECTS = 256 };

/* What this process knows of: an id, or a key and the number of its file.  */
static struct object
{
  int kind, id, file;
  key_t key;
} objects[MOST_OBJECTS];
static int n_objects;

static void
file_name (int file, char name[24])
{
  snprintf (name, 24, "key.%d", file);
}

static void
add_object (int kind, int id, int file, key_t key)
{
  struct object *o = &objects[n_objects];

  if (n_objects == MOST_OBJECTS)
    {
      ipc_sysv_destroy (kind, id);
      ipc_broken ("more than %d System V objects", MOST_OBJECTS);
    }
  o->kind = kind;
  o->id = id;
  o->file = file;
  o->key = key;
  n_objects++;
}

static struct ipc_keeping_request
request (enum ipc_keeping what, int kind)
{
  struct ipc_keeping_request r;

  memset (&r, 0, sizeof r);
  r.what = what;
  r.kind = kind;
  r.id = -1;
  r.key = IPC_PRIVATE;
  r.size = 1;
  r.flags = IPC_CREAT | 0600;
  return r;
}

/* Where there is to be none Linux has a limit of none, and says that there is
   no room.  */
static int
is_disabled (int kind)
{
  static const char *const limits[] =
    { "/proc/sys/kernel/msgmni", "/proc/sys/kernel/sem",
      "/proc/sys/kernel/shmmni" };
  const char *path = limits[kind == IPC_QUEUE ? 0 : kind == IPC_SEGMENT ? 2
                            : 1];
  FILE *f = fopen (path, "r");
  long n, limit = -1;

  if (f == NULL)
    return 0;
  /* The last one is the number of objects.  */
  while (fscanf (f, "%ld", &n) == 1)
    limit = n;
  fclose (f);
  return limit == 0;
}

/* What the keeper found, in words.  */
static const char *
state (int kind, int armed)
{
  struct ipc_keeping_request r = request (IPC_KEEP_TRIAL, kind);
  struct ipc_keeping_answer a;

  r.armed = armed;
  a = ipc_ask_keeper (&r);
  if (a.result == 0)
    return "works";
  if (a.result > 0)
    return ipc_signal_name (a.result);
  if (a.error == ENOSPC && is_disabled (kind))
    return "disabled";
  return ipc_errno_name (a.error);
}

const char *
ipc_sysv_state (int kind)
{
  int held = ipc_hold ();
  const char *word = state (kind, held);

  ipc_release (held);
  return word;
}

void
ipc_need_sysv (int kind)
{
  int held = ipc_hold ();
  const char *word = state (kind, 0);
  char what[64];

  snprintf (what, sizeof what, "%s: %s",
            kind == IPC_QUEUE ? "msgget" : kind == IPC_SEGMENT ? "shmget"
            : "semget", word);
  if (strcmp (word, "ENOSPC") == 0 || strcmp (word, "ENOMEM") == 0
      || strcmp (word, "EAGAIN") == 0)
    ipc_not_exercised ("no room for another System V object");
  if (strcmp (word, "works") != 0)
    ipc_lacks (what);
  ipc_release (held);
}

int
ipc_sysv_private (int kind, size_t size)
{
  int held = ipc_hold ();
  struct ipc_keeping_request r = request (IPC_KEEP_NEW, kind);
  struct ipc_keeping_answer a;
  static int n;

  r.size = size;
  r.armed = held;
  if (n++ % 2 == 1)
    r.flags = 0600;
  if (ipc_has_left_keeper ())
    {
      ipc_release (held);
      return ipc_sysv_get (kind, IPC_PRIVATE, size, r.flags);
    }
  a = ipc_ask_keeper (&r);
  if (a.result != -1)
    add_object (kind, a.result, -1, IPC_PRIVATE);
  ipc_release (held);
  errno = a.error;
  return a.result;
}

/* Make FILE, and a key of it.  */
static key_t
new_key (int file)
{
  char name[24];
  key_t key;
  int fd;

  file_name (file, name);
  fd = open (name, O_WRONLY | O_CREAT | O_EXCL, 0644);
  IPC_SETUP (fd != -1 && close (fd) == 0);
  key = ftok (name, 'i');
  IPC_SETUP (key != (key_t) -1);
  return key;
}

key_t
ipc_sysv_key (int kind)
{
  int held = ipc_hold ();
  struct ipc_keeping_request r = request (IPC_KEEP_KEY, kind);
  struct ipc_keeping_answer a = { -1, EEXIST };
  static int file;

  do
    {
      r.key = new_key (++file);
      if (ipc_has_left_keeper ())
        a.result = r.key == IPC_PRIVATE ? -1 : 0;
      else if (r.key != IPC_PRIVATE)
        a = ipc_ask_keeper (&r);
      errno = a.error;
      IPC_SETUP (a.result == 0 || a.error == EEXIST);
    }
  while (a.result == -1);
  add_object (kind, -1, file, r.key);
  ipc_release (held);
  return r.key;
}

void
ipc_track_sysv (int kind, int id)
{
  int held = ipc_hold ();
  struct ipc_keeping_request r = request (IPC_KEEP_ID, kind);

  r.id = id;
  if (!ipc_has_left_keeper ())
    ipc_tell_keeper (&r);
  add_object (kind, id, -1, IPC_PRIVATE);
  ipc_release (held);
}

/* Forget O.  The next file may have the same number, and be another case's:
   its key is no longer this one's before that.  */
static void
forget (struct object *o)
{
  struct ipc_keeping_request r = request (IPC_KEEP_NO_MORE, o->kind);
  char name[24];

  r.id = o->id;
  r.key = o->key;
  if (!ipc_has_left_keeper ())
    ipc_tell_keeper (&r);
  file_name (o->file, name);
  if (o->file != -1)
    unlink (name);
  *o = objects[--n_objects];
}

void
ipc_remove_sysv (int kind, int id)
{
  int held = ipc_hold (), i;

  ipc_sysv_destroy (kind, id);
  for (i = n_objects - 1; i >= 0; i--)
    if (objects[i].file == -1 && objects[i].kind == kind
        && objects[i].id == id)
      forget (&objects[i]);
  ipc_release (held);
}

int
ipc_remove_all_sysv (void)
{
  int was_there = 0;

  while (n_objects > 0)
    {
      struct object *o = &objects[n_objects - 1];
      int id = o->file == -1 ? o->id : ipc_sysv_find (o->kind, o->key);

      if (id != -1 && ipc_sysv_destroy (o->kind, id))
        was_there = 1;
      forget (o);
    }
  return was_there;
}

static int
leave_objects (void)
{
  if (ipc_new_sysv () == -1)
    return -1;
  ipc_leave_keeper ();
  n_objects = 0;
  return 0;
}

struct ipc_child
ipc_isolated_sysv (int (*body) (struct ipc_link *, void *), void *arg)
{
  return ipc_start_apart (leave_objects, "no private System V objects", body,
                          arg);
}
