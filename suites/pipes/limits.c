/* limits.c - descriptors, sizes and positions of pipes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"

/* What is wrong with the roles and the flags of FD, or NULL.  */
static const char *
wrong_ends (int fd[2])
{
  int mode[2], i;

  for (i = 0; i < 2; i++)
    {
      int flags = fcntl (fd[i], F_GETFL);

      IPC_SETUP (flags != -1);
      mode[i] = flags & O_ACCMODE;
      if ((flags & (O_NONBLOCK | O_APPEND)) != 0)
        return "has status flags";
      if (fcntl (fd[i], F_GETFD) != 0)
        return "closes on exec";
    }
  /* Where pipes go both ways each end is for both.  */
  if (mode[0] == O_WRONLY || mode[1] == O_RDONLY)
    return "is the wrong way round";
  if (write (fd[1], "x", 1) != 1)
    return "cannot be written";
  return strcmp (ipc_got (fd[0], 100), "x") == 0 ? NULL : "cannot be read";
}

/* In a child that has closed its standard input and output.  */
static int
has_lowest (struct ipc_link *link, void *arg)
{
  int fd[2];

  (void) link;
  (void) arg;
  close (STDIN_FILENO);
  close (STDOUT_FILENO);
  ipc_pipe (fd);
  return fd[0] != fd[1] && fd[0] <= STDOUT_FILENO && fd[1] <= STDOUT_FILENO
         ? 0 : 1;
}

/* Numbers are given out from the lowest on: what dup() gets now, two with a
   gap between them, is what pipe() gets when those are free again.  */
IPC_TEST (fd_order)
{
  struct ipc_child child = ipc_start (has_lowest, NULL);
  int low[4], fd[2], i, first, second, lowest = ipc_join_exit (&child) == 0;
  const char *wrong;

  for (i = 0; i < 4; i++)
    IPC_SETUP ((low[i] = dup (0)) != -1);
  close (low[0]);
  close (low[2]);
  ipc_pipe (fd);
  first = fd[0] < fd[1] ? fd[0] : fd[1];
  second = fd[0] < fd[1] ? fd[1] : fd[0];
  wrong = wrong_ends (fd);
  ipc_detail ("free: %d, %d; given: %d, %d", low[0], low[2], fd[0], fd[1]);
  if (wrong != NULL)
    ipc_observef ("an end %s", wrong);
  else
    ipc_observe (first != low[0] || second != low[2]
                 ? "not the lowest numbers"
                 : lowest ? "as documented" : "no standard descriptors");
}

/* Once with just one descriptor left, once with none.  */
static int
run_out (struct ipc_link *link, void *arg)
{
  char text[80] = "EMFILE, no leak";
  int spare, fd[2] = { -7, -7 };

  (void) arg;
  ipc_limit_descriptors (1);
  for (spare = 1; spare >= 0 && strcmp (text, "EMFILE, no leak") == 0; spare--)
    {
      int before = ipc_count_descriptors ();
      int result = pipe (fd);
      int error = errno;

      if (result != -1)
        strcpy (text, "succeeds");
      else if (error != EMFILE)
        strcpy (text, ipc_errno_name (error));
      else if (ipc_count_descriptors () != before)
        strcpy (text, "EMFILE, but leaves a descriptor open");
      else if (fd[0] != -7 || fd[1] != -7)
        strcpy (text, "EMFILE, but names descriptors");
      else if (spare == 1)
        IPC_SETUP (dup (0) != -1);
    }
  ipc_send (link, text, sizeof text);
  return 0;
}

IPC_TEST (emfile)
{
  struct ipc_child child = ipc_start (run_out, NULL);
  char text[80];

  ipc_receive (&child.link, text, sizeof text);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (text);
}

/* POSIX says nothing of what an option to fpathconf() gives where PIPE_BUF
   itself is not defined, only that it be no smaller.  */
IPC_TEST (pipe_buf)
{
  long said = PIPE_BUF, end[2];
  int fd[2], i;

  ipc_pipe (fd);
  for (i = 0; i < 2; i++)
    end[i] = fpathconf (fd[i], _PC_PIPE_BUF);
  ipc_detail ("PIPE_BUF %s%ld, of the ends %ld and %ld",
              said == -1 ? "undefined, " : "", said, end[0], end[1]);
  if (end[0] == -1 && end[1] == -1 && errno == ENOSYS)
    ipc_observe ("absent");
  else if (end[0] != end[1])
    ipc_observe ("the ends differ");
  else if (end[0] < _POSIX_PIPE_BUF)
    ipc_observef ("%ld", end[0]);
  else
    ipc_observe (said == -1 || said == end[0] ? "512 or more, everywhere"
                 : "fpathconf() differs from PIPE_BUF");
}

IPC_TEST (lseek)
{
  static const int whence[] = { SEEK_SET, SEEK_CUR, SEEK_END };
  static const off_t by[] = { 0, 1, -1 };
  int fd[2], end, i;

  ipc_quick_pipe (fd);
  ipc_put (fd[1], "data");
  for (end = 0; end < 2; end++)
    for (i = 0; i < 9; i++)
      {
        off_t at = lseek (fd[end], by[i / 3], whence[i % 3]);

        if (at == -1 && errno == ESPIPE)
          continue;
        ipc_detail ("end %d, whence %d, by %ld", end, i % 3,
                    (long) by[i / 3]);
        if (at == -1)
          ipc_observe (ipc_errno_name (errno));
        else
          ipc_observef ("gives %ld", (long) at);
        return;
      }
  ipc_observe (strcmp (ipc_got (fd[0], 100), "data") == 0 ? "ESPIPE"
               : "ESPIPE, but moves");
}

/* In KiB where they are whole.  The data come out as they went in, and a
   second pipe does not share the room of the first.  */
IPC_TEST (capacity)
{
  size_t first, second, again;
  int fd[2], other[2];

  ipc_pipe (fd);
  ipc_pipe (other);
  first = ipc_fill (fd[1]);
  second = ipc_fill (other[1]);
  IPC_SETUP (ipc_drain (fd[0], first) == first);
  ipc_nonblocking (fd[0], 1);
  if (strcmp (ipc_got (fd[0], 1), "EAGAIN") != 0)
    {
      ipc_observe ("has more in it than was taken");
      return;
    }
  again = ipc_fill (fd[1]);
  ipc_detail ("%lu bytes, then %lu; of another pipe %lu",
              (unsigned long) first, (unsigned long) again,
              (unsigned long) second);
  if (second != first)
    ipc_observe ("another number for each pipe");
  else if (again != first)
    ipc_observe ("another number when it has been read empty");
  else if (first % 1024 == 0)
    ipc_observef ("%lu KiB", (unsigned long) first / 1024);
  else
    ipc_observef ("%lu bytes", (unsigned long) first);
}

/* Set the size of the pipe FD to WANTED, by the end BY; what is wrong, or
   NULL.  What is in it stays; then it is empty.  */
static const char *
sets_wrongly (int fd[2], int by, long wanted)
{
  long granted;
  size_t room;

  ipc_put (fd[1], "data");
  granted = fcntl (fd[by], F_SETPIPE_SZ, (int) wanted);
  if (granted == -1)
    return ipc_errno_name (errno);
  if (granted < wanted)
    return "grants less than is wanted";
  if (fcntl (fd[!by], F_GETPIPE_SZ) != granted)
    return "tells another size at the other end";
  if (strcmp (ipc_got (fd[0], 100), "data") != 0)
    return "loses what is in it";
  room = ipc_fill (fd[1]);
  IPC_SETUP (ipc_drain (fd[0], room) == room);
  return (long) room == granted ? NULL : "has other room than is granted";
}

/* The same for less than the contents, three pages.  */
static const char *
shrinks_wrongly (int fd[2], long page)
{
  long before, result;
  int error;

  before = fcntl (fd[1], F_SETPIPE_SZ, (int) (4 * page));
  ipc_detail ("of 5000 bytes and four pages %ld", before);
  IPC_SETUP (ipc_fill (fd[1]) == (size_t) before);
  IPC_SETUP (ipc_drain (fd[0], (size_t) page) == (size_t) page);
  result = fcntl (fd[1], F_SETPIPE_SZ, (int) page);
  error = errno;
  if (result != -1)
    return "shrinks below the contents";
  if (error != EBUSY)
    return ipc_errno_name (error);
  if (fcntl (fd[1], F_GETPIPE_SZ) != before)
    return "EBUSY, but another size";
  return ipc_drain (fd[0], (size_t) (before - page))
         == (size_t) (before - page) ? NULL : "EBUSY, but loses data";
}

struct user
{
  uid_t uid;
  gid_t gid;
};

/* As a plain user, ask for as much as can be said.  */
static int
ask_too_much (struct ipc_link *link, void *arg)
{
  struct user *u = arg;
  int fd[2], error;

  if (geteuid () == 0)
    ipc_become (u->uid, u->gid);
  ipc_pipe (fd);
  error = fcntl (fd[1], F_SETPIPE_SZ, 1 << 30) == -1 ? errno : 0;
  ipc_send (link, &error, sizeof error);
  return 0;
}

static const char *
exceeds_wrongly (void)
{
  struct ipc_child child;
  struct user u = { 0, 0 };
  int error;

  if (geteuid () == 0)
    ipc_second_uid (&u.uid, &u.gid);
  child = ipc_start (ask_too_much, &u);
  ipc_receive (&child.link, &error, sizeof error);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return error == 0 ? "a plain user gets any size"
         : error != EPERM ? "too much is another error than EPERM" : NULL;
}

IPC_TEST (resize)
{
  const char *wrong;
  long page = sysconf (_SC_PAGESIZE);
  int fd[2];

  if (F_SETPIPE_SZ == -1)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_pipe (fd);
  wrong = sets_wrongly (fd, 1, 5000);
  if (wrong == NULL)
    wrong = sets_wrongly (fd, 0, 2 * page);
  if (wrong == NULL)
    wrong = shrinks_wrongly (fd, page);
  if (wrong == NULL)
    wrong = exceeds_wrongly ();
  ipc_observe (wrong != NULL ? wrong : "grants and tells");
}
