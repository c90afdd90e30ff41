/* socketpair_test.c - what the suites cannot bring about in a socket pair.
   SPDX-License-Identifier: BSD-2-Clause

   Each form of it, by calls that stand before libc's: strangers get in while
   a pair is being made, and any call may fail.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"
#include "socketpair.h"

static int
inet (int domain, int type, int protocol, int fd[2])
{
  (void) domain;
  (void) protocol;
  return ipc_fb_socketpair_inet (type, fd);
}

static int
plain_inet (int domain, int type, int protocol, int fd[2])
{
  (void) domain;
  (void) protocol;
  return plain_socketpair_inet (type, fd);
}

const struct form forms[] =
{
  { "fallback", ipc_fb_socketpair, 1, 1 },
  { "plain", plain_socketpair, 0, 1 },
  { "Internet", inet, 1, 0 },
  { "plain Internet", plain_inet, 0, 0 }
};

int
open_fds (void)
{
  int fd, n = 0;

  for (fd = 0; fd < 1000; fd++)
    n += fcntl (fd, F_GETFD) != -1;
  return n;
}

int
talks (const int fd[2])
{
  char got[8];

  return write (fd[0], "me", 2) == 2 && read (fd[1], got, sizeof got) == 2
         && got[0] == 'm' && write (fd[1], "you", 3) == 3
         && read (fd[0], got, sizeof got) == 3 && got[0] == 'y';
}

int
pair_by (const struct form *form, int type, int fd[2])
{
  int result = form->make (AF_UNIX, type, 0, fd);

  if (result == -1
      && (errno == EADDRNOTAVAIL || errno == ENETUNREACH
          || (errno == EPROTONOSUPPORT && !form->datagrams)))
    return 0;
  ATF_REQUIRE_MSG (result == 0, "%s: %s", form->name, strerror (errno));
  return 1;
}

static void
close_pair (const int fd[2])
{
  close (fd[0]);
  close (fd[1]);
}

/* A pair of TYPE by each form in spite of COUNT strangers, who are not
   heard.  */
static void
pairs_among (int type, int count)
{
  int fd[2], i, before = open_fds ();

  signal (SIGPIPE, SIG_IGN);
  for (i = 0; i < FORMS; i++)
    {
      strangers = count;
      if (!pair_by (&forms[i], type, fd))
        continue;
      strangers = 0;
      ATF_CHECK_MSG (talks (fd), "%s", forms[i].name);
      close_pair (fd);
      ATF_CHECK_EQ (before, open_fds ());
      ATF_CHECK_EQ (0, directories);
    }
}

/* 20 are more than there is room for, 100 more than are borne.  */
ATF_TC_WITHOUT_HEAD (stream_among_strangers);
ATF_TC_BODY (stream_among_strangers, tc)
{
  int fd[2] = { -7, -7 }, before = open_fds ();

  (void) tc;
  pairs_among (SOCK_STREAM, 0);
  pairs_among (SOCK_STREAM, 3);
  strangers = 12;
  ATF_REQUIRE (ipc_fb_socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  close_pair (fd);
  fd[0] = fd[1] = -7;
  strangers = 100;
  ATF_CHECK_ERRNO (ECONNABORTED,
                   ipc_fb_socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1);
  ATF_CHECK (fd[0] == -7 && fd[1] == -7);
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TC_WITHOUT_HEAD (datagram_among_strangers);
ATF_TC_BODY (datagram_among_strangers, tc)
{
  (void) tc;
  pairs_among (SOCK_DGRAM, 0);
  pairs_among (SOCK_DGRAM, 3);
}

/* Let each call in turn fail when FORM makes a pair of TYPE.  */
static void
fail_everywhere (const struct form *form, int type, int with)
{
  int fd[2], at, result, before = open_fds ();

  for (at = 1;; at++)
    {
      fails_at = at;
      fails_with = with;
      fd[0] = fd[1] = -7;
      result = form->make (AF_UNIX, type, 0, fd);
      ATF_CHECK_MSG (result == 0 || (errno == with && fd[0] == -7
                                     && fd[1] == -7),
                     "%s, call %d: %s", form->name, at, strerror (errno));
      if (result == 0)
        {
          ATF_CHECK (talks (fd));
          close_pair (fd);
        }
      ATF_CHECK_EQ_MSG (before, open_fds (), "%s, call %d", form->name, at);
      ATF_CHECK_EQ_MSG (0, directories, "%s, call %d", form->name, at);
      if (fails_at > 0)
        break;
    }
  fails_at = 0;
  ATF_CHECK_MSG (at > 4, "%s: %d calls", form->name, at);
}

ATF_TC_WITHOUT_HEAD (any_call_fails);
ATF_TC_BODY (any_call_fails, tc)
{
  int fd[2], i;

  (void) tc;
  for (i = 0; i < FORMS; i++)
    {
      if (!pair_by (&forms[i], SOCK_STREAM, fd))
        continue;
      close_pair (fd);
      fail_everywhere (&forms[i], SOCK_STREAM, ENOMEM);
      fail_everywhere (&forms[i], SOCK_STREAM, EMFILE);
      fail_everywhere (&forms[i], SOCK_STREAM, EEXIST);
      if (!forms[i].datagrams)
        continue;
      fail_everywhere (&forms[i], SOCK_DGRAM, ENOBUFS);
      fail_everywhere (&forms[i], SOCK_DGRAM, EEXIST);
    }
}

/* Only what was asked for.  */
ATF_TC_WITHOUT_HEAD (flags);
ATF_TC_BODY (flags, tc)
{
  int fd[2], i, end, set;

  (void) tc;
  for (i = 0; i < FORMS * 4; i++)
    {
      const struct form *form = &forms[i / 4];
      int type = i % 2 == 1 ? SOCK_DGRAM : SOCK_STREAM;

      set = 0;
#ifdef SOCK_CLOEXEC
      set = i % 4 / 2 && form->flags;
      type |= set ? SOCK_CLOEXEC | SOCK_NONBLOCK : 0;
#endif
      if (!pair_by (form, type, fd))
        continue;
      for (end = 0; end < 2; end++)
        {
          int status = fcntl (fd[end], F_GETFL) & O_NONBLOCK;
          int own = fcntl (fd[end], F_GETFD) & FD_CLOEXEC;

          ATF_CHECK_MSG ((status != 0) == set && (own != 0) == set,
                         "%s: end %d, flags %d", form->name, end, set);
        }
      close_pair (fd);
    }
}

ATF_TC_WITHOUT_HEAD (no_datagram_is_lost);
ATF_TC_BODY (no_datagram_is_lost, tc)
{
  int i, fd[2];

  (void) tc;
  for (i = 0; i < FORMS; i++)
    if (forms[i].datagrams)
      send_more_than_fits (&forms[i]);
  ATF_CHECK_ERRNO (EPROTONOSUPPORT,
                   ipc_fb_socketpair_inet (SOCK_DGRAM, fd) == -1);
}

ATF_TC_WITHOUT_HEAD (descriptors_do_not_vanish);
ATF_TC_BODY (descriptors_do_not_vanish, tc)
{
  int fd[2];
  char byte;

  (void) tc;
  ATF_REQUIRE (ipc_fb_socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  ATF_CHECK_EQ (1, pass_descriptor (fd[0]));
  ATF_CHECK_EQ (1, passed_descriptors (fd[1]));
  close_pair (fd);
  if (!pair_by (&forms[2], SOCK_STREAM, fd))
    return;
  ATF_CHECK_ERRNO (EOPNOTSUPP, pass_descriptor (fd[0]) == -1);
  ATF_CHECK (recv (fd[1], &byte, 1, MSG_DONTWAIT) == -1);
  close_pair (fd);
}

/* connect() is made again only if the interrupted one did not begin.  */
ATF_TC_WITHOUT_HEAD (connect_interrupted);
ATF_TC_BODY (connect_interrupted, tc)
{
  struct sockaddr_un at;
  int fd[2], how;

  (void) tc;
  for (how = WITHOUT_EFFECT; how <= IN_PROGRESS; how++)
    {
      memset (&at, 0, sizeof at);
      at.sun_family = AF_UNIX;
      strcpy (at.sun_path, "door");
      fd[0] = socket (AF_UNIX, SOCK_STREAM, 0);
      fd[1] = socket (AF_UNIX, SOCK_STREAM, 0);
      ATF_REQUIRE (bind (fd[1], (struct sockaddr *) &at, sizeof at) == 0);
      ATF_REQUIRE (listen (fd[1], 1) == 0);
      interrupted = (enum interruption) how;
      ATF_CHECK (ipc_fb_connect (fd[0], (struct sockaddr *) &at, sizeof at)
                 == 0);
      ATF_CHECK (send (fd[0], "x", 1, 0) == 1);
      close_pair (fd);
      unlink ("door");
    }
}

static void
each_stream (void (*test) (const struct form *))
{
  int fd[2], i;

  for (i = 0; i < FORMS; i++)
    if (pair_by (&forms[i], SOCK_STREAM, fd))
      {
        close_pair (fd);
        test (&forms[i]);
      }
}

ATF_TC_WITHOUT_HEAD (thousands);
ATF_TC_BODY (thousands, tc)
{
  (void) tc;
  each_stream (hold_many);
}

ATF_TC_WITHOUT_HEAD (threads);
ATF_TC_BODY (threads, tc)
{
  (void) tc;
  each_stream (make_in_threads);
}

ATF_TC_WITHOUT_HEAD (processes);
ATF_TC_BODY (processes, tc)
{
  (void) tc;
  each_stream (make_in_processes);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, stream_among_strangers);
  ATF_TP_ADD_TC (tp, datagram_among_strangers);
  ATF_TP_ADD_TC (tp, any_call_fails);
  ATF_TP_ADD_TC (tp, flags);
  ATF_TP_ADD_TC (tp, no_datagram_is_lost);
  ATF_TP_ADD_TC (tp, descriptors_do_not_vanish);
  ATF_TP_ADD_TC (tp, connect_interrupted);
  ATF_TP_ADD_TC (tp, thousands);
  ATF_TP_ADD_TC (tp, threads);
  ATF_TP_ADD_TC (tp, processes);
  return atf_no_error ();
}
