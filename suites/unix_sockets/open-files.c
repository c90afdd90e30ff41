/* open-files.c - what is passed is the open file.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "passing.h"
#include "unix_sockets.h"

/* Whether GOT is SENT by another number: the same file, and the same open
   file, which has one offset.  */
static int
is_same (int got, int sent)
{
  return got != sent && local_same_file (got, sent)
         && lseek (got, 3, SEEK_SET) == 3 && lseek (sent, 0, SEEK_CUR) == 3
         && lseek (sent, 0, SEEK_SET) == 0;
}

/* Pass FILE alone over FD: NULL, or what is wrong.  */
static const char *
passes_one (const int fd[2], int file)
{
  const char *wrong = NULL;
  int got;

  if (pass_fd (fd[0], file) == -1)
    return ipc_failure_name (errno);
  got = take_fd (fd[1]);
  if (got == -1)
    return "one alone is lost";
  if (!is_same (got, file))
    wrong = "another file";
  close (got);
  return wrong;
}

/* Pass two files by FD, and the end of a pipe that has a text: NULL, or what
   is wrong.  */
static const char *
passes_all (int fd[2], int sent[3])
{
  struct ipc_rights r;
  int right;

  if (ipc_send_rights (fd[0], "all", 3, sent, 3, 0) != 3)
    return ipc_errno_name (errno);
  if (ipc_take_rights (fd[1], 10, ipc_rights_space (3), &r) != 3
      || strcmp (r.text, "all") != 0)
    return "other data";
  if (r.n != 3)
    return r.n == 0 ? "lost" : "another number";
  right = is_same (r.fd[0], sent[0]) && is_same (r.fd[1], sent[1])
          && strcmp (ipc_got (r.fd[2], 20), "in the pipe") == 0;
  ipc_close_rights (&r);
  return right ? NULL : "other files";
}

/* Takes a descriptor from *ARG, and tells what it reads by that.  */
static int
read_by_it (struct ipc_link *link, void *arg)
{
  int fd = take_fd (*(const int *) arg);
  char text[3] = "";

  if (fd != -1 && read (fd, text, 2) != 2)
    text[0] = '\0';
  ipc_send (link, text, sizeof text);
  return 0;
}

/* The same to another process, for one that is no longer open here by the
   number it was sent by.  */
static const char *
passes_on (int fd[2])
{
  struct ipc_child child;
  int file = open ("a", O_RDWR), copy = dup (file);
  char text[3];

  IPC_SETUP (file != -1 && copy != -1 && lseek (file, 1, SEEK_SET) == 1);
  if (pass_fd (fd[0], file) == -1)
    return ipc_errno_name (errno);
  close (file);
  child = ipc_start (read_by_it, &fd[1]);
  ipc_receive (&child.link, text, sizeof text);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return strcmp (text, "ir") != 0 ? "another process gets other files"
         : lseek (copy, 0, SEEK_CUR) != 3 ? "another process opens anew"
         : NULL;
}

/* What is wrong with a pair of TYPE, or NULL.  */
static const char *
passes_over (int type)
{
  int fd[2], sent[3], ends[2];
  const char *wrong;

  if (!local_quick_pair (type, fd))
    return errno == ENOSYS ? "absent" : "no pair";
  sent[0] = open ("a", O_RDWR);
  sent[1] = open ("b", O_RDWR);
  ipc_pipe (ends);
  sent[2] = ends[0];
  IPC_SETUP (sent[0] != -1 && sent[1] != -1);
  ipc_put (ends[1], "in the pipe");
  wrong = passes_one (fd, sent[0]);
  if (wrong == NULL)
    wrong = passes_all (fd, sent);
  return wrong != NULL ? wrong : passes_on (fd);
}

IPC_TEST (fd_passing)
{
  const char *stream, *messages;

  ipc_make_file ("a", "first");
  ipc_make_file ("b", "second");
  stream = passes_over (SOCK_STREAM);
  messages = passes_over (SOCK_DGRAM);
  ipc_detail ("stream: %s, datagram: %s", stream == NULL ? "passes" : stream,
              messages == NULL ? "passes" : messages);
  if (stream == NULL || messages == NULL)
    ipc_observe (stream != NULL ? "over datagrams only"
                 : messages != NULL ? "over streams only"
                 : "over streams and datagrams");
  else
    ipc_observe (stream);
}
