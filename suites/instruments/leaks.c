/* leaks.c - children and System V objects that a case leaves behind.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "leaks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "child.h"
#include "posix.h"
#include "sysv.h"

static pid_t wait_without_children;

void
ipc_leaks_begin (void)
{
  /* NetBSD has answered 0 here, where POSIX asks for ECHILD.  */
  wait_without_children = waitpid (-1, NULL, WNOHANG);
}

static void
add (char *text, size_t size, const char *what)
{
  size_t used = strlen (text);

  if (strstr (text, what) == NULL)
    snprintf (text + used, size - used, "%s%s", used > 0 ? ", " : "", what);
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
  if (ipc_remove_all_sysv ())
    add (text, size, "a System V object");
  if (ipc_remove_all_posix ())
    add (text, size, "an object of POSIX");
  ipc_release (held);
  return text[0] != '\0';
}

void
ipc_kill_leaks (void)
{
  int held = ipc_hold ();

  ipc_kill_children ();
  ipc_remove_all_sysv ();
  ipc_remove_all_posix ();
  ipc_release (held);
}
