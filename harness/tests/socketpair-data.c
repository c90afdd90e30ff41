/* socketpair-data.c - what pairs carry that may get lost.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-sockets.h"
#include "socketpair.h"

enum { MESSAGES = 2000, SIZE = 8192 };

/* A sender that is faster than its receiver waits.  */
void
send_more_than_fits (const struct form *form)
{
  static char message[SIZE];
  int fd[2], i, status;
  pid_t pid;

  if (!pair_by (form, SOCK_DGRAM, fd))
    return;
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      for (i = 0; i < MESSAGES; i++)
        if (memcpy (message, &i, sizeof i) == NULL
            || send (fd[0], message, SIZE, 0) != SIZE)
          _exit (1);
      _exit (0);
    }
  close (fd[0]);
  for (i = 0; i < MESSAGES; i++)
    {
      ATF_REQUIRE_EQ (SIZE, recv (fd[1], message, SIZE, 0));
      ATF_REQUIRE (memcmp (message, &i, sizeof i) == 0);
    }
  close (fd[1]);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ (0, status);
}

/* A message of one byte with room for a descriptor.  */
struct message
{
  struct msghdr header;
  struct iovec v;
  char byte;
  union { char bytes[CMSG_SPACE (sizeof (int))]; size_t align; } room;
};

static void
set_up (struct message *m)
{
  memset (m, 0, sizeof *m);
  m->v.iov_base = &m->byte;
  m->v.iov_len = 1;
  m->header.msg_iov = &m->v;
  m->header.msg_iovlen = 1;
  m->header.msg_control = m->room.bytes;
  m->header.msg_controllen = sizeof m->room.bytes;
}

ssize_t
pass_descriptor (int fd)
{
  struct message m;
  struct cmsghdr *c;

  set_up (&m);
  c = CMSG_FIRSTHDR (&m.header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN (sizeof (int));
  return ipc_fb_sendmsg (fd, &m.header, 0);
}

int
passed_descriptors (int fd)
{
  struct message m;

  set_up (&m);
  ATF_REQUIRE_EQ (1, recvmsg (fd, &m.header, 0));
  return CMSG_FIRSTHDR (&m.header) != NULL;
}
