/* readers.c - two processes that read one pipe.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sharing.h"

enum { LINE_SIZE = 20 };

/* Read a byte of FD each time, and pass it on; 0 for none.  */
static int
read_bytes (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg;

  while (ipc_hear_end (link) == 'r')
    ipc_tell (link, *ipc_got (fd, 1));
  return 0;
}

/* Read a line of FD each time, through a buffer, and pass it on.  */
static int
read_lines (struct ipc_link *link, void *arg)
{
  char buffer[BUFSIZ], line[LINE_SIZE];
  FILE *stream = fdopen (*(int *) arg, "r");

  IPC_SETUP (stream != NULL
             && setvbuf (stream, buffer, _IOFBF, sizeof buffer) == 0);
  while (ipc_hear_end (link) == 'r')
    {
      memset (line, 0, sizeof line);
      if (fgets (line, sizeof line, stream) == NULL)
        strcpy (line, "none");
      ipc_send (link, line, sizeof line);
    }
  return 0;
}

static int
child_line_is (struct ipc_child *child, const char *text)
{
  char line[LINE_SIZE];

  ipc_tell (&child->link, 'r');
  ipc_receive (&child->link, line, sizeof line);
  return strcmp (line, text) == 0;
}

/* Whether two readers that take turns get each byte once.  */
static int
bytes_are_split (void)
{
  struct ipc_child child;
  char text[8] = "";
  int fd[2], i;

  ipc_quick_pipe (fd);
  ipc_put (fd[1], "abcd");
  child = start_sharer (read_bytes, &fd[0]);
  for (i = 0; i < 4; i++)
    if (i % 2 == 0)
      text[i] = *ipc_got (fd[0], 1);
    else
      {
        ipc_tell (&child.link, 'r');
        text[i] = ipc_hear (&child.link);
      }
  ipc_join (&child);
  return strcmp (text, "abcd") == 0
         && strcmp (ipc_got (fd[0], 100), "EAGAIN") == 0;
}

/* Read bytes of the pipe ARG as they come, and pass them on.  */
static int
wait_for_bytes (struct ipc_link *link, void *arg)
{
  int *fd = arg;
  char byte;

  close (fd[1]);
  while (read (fd[0], &byte, 1) == 1)
    ipc_tell (link, byte);
  return 0;
}

/* Whether BYTE, which has just been written, has woken one of two.  */
static int
wakes_one (struct ipc_child child[2], char byte)
{
  int i, got = 0, others = 0;

  for (i = 0; i < 2; i++)
    if (ipc_await_released (&child[i], "read") == IPC_TELLS)
      {
        if (ipc_hear (&child[i].link) == byte)
          got++;
        else
          others++;
      }
  return got == 1 && others == 0;
}

/* Whether of two readers that wait just one gets each byte.  */
static int
waiters_split (void)
{
  struct ipc_child child[2];
  int fd[2], i, split;

  ipc_pipe (fd);
  for (i = 0; i < 2; i++)
    child[i] = start_sharer (wait_for_bytes, fd);
  for (i = 0; i < 2; i++)
    ipc_await_blocked (child[i].pid, "read");
  ipc_put (fd[1], "a");
  split = wakes_one (child, 'a');
  if (split)
    {
      ipc_put (fd[1], "b");
      split = wakes_one (child, 'b');
    }
  for (i = 0; i < 2; i++)
    ipc_end (&child[i]);
  close (fd[0]);
  close (fd[1]);
  return split;
}

/* Two lines in one pipe, of which the child wants one; or one in each's own.
   Whether the parent gets the other.  */
static int
gets_its_line (int own, int *child_is_right)
{
  struct ipc_child child;
  const char *mine;
  int shared[2], fd[2], childs_again;

  ipc_quick_pipe (shared);
  ipc_quick_pipe (fd);
  ipc_put (shared[1], own ? "one\n" : "one\ntwo\n");
  if (own)
    ipc_put (fd[1], "two\n");
  child = start_sharer (read_lines, &shared[0]);
  *child_is_right = child_line_is (&child, "one\n");
  mine = ipc_got (own ? fd[0] : shared[0], 100);
  childs_again = child_line_is (&child, "two\n");
  ipc_join (&child);
  *child_is_right = *child_is_right
                    && childs_again == (strcmp (mine, "two\n") != 0);
  return strcmp (mine, "two\n") == 0;
}

IPC_TEST (concurrent_hazard)
{
  int split = bytes_are_split () && waiters_split (), sane, own_sane;
  int unharmed = gets_its_line (0, &sane);
  int defended = gets_its_line (1, &own_sane);

  if (!split)
    ipc_observe ("a byte is not read just once");
  else if (!sane || !own_sane)
    ipc_observe ("a line is not read just once");
  else
    ipc_observe (unharmed ? "not shown" : defended ? "shown" : "undefended");
}
