/* kinds.c - which pairs there are, and what they carry.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

int
keeps_boundaries (int fd[2])
{
  static const char text[] = "one, two, three, four, five, six, seven";
  static const size_t sizes[] = { 1, 39, 10 };
  char got[80];
  int way;
  size_t i;
  ssize_t n;

  for (way = 0; way < 2; way++)
    {
      for (i = 0; i < 3; i++)
        IPC_SETUP (send (fd[way], text, sizes[i], 0) == (ssize_t) sizes[i]);
      for (i = 0; i < 3; i++)
        {
          n = take (fd[!way], got, sizeof got);
          if (n != (ssize_t) sizes[i] || memcmp (got, text, sizes[i]) != 0)
            {
              ipc_observef ("sent %lu bytes, received %s",
                            (unsigned long) sizes[i], gave (n));
              return 0;
            }
        }
      n = read (fd[!way], got, sizeof got);
      if (!is_empty (n))
        {
          ipc_observef ("after the last message: %s", gave (n));
          return 0;
        }
    }
  return 1;
}

/* try_pair() with non-blocking ends; observes the errno if there is none.  */
static int
try_quick_pair (int type, int fd[2])
{
  if (try_pair (type, fd) == -1)
    {
      ipc_observe (ipc_failure_name (errno));
      return 0;
    }
  return make_quick (fd);
}

IPC_TEST (dgram)
{
  int fd[2];

  if (try_quick_pair (SOCK_DGRAM, fd) && keeps_boundaries (fd))
    ipc_observe ("keeps boundaries");
}

IPC_TEST (seqpacket)
{
  char got[8];
  int fd[2];
  ssize_t n;

  if (!try_quick_pair (SOCK_SEQPACKET, fd) || !keeps_boundaries (fd))
    return;
  close (fd[0]);
  n = take (fd[1], got, sizeof got);
  ipc_observe (n == 0 ? "keeps boundaries and ends" : "has no end of file");
}

IPC_TEST (raw)
{
  int fd[2];

  if (try_quick_pair (SOCK_RAW, fd) && keeps_boundaries (fd))
    ipc_observe ("datagrams");
}

IPC_TEST (af_local)
{
  int fd[2];
  char got;

  if (AF_LOCAL == -1)
    {
      ipc_observe ("missing");
      return;
    }
  if (!need_pair (SOCK_STREAM, fd))
    return;
  IPC_SETUP (socketpair (AF_LOCAL, SOCK_STREAM, 0, fd) == 0);
  IPC_SETUP (write (fd[0], "x", 1) == 1 && read (fd[1], &got, 1) == 1);
  ipc_observe (AF_LOCAL == AF_UNIX ? "alias" : "another family");
}

/* Whether a byte crosses FD both ways.  */
static int
crosses (int fd[2])
{
  char there = 0, back = 0;

  return write (fd[0], "t", 1) == 1 && read (fd[1], &there, 1) == 1
         && write (fd[1], "b", 1) == 1 && read (fd[0], &back, 1) == 1
         && there == 't' && back == 'b';
}

/* Protocol 6 is one that exists, though not in this family.  */
IPC_TEST (protocol_unspec)
{
  int fd[2], bogus, same;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  signal (SIGPIPE, SIG_IGN);
  if (PF_UNSPEC != 0 || !crosses (fd))
    {
      ipc_observe ("the default protocol does not work");
      return;
    }
  same = socketpair (AF_UNIX, SOCK_STREAM, PF_UNIX, fd);
  ipc_detail ("PF_UNIX as protocol: %s",
              same == 0 ? "accepted" : ipc_errno_name (errno));
  bogus = socketpair (AF_UNIX, SOCK_STREAM, 6, fd);
  ipc_observef ("default, %s",
                bogus == 0 ? "accepts a bogus one" : ipc_errno_name (errno));
}

IPC_TEST (inet)
{
  int fd[2];

  signal (SIGPIPE, SIG_IGN);
  if (socketpair (AF_INET, SOCK_STREAM, 0, fd) == -1)
    ipc_observe (ipc_failure_name (errno));
  else
    ipc_observe (crosses (fd) ? "works" : "succeeds, but carries nothing");
}

IPC_TEST (bad_family)
{
  int fd[2];

  if (socketpair (12345, SOCK_STREAM, 0, fd) == -1)
    ipc_observe (ipc_failure_name (errno));
  else
    ipc_observe ("accepted");
}

/* Once with no descriptor left, once with just one.  */
static int
run_out (struct ipc_link *link, void *arg)
{
  char text[80];
  int spare, fd[2] = { -7, -7 };

  (void) arg;
  strcpy (text, "EMFILE, no leak");
  ipc_limit_descriptors (1);
  for (spare = 1; spare >= 0; spare--)
    {
      int before = ipc_count_descriptors ();
      int result = socketpair (AF_UNIX, SOCK_STREAM, 0, fd);
      int error = errno;

      if (result != -1)
        strcpy (text, "succeeds");
      else if (error != EMFILE)
        strcpy (text, ipc_errno_name (error));
      else if (ipc_count_descriptors () != before)
        strcpy (text, "EMFILE, leaks a descriptor");
      else if (fd[0] != -7 || fd[1] != -7)
        strcpy (text, "EMFILE, but names descriptors");
      if (strcmp (text, "EMFILE, no leak") != 0)
        break;
      if (spare == 1)
        IPC_SETUP (dup (0) != -1);
    }
  ipc_send (link, text, sizeof text);
  return 0;
}

IPC_TEST (bad_pointer_fds)
{
  struct ipc_child child;
  char text[80];
  int fd[2];

  if (!need_pair (SOCK_STREAM, fd))
    return;
  child = ipc_start (run_out, NULL);
  ipc_receive (&child.link, text, sizeof text);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (text);
}

/* The length of one name of FD, or -1 if that observed why not.  */
static int
unnamed_length (int fd, int peer)
{
  struct sockaddr_storage name;
  socklen_t size = sizeof name, i;
  const char *bytes = (const char *) &name;

  memset (&name, 0, sizeof name);
  if ((peer ? getpeername (fd, (struct sockaddr *) &name, &size)
       : getsockname (fd, (struct sockaddr *) &name, &size)) == -1)
    {
      ipc_observef ("%s: %s", peer ? "getpeername" : "getsockname",
                    ipc_errno_name (errno));
      return -1;
    }
  if (size >= offsetof (struct sockaddr_un, sun_path)
      && name.ss_family != AF_UNIX)
    {
      ipc_observe (name.ss_family == AF_INET ? "an Internet address"
                   : "an address of another family");
      return -1;
    }
  for (i = offsetof (struct sockaddr_un, sun_path);
       i < size && i < sizeof name; i++)
    if (bytes[i] != '\0')
      {
        ipc_observe ("named");
        return -1;
      }
  return (int) size;
}

IPC_TEST (unnamed)
{
  int fd[2], i, length[4];

  if (!need_pair (SOCK_STREAM, fd))
    return;
  for (i = 0; i < 4; i++)
    {
      length[i] = unnamed_length (fd[i / 2], i % 2);
      if (length[i] == -1)
        return;
    }
  ipc_detail ("own %d and %d, peers' %d and %d", length[0], length[2],
              length[1], length[3]);
  if (length[1] == length[0] && length[2] == length[0]
      && length[3] == length[0])
    ipc_observef ("unnamed, length %d", length[0]);
  else
    ipc_observe ("unnamed, of several lengths");
}
