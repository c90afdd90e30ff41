/* local_inet_test.c - names over loopback, in hard circumstances.
   SPDX-License-Identifier: BSD-2-Clause

   What strangers do is local_strangers_test.c.  */

#include "probed.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "child-kit.h"
#include "local-kit.h"

/* The N-th call from here on is the last: its process is killed before it.  */
static int last_call;

static void
count_down (void)
{
  if (last_call > 0 && --last_call == 0)
    raise (SIGKILL);
}

/* What the kernel says that a connection has come to, if not 0.  */
static int fate;

int dying_listen (struct ipc_local_listener *, const char *, mode_t, int);
int dying_connect (const char *, int);
int dying_begin (struct ipc_local_call *, const char *);
int dying_finish (struct ipc_local_call *, int);
void dying_give_up (struct ipc_local_call *);
int dying_accept (struct ipc_local_listener *, int);
int dying_polled (const struct ipc_local_listener *, struct pollfd *);
void dying_close (struct ipc_local_listener *);
int dying_invent (struct local_name *);
int dying_make (const char *, mode_t, const struct local_name *);
int dying_read (const char *, struct local_name *, uid_t *);
#define open(...) (count_down (), open (__VA_ARGS__))
#define write(...) (count_down (), write (__VA_ARGS__))
#define bind(...) (count_down (), bind (__VA_ARGS__))
#define listen(...) (count_down (), listen (__VA_ARGS__))
#define connect(...) (count_down (), connect (__VA_ARGS__))
#define accept(...) (count_down (), accept (__VA_ARGS__))
#define local_say(...) (count_down (), local_say (__VA_ARGS__))
#define close(...) (count_down (), close (__VA_ARGS__))
#define getsockopt(fd, level, name, value, size) \
  (fate != 0 ? *(value) = fate, 0 : getsockopt (fd, level, name, value, size))
#define ipc_local_listen dying_listen
#define ipc_local_accept dying_accept
#define ipc_local_polled dying_polled
#define ipc_local_close dying_close
#define ipc_local_connect dying_connect
#define ipc_local_begin dying_begin
#define ipc_local_finish dying_finish
#define ipc_local_give_up dying_give_up
#define ipc_local_name_invent dying_invent
#define ipc_local_name_make dying_make
#define ipc_local_name_read dying_read
#include "local-name.c"
#include "local-connect.c"
#include "local-inet.c"
#undef open
#undef write
#undef bind
#undef listen
#undef connect
#undef accept
#undef local_say
#undef getsockopt
#undef close
#undef ipc_local_listen
#undef ipc_local_accept
#undef ipc_local_polled
#undef ipc_local_close
#undef ipc_local_connect
#undef ipc_local_begin
#undef ipc_local_finish
#undef ipc_local_give_up
#undef ipc_local_name_invent
#undef ipc_local_name_make
#undef ipc_local_name_read

CASE (meets)
{
  struct ipc_local_listener l;
  struct ipc_local_call call;
  int a, b, before = open_fds ();

  (void) tc;
  listen_at (&l, "name");
  a = meet_at (&l, "name", &b);
  ATF_CHECK (passes (a, b, "there") && passes (b, a, "back"));
  ATF_CHECK (fcntl (a, F_GETFD) & FD_CLOEXEC & fcntl (b, F_GETFD));
  ATF_CHECK (!((fcntl (a, F_GETFL) | fcntl (b, F_GETFL)) & O_NONBLOCK));
  close (a);
  close (b);
  /* Who is in the queue when the name goes is served.  */
  ATF_REQUIRE (ipc_local_begin (&call, "name") == 0);
  ATF_CHECK_EQ (geteuid (), call.owner);
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_finish (&call, 0) == -1);
  ATF_REQUIRE (unlink ("name") == 0);
  ATF_CHECK_ERRNO (ENOENT, ipc_local_connect ("name", -1) == -1);
  b = ipc_local_accept (&l, -1);
  a = ipc_local_finish (&call, -1);
  ATF_CHECK (a != -1 && b != -1 && passes (a, b, "late"));
  close (a);
  close (b);
  ipc_local_close (&l);
  ATF_CHECK_EQ (before, open_fds ());
}

/* What a process does that is killed, until it is not.  */
static int
listen_and_end (void)
{
  struct ipc_local_listener l;

  return dying_listen (&l, "name", 0600, 16) == 0 ? 0 : 1;
}

static int
connect_and_end (void)
{
  return dying_connect ("name", -1) == -1;
}

/* The status of a child that does RUN and dies at its call N.  */
static pid_t
start_dying (int (*run) (void), int n)
{
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      last_call = n;
      _exit (run ());
    }
  return pid;
}

static int
end_of (pid_t pid)
{
  int status;

  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  return status;
}

/* What it leaves is no name, or a dead one, that can be removed.  */
CASE (killed_server)
{
  struct ipc_local_listener l;
  int n, status, a, b;

  (void) tc;
  listen_at (&l, "first");
  ipc_local_close (&l);
  for (n = 1;; n++)
    {
      status = end_of (start_dying (listen_and_end, n));
      ATF_CHECK (ipc_local_connect ("name", -1) == -1
                 && (errno == ENOENT || errno == ECONNREFUSED));
      unlink ("name");
      listen_at (&l, "name");
      a = meet_at (&l, "name", &b);
      ATF_CHECK (passes (a, b, "x"));
      close (a);
      close (b);
      ipc_local_close (&l);
      ATF_REQUIRE (unlink ("name") == 0);
      if (!WIFSIGNALED (status))
        break;
    }
  ATF_CHECK_EQ (0, status);
  ATF_CHECK (n > 6);
}

/* The server takes the next one.  */
CASE (killed_client)
{
  struct ipc_local_listener l;
  int n, status, a, b;
  pid_t pid;
  char byte;

  (void) tc;
  listen_at (&l, "name");
  for (n = 1;; n++)
    {
      pid = start_dying (connect_and_end, n);
      b = n < 5 ? -1 : ipc_local_accept (&l, -1);
      if (b != -1)
        {
          ATF_CHECK_EQ (0, read (b, &byte, 1));
          close (b);
        }
      status = end_of (pid);
      a = meet_at (&l, "name", &b);
      ATF_CHECK (passes (a, b, "x"));
      close (a);
      close (b);
      if (!WIFSIGNALED (status))
        break;
    }
  ATF_CHECK_EQ (0, status);
  ATF_CHECK_EQ (5, n);
}

CASE (many_in_a_row)
{
  struct ipc_local_listener l;
  int i, a, b, before;

  (void) tc;
  listen_at (&l, "name");
  before = next_fd ();
  for (i = 0; i < 20000; i++)
    {
      a = meet_at (&l, "name", &b);
      ATF_REQUIRE (passes (a, b, "x"));
      close (a);
      close (b);
    }
  ATF_CHECK_EQ (before, next_fd ());
  ATF_CHECK_EQ (0, l.callers);
}

CASE (full_table)
{
  struct ipc_local_listener l;
  struct ipc_local_call call;
  int room, result, error, before = open_fds (), a, b;

  (void) tc;
  need_loopback ();
  for (room = 0, result = -1; result == -1; room++)
    {
      limit_fds (next_fd () + room);
      result = ipc_local_listen (&l, "name", 0600, 4);
      error = errno;
      limit_fds (-1);
      ATF_REQUIRE (result == 0 || error == EMFILE);
      ATF_CHECK_EQ (before + (result == 0), open_fds ());
      ATF_CHECK_EQ (result, access ("name", F_OK));
    }
  ATF_CHECK (room <= 3);
  for (room = 0, result = -1; result == -1; room++)
    {
      limit_fds (next_fd () + room);
      result = ipc_local_begin (&call, "name");
      ATF_REQUIRE (result == 0 || errno == EMFILE);
      limit_fds (-1);
      ATF_CHECK_EQ (before + 1 + (result == 0), open_fds ());
    }
  limit_fds (next_fd ());
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_finish (&call, 0) == -1);
  ATF_CHECK_ERRNO (EMFILE, ipc_local_accept (&l, -1) == -1);
  limit_fds (-1);
  b = ipc_local_accept (&l, -1);
  a = ipc_local_finish (&call, -1);
  ATF_CHECK (a != -1 && b != -1 && passes (a, b, "x"));
}

/* A call that has failed is over, and is not told as one that takes time.  */
CASE (failed_call)
{
  struct ipc_local_listener l;
  struct ipc_local_call call;

  (void) tc;
  listen_at (&l, "name");
  ATF_REQUIRE (dying_begin (&call, "name") == 0);
  fate = ETIMEDOUT;
  ATF_CHECK_ERRNO (ECONNREFUSED, dying_finish (&call, -1) == -1);
  ATF_CHECK_EQ (-1, call.fd);
  fate = 0;
  /* Nothing can be waited for.  */
  ATF_REQUIRE (dying_begin (&call, "name") == 0);
  limit_fds (0);
  ATF_CHECK (dying_finish (&call, 50) == -1
             && (errno == ETIMEDOUT || call.fd == -1));
  limit_fds (-1);
}

/* Clients of one server, each of which hears its own words.  */
static void *
call_often (void *arg)
{
  char text[2] = { *(char *) arg, '\0' };
  struct linger at_once = { 1, 0 };
  int i, fd;

  for (i = 0; i < 200; i++)
    {
      fd = ipc_local_connect ("name", -1);
      if (fd == -1 || !passes (fd, fd, text))
        return arg;
      setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      close (fd);
    }
  return NULL;
}

CASE (four_threads)
{
  enum { WORKERS = 4 };
  struct ipc_local_listener l;
  pthread_t thread[WORKERS];
  char names[] = "abcd", byte;
  void *wrong;
  int i, fd;

  (void) tc;
  listen_at (&l, "name");
  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, call_often, names + i)
                 == 0);
  for (i = 0; i < WORKERS * 200; i++)
    {
      fd = ipc_local_accept (&l, -1);
      ATF_REQUIRE (fd != -1 && read (fd, &byte, 1) == 1
                   && write (fd, &byte, 1) == 1);
      close (fd);
    }
  for (i = 0; i < WORKERS; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, meets);
  ATF_TP_ADD_TC (tp, killed_server);
  ATF_TP_ADD_TC (tp, killed_client);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, failed_call);
  ATF_TP_ADD_TC (tp, four_threads);
  return atf_no_error ();
}
