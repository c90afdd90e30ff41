/* leaks.c - children and System V objects that a case leaves behind.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "leaks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "child.h"

enum { MOST_OBJECTS = 256 };

static struct { int kind, id; } objects[MOST_OBJECTS];
static int n_objects;
static pid_t wait_without_children;

void
ipc_leaks_begin (void)
{
  /* NetBSD has answered 0 here, where POSIX asks for ECHILD.  */
  wait_without_children = waitpid (-1, NULL, WNOHANG);
}

/* Remove the object; returns whether it was still there.  */
static int
remove_object (int kind, int id)
{
  return (kind == 'm' ? shmctl (id, IPC_RMID, NULL)
          : kind == 'q' ? msgctl (id, IPC_RMID, NULL)
          : semctl (id, 0, IPC_RMID)) == 0;
}

void
ipc_track_sysv (int kind, int id)
{
  if (n_objects == MOST_OBJECTS)
    {
      remove_object (kind, id);
      ipc_broken ("more than %d System V objects", MOST_OBJECTS);
    }
  objects[n_objects].kind = kind;
  objects[n_objects].id = id;
  n_objects++;
}

static void
add (char *text, size_t size, const char *what)
{
  size_t used = strlen (text);

  if (strstr (text, what) == NULL)
    snprintf (text + used, size - used, "%s%s", used > 0 ? ", " : "", what);
}

void
ipc_remove_sysv (int kind, int id)
{
  int held = ipc_hold ();
  int i;

  for (i = 0; i < n_objects; i++)
    if (objects[i].kind == kind && objects[i].id == id)
      objects[i] = objects[--n_objects];
  IPC_SETUP (remove_object (kind, id));
  ipc_release (held);
}

int
ipc_leaks_left (char *text, size_t size)
{
  int held = ipc_hold ();
  pid_t pid;

  text[0] = '\0';
  while ((pid = waitpid (-1, NULL, WNOHANG)) > 0
         || (pid == -1 && errno == EINTR))
    if (pid > 0)
      add (text, size, "a child not waited for");
  if (pid == 0 && pid != wait_without_children)
    add (text, size, "a living child");
  while (n_objects > 0)
    {
      n_objects--;
      if (remove_object (objects[n_objects].kind, objects[n_objects].id))
        add (text, size, "a System V object");
    }
  ipc_release (held);
  return text[0] != '\0';
}

void
ipc_kill_leaks (void)
{
  int held = ipc_hold ();

  ipc_kill_children ();
  while (n_objects > 0)
    {
      n_objects--;
      remove_object (objects[n_objects].kind, objects[n_objects].id);
    }
  ipc_release (held);
}
