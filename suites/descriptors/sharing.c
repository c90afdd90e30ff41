/* sharing.c - what the cases on shared descriptors have in common.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sharing.h"

struct ipc_child
start_sharer (int (*body) (struct ipc_link *, void *), void *arg)
{
  struct ipc_link_pair pair;
  struct ipc_child child;
  pid_t parent = getpid ();

  ipc_link_open (&pair);
  child.pid = fork ();
  IPC_SETUP (child.pid != -1);
  if (child.pid == 0)
    {
      struct ipc_link link = ipc_link_child (&pair);

      ipc_tie_to_parent (parent);
      _exit (body (&link, arg));
    }
  child.link = ipc_link_parent (&pair);
  return child;
}

void
let (struct ipc_child *child, char what)
{
  ipc_tell (&child->link, what);
  ipc_expect (&child->link, what);
}

void
make_file (const char *name, const char *text)
{
  int fd = open (name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  IPC_SETUP (fd != -1);
  ipc_put (fd, text);
  close (fd);
}

int
file_is (const char *name, const char *text)
{
  int held = ipc_hold ();
  int fd = open (name, O_RDONLY), same;
  char there[200];
  ssize_t n;

  IPC_SETUP (fd != -1);
  n = read (fd, there, sizeof there);
  IPC_SETUP (n != -1);
  same = (size_t) n == strlen (text) && memcmp (there, text, (size_t) n) == 0;
  close (fd);
  ipc_release (held);
  return same;
}

void
have_std_files (const char *text)
{
  static const char *const names[] = { "in", "out", "err" };
  int held = ipc_hold ();
  int i, fd;

  for (i = 0; i < 3; i++)
    {
      make_file (names[i], i == 0 ? text : "");
      fd = open (names[i], i == 0 ? O_RDONLY : O_WRONLY);
      IPC_SETUP (fd > 2 && dup2 (fd, i) == i);
      close (fd);
    }
  ipc_release (held);
}
