/* shared.c - what parent and child share, and what each has for itself.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sharing.h"

/* Go on where the parent has stopped: with standard input, output, error.  */
static int
go_on (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_expect (link, 'g');
  if (strcmp (ipc_got (STDIN_FILENO, 2), "cd") != 0)
    return 1;
  ipc_put (STDOUT_FILENO, "B1");
  ipc_put (STDERR_FILENO, "b1");
  ipc_tell (link, 'g');
  ipc_expect (link, 'q');
  return 0;
}

/* What is wrong, as the exit status of a process: its index in WRONG.  */
static int
take_turns (struct ipc_link *link, void *arg)
{
  struct ipc_child child;
  int reads_on, status;

  (void) link;
  (void) arg;
  have_std_files ("abcdefgh");
  child = start_sharer (go_on, NULL);
  IPC_SETUP (strcmp (ipc_got (STDIN_FILENO, 2), "ab") == 0);
  ipc_put (STDOUT_FILENO, "A1");
  ipc_put (STDERR_FILENO, "a1");
  ipc_tell (&child.link, 'g');
  if (ipc_hear_end (&child.link) == -1)
    {
      ipc_join (&child);
      return 1;
    }
  reads_on = strcmp (ipc_got (STDIN_FILENO, 2), "ef") == 0;
  ipc_put (STDOUT_FILENO, "A2");
  ipc_put (STDERR_FILENO, "a2");
  ipc_tell (&child.link, 'q');
  status = ipc_join_exit (&child);
  /* The end of the child moves nothing.  */
  reads_on = reads_on && strcmp (ipc_got (STDIN_FILENO, 2), "gh") == 0;
  ipc_put (STDOUT_FILENO, "A3");
  ipc_put (STDERR_FILENO, "a3");
  return status != 0 ? 1 : !reads_on ? 2
         : !file_is ("out", "A1B1A2A3") ? 3
         : !file_is ("err", "a1b1a2a3") ? 4 : 0;
}

IPC_TEST (std_shared)
{
  static const char *const wrong[] =
    { "shared", "the child reads from elsewhere",
      "the parent reads from elsewhere", "standard output is overwritten",
      "standard error is overwritten" };
  struct ipc_child child = ipc_start (take_turns, NULL);
  int status = ipc_join_exit (&child);

  IPC_SETUP (status < 5);
  ipc_observe (wrong[status]);
}

struct offsets
{
  int fd;                       /* as it was inherited */
};

/* Seek, write, and tell the offset, as the parent wants.  */
static int
move_offset (struct ipc_link *link, void *arg)
{
  struct offsets *o = arg;
  long at;
  int what;

  while ((what = ipc_hear_end (link)) != -1)
    {
      if (what == 's')
        lseek (o->fd, 4, SEEK_SET);
      else if (what == 'w')
        ipc_put (o->fd, "X");
      ipc_tell (link, (char) what);
      at = (long) lseek (o->fd, 0, SEEK_CUR);
      ipc_send (link, &at, sizeof at);
    }
  return 0;
}

/* Let CHILD do WHAT; the offset that it has then.  */
static long
child_offset (struct ipc_child *child, char what)
{
  long at;

  let (child, what);
  ipc_receive (&child->link, &at, sizeof at);
  return at;
}

static long
offset (int fd)
{
  return (long) lseek (fd, 0, SEEK_CUR);
}

/* The duplicates of a descriptor, by dup(), dup2() and fcntl().  */
enum { DUPLICATES = 3 };

static void
duplicate (int fd, int copy[DUPLICATES])
{
  copy[0] = dup (fd);
  copy[1] = dup (STDIN_FILENO);
  IPC_SETUP (copy[1] != -1 && dup2 (fd, copy[1]) == copy[1]);
  copy[2] = fcntl (fd, F_DUPFD, 3);
  IPC_SETUP (copy[0] != -1 && copy[2] != -1);
}

/* Whether all of those are at AT.  */
static int
copies_are_at (const int copy[DUPLICATES], long at)
{
  int i;

  for (i = 0; i < DUPLICATES; i++)
    if (offset (copy[i]) != at)
      return 0;
  return 1;
}

/* FD and its copies are one open file, OTHER is another of the same name.  */
static const char *
moves_wrongly (struct ipc_child *child, int fd, const int copy[DUPLICATES],
               int other)
{
  if (child_offset (child, 's') != 4)
    return "a child cannot seek";
  if (offset (fd) != 4)
    return "a child's seek moves its own offset alone";
  if (!copies_are_at (copy, 4))
    return "a duplicate has an offset of its own";
  if (offset (other) != 0)
    return "a second open() shares the offset";
  IPC_SETUP (strcmp (ipc_got (copy[0], 1), "4") == 0);
  if (child_offset (child, 't') != 5)
    return "a parent's read moves its own offset alone";
  if (child_offset (child, 'w') != 6 || offset (fd) != 6
      || !copies_are_at (copy, 6))
    return "a child's write moves its own offset alone";
  if (offset (other) != 0)
    return "a write moves the offset of a second open()";
  return file_is ("file", "01234X6789") ? NULL : "writes elsewhere";
}

IPC_TEST (offset_shared)
{
  struct ipc_child child;
  struct offsets o;
  const char *wrong;
  int copy[DUPLICATES], other;

  make_file ("file", "0123456789");
  o.fd = open ("file", O_RDWR);
  other = open ("file", O_RDWR);
  IPC_SETUP (o.fd != -1 && other != -1);
  duplicate (o.fd, copy);
  child = start_sharer (move_offset, &o);
  wrong = moves_wrongly (&child, o.fd, copy, other);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (wrong == NULL && offset (o.fd) != 6)
    wrong = "the end of a child moves the offset";
  ipc_observe (wrong != NULL ? wrong : "shared");
}

/* What the child does to its own descriptors, of which it has four: a pipe,
   a duplicate of its reading end, and the file's.  */
struct own
{
  int fd[2], duplicate;
};

static int
change_own (struct ipc_link *link, void *arg)
{
  struct own *o = arg;
  int inherited = fcntl (o->fd[0], F_GETFD) == FD_CLOEXEC
                  && fcntl (o->fd[1], F_GETFD) == 0, opened;

  fcntl (o->fd[0], F_SETFD, 0);
  fcntl (o->fd[1], F_SETFD, FD_CLOEXEC);
  opened = open ("file", O_RDONLY);
  ipc_tell (link, inherited ? (char) opened : '\0');
  ipc_expect (link, 'f');
  ipc_tell (link, fcntl (o->duplicate, F_GETFD) == 0 ? 'f' : 'n');
  close (o->fd[0]);
  close (o->fd[1]);
  close (o->duplicate);
  ipc_tell (link, 'c');
  ipc_expect (link, 'q');
  return 0;
}

static const char *
not_private (struct ipc_child *child, struct own *o)
{
  int opened = ipc_hear (&child->link);

  if (opened == 0)
    return "a child does not inherit close-on-exec as it is";
  if (fcntl (o->fd[0], F_GETFD) != FD_CLOEXEC)
    return "a child clears its parent's close-on-exec";
  if (fcntl (o->fd[1], F_GETFD) != 0)
    return "a child sets its parent's close-on-exec";
  if (fcntl (opened, F_GETFD) != -1)
    return "a child's open() opens in its parent";
  fcntl (o->duplicate, F_SETFD, FD_CLOEXEC);
  ipc_put (o->fd[1], "data");
  ipc_tell (&child->link, 'f');
  if (ipc_hear (&child->link) != 'f')
    return "a parent sets its child's close-on-exec";
  ipc_expect (&child->link, 'c');
  return write (o->fd[1], "more", 4) == 4
         && strcmp (ipc_got (o->fd[0], 100), "datamore") == 0 ? NULL
         : "a child closes its parent's";
}

IPC_TEST (fdflags_private)
{
  struct ipc_child child;
  const char *wrong;
  struct own o;
  int copy[DUPLICATES], i, flags = 0;

  make_file ("file", "");
  ipc_pipe (o.fd);
  o.duplicate = dup (o.fd[0]);
  IPC_SETUP (fcntl (o.fd[0], F_SETFD, FD_CLOEXEC) == 0);
  IPC_SETUP (o.duplicate != -1);
  duplicate (o.fd[0], copy);
  for (i = 0; i < DUPLICATES; i++)
    flags |= fcntl (copy[i], F_GETFD);
  if (fcntl (o.duplicate, F_GETFD) != 0)
    ipc_observe ("a duplicate shares close-on-exec");
  else if (flags != 0)
    ipc_observe ("a duplicate takes close-on-exec over");
  else
    {
      child = start_sharer (change_own, &o);
      wrong = not_private (&child, &o);
      ipc_end (&child);
      ipc_observe (wrong != NULL ? wrong : "private");
    }
}

/* Close input, have output at /dev/null, and error closed.  */
static int
reopen_std (struct ipc_link *link, void *arg)
{
  char byte;
  int null, ok;

  (void) arg;
  close (STDIN_FILENO);
  ok = open ("/dev/null", O_RDONLY) == STDIN_FILENO;
  null = open ("/dev/null", O_WRONLY);
  ok = ok && dup2 (null, STDOUT_FILENO) == STDOUT_FILENO;
  close (null);
  close (STDERR_FILENO);
  ok = ok && read (STDIN_FILENO, &byte, 1) == 0;
  ok = ok && write (STDOUT_FILENO, "lost", 4) == 4;
  ok = ok && write (STDERR_FILENO, "lost", 4) == -1 && errno == EBADF;
  ipc_tell (link, 'r');
  ipc_expect (link, 'q');
  return ok ? 0 : 1;
}

static int
keep_std (struct ipc_link *link, void *arg)
{
  struct ipc_child child;
  int kept, status;

  (void) link;
  (void) arg;
  have_std_files ("an input");
  IPC_SETUP (strcmp (ipc_got (STDIN_FILENO, 3), "an ") == 0);
  ipc_put (STDOUT_FILENO, "an ");
  ipc_put (STDERR_FILENO, "an ");
  child = start_sharer (reopen_std, NULL);
  ipc_expect (&child.link, 'r');
  kept = strcmp (ipc_got (STDIN_FILENO, 100), "input") == 0
         && write (STDOUT_FILENO, "output", 6) == 6
         && write (STDERR_FILENO, "error", 5) == 5;
  ipc_tell (&child.link, 'q');
  status = ipc_join_exit (&child);
  return !kept ? 1 : status != 0 ? 2 : !file_is ("out", "an output") ? 3
         : !file_is ("err", "an error") ? 4 : 0;
}

IPC_TEST (reopen_in_child)
{
  static const char *const wrong[] =
    { "the parent keeps its own", "the parent's are gone",
      "the child's are not as it wants them",
      "the parent's output is another", "the parent's errors are elsewhere" };
  struct ipc_child child = ipc_start (keep_std, NULL);
  int status = ipc_join_exit (&child);

  IPC_SETUP (status < 5);
  ipc_observe (wrong[status]);
}
