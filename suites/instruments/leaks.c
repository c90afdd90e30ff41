/* leaks.c - what a case leaves behind.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "leaks.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case.h"
#include "child.h"

enum { MOST_OBJECTS = 64 };

static struct { int kind, id; } objects[MOST_OBJECTS];
static int n_objects;
static pid_t wait_without_children;

void
ipc_leaks_begin (void)
{
  /* NetBSD has answered 0 here, where POSIX asks for ECHILD.  */
  wait_without_children = waitpid (-1, NULL, WNOHANG);
}

void
ipc_track_sysv (int kind, int id)
{
  IPC_SETUP (n_objects < MOST_OBJECTS);
  objects[n_objects].kind = kind;
  objects[n_objects].id = id;
  n_objects++;
}

/* Remove the object; returns whether it was still there.  */
static int
remove_object (int kind, int id)
{
  return (kind == 'm' ? shmctl (id, IPC_RMID, NULL)
          : kind == 'q' ? msgctl (id, IPC_RMID, NULL)
          : semctl (id, 0, IPC_RMID)) == 0;
}

int
ipc_leaks_left (char *text, size_t size)
{
  int held = ipc_hold ();
  int status, left = 0;
  pid_t pid = waitpid (-1, &status, WNOHANG);

  if (pid > 0)
    {
      snprintf (text, size, "a child not waited for");
      left = 1;
    }
  else if (pid == 0 && pid != wait_without_children)
    {
      snprintf (text, size, "a living child");
      left = 1;
    }
  while (n_objects > 0)
    {
      n_objects--;
      if (remove_object (objects[n_objects].kind, objects[n_objects].id))
        {
          snprintf (text, size, "a System V object");
          left = 1;
        }
    }
  ipc_release (held);
  return left;
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
