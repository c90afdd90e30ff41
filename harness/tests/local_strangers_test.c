/* local_strangers_test.c - who has no business at the port of a name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "local-kit.h"

/* Strangers in all moods: silent, halfway, wrong by a bit, too short, and one
   who says what only the server knows.  */
static void
annoy (const struct ipc_local_listener *l, unsigned port, int i, int *fd)
{
  unsigned char said[IPC_LOCAL_HALF];

  *fd = call_port (port);
  memcpy (said, l->client, sizeof said);
  if (i % 5 == 1)
    ATF_REQUIRE (send (*fd, "junk", 4, 0) == 4);
  if (i % 5 == 2)
    {
      said[i / 5 % IPC_LOCAL_HALF] ^= 1;
      ATF_REQUIRE (send (*fd, said, sizeof said, 0) == sizeof said);
    }
  if (i % 5 == 3)
    ATF_REQUIRE (send (*fd, said, sizeof said - 1, 0) == sizeof said - 1
                 && shutdown (*fd, SHUT_WR) == 0);
  if (i % 5 == 4)
    ATF_REQUIRE (send (*fd, l->server, sizeof said, 0) == sizeof said);
}

/* Whether FD has been told nothing but the end.  */
static int
told_nothing (int fd)
{
  char byte;
  ssize_t n = read (fd, &byte, 1);

  return n == 0 || (n == -1 && errno == ECONNRESET);
}

static void *
connect_to (void *arg)
{
  int *fd = arg;

  *fd = ipc_local_connect ("name", -1);
  return NULL;
}

/* A hundred at once, some while the client waits, but first more that keep
   their mouths shut than are kept: it gets in, and nobody else.  */
CASE (hundred_strangers)
{
  enum { MANY = 100, MUTE = 90 };
  struct ipc_local_listener l;
  int stranger[MANY], i, client = -1, session;
  pthread_t thread;
  unsigned port;

  (void) tc;
  need_loopback ();
  ATF_REQUIRE (ipc_local_listen (&l, "name", 0600, 200) == 0);
  port = port_of ("name");
  for (i = 0; i < MUTE; i++)
    annoy (&l, port, i % 2, &stranger[i]);
  ATF_REQUIRE (pthread_create (&thread, NULL, connect_to, &client) == 0);
  for (; i < MANY; i++)
    annoy (&l, port, i, &stranger[i]);
  session = ipc_local_accept (&l, -1);
  ATF_REQUIRE (session != -1 && pthread_join (thread, NULL) == 0);
  ATF_CHECK (client != -1 && passes (client, session, "x"));
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_accept (&l, 0) == -1);
  ATF_CHECK (l.callers <= IPC_LOCAL_CALLERS);
  ipc_local_close (&l);
  for (i = 0; i < MANY; i++)
    ATF_CHECK (told_nothing (stranger[i]));
}

/* The silent ones have every slot of the table.  */
CASE (no_slots)
{
  struct ipc_local_listener l;
  struct ipc_local_call call;
  struct rlimit few;
  int i, client, session, stranger[12];

  (void) tc;
  listen_at (&l, "name");
  for (i = 0; i < 12; i++)
    annoy (&l, port_of ("name"), 0, &stranger[i]);
  ATF_REQUIRE (ipc_local_begin (&call, "name") == 0);
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_finish (&call, 0) == -1);
  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &few) == 0);
  few.rlim_cur = (rlim_t) next_fd () + 4;
  ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &few) == 0);
  session = ipc_local_accept (&l, -1);
  client = ipc_local_finish (&call, -1);
  few.rlim_cur = few.rlim_max;
  ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &few) == 0);
  ATF_REQUIRE (session != -1 && client != -1);
  ATF_CHECK (passes (client, session, "x"));
}

/* Connect as fast as can be, and keep the last few.  */
static void
flood (unsigned port)
{
  int fd[100], i;
  struct sockaddr_in at;
  struct linger at_once = { 1, 0 };

  memset (fd, -1, sizeof fd);
  local_address_of (&at, port);
  for (i = 0;; i = (i + 1) % 100)
    {
      close (fd[i]);
      fd[i] = local_socket_made ();
      setsockopt (fd[i], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      if (connect (fd[i], (struct sockaddr *) &at, sizeof at) == 0)
        send (fd[i], "junk", 4, MSG_NOSIGNAL);
    }
}

enum { CLIENTS = 50 };

static void *
connect_often (void *arg)
{
  int i, fd, *lost = arg;

  for (i = 0; i < CLIENTS; i++)
    {
      fd = ipc_local_connect ("name", -1);
      *lost += fd == -1 || write (fd, "x", 1) != 1;
      close (fd);
    }
  return NULL;
}

/* Each client gets in all the same.  */
CASE (flooded)
{
  struct ipc_local_listener l;
  pthread_t thread;
  int i, fd, lost = 0;
  char byte;
  pid_t pid;

  (void) tc;
  listen_at (&l, "name");
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    flood (port_of ("name"));
  ATF_REQUIRE (pthread_create (&thread, NULL, connect_often, &lost) == 0);
  for (i = 0; i < CLIENTS; i++)
    {
      fd = ipc_local_accept (&l, -1);
      ATF_REQUIRE (fd != -1 && read (fd, &byte, 1) == 1 && byte == 'x');
      close (fd);
    }
  kill (pid, SIGKILL);
  ATF_REQUIRE (waitpid (pid, NULL, 0) == pid);
  ATF_REQUIRE (pthread_join (thread, NULL) == 0);
  ATF_CHECK_EQ (0, lost);
}

/* Who says nothing is not kept.  */
CASE (silent)
{
  struct ipc_local_listener l;
  int stranger;

  (void) tc;
  listen_at (&l, "name");
  stranger = call_port (port_of ("name"));
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_accept (&l, 0) == -1);
  ATF_CHECK_EQ (1, l.callers);
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_accept (&l, 2100) == -1);
  ATF_CHECK_EQ (0, l.callers);
  ATF_CHECK (told_nothing (stranger));
}

/* Who has the port of a dead name: says back what it hears, and what the
   client said to one before; is silent; hangs up.  */
static void *
pose (void *arg)
{
  int listener = *(int *) arg, mood, fd;
  char heard[64];
  ssize_t n;

  for (mood = 0; (fd = accept (listener, NULL, NULL)) != -1; mood++)
    {
      n = recv (fd, heard, IPC_LOCAL_HALF, MSG_WAITALL);
      if (n != IPC_LOCAL_HALF)
        return arg;
      if (mood == 0 && write (fd, heard, (size_t) n) != n)
        return arg;
      /* Nothing else is said, until the client has gone.  */
      if (mood < 2 && (n = read (fd, heard, sizeof heard)) > 0)
        return arg;
      close (fd);
    }
  return NULL;
}

CASE (stale)
{
  struct ipc_local_listener l;
  pthread_t thread;
  int listener;
  void *wrong;

  (void) tc;
  listen_at (&l, "name");
  ipc_local_close (&l);
  ATF_CHECK_ERRNO (ECONNREFUSED, ipc_local_connect ("name", -1) == -1);
  ATF_CHECK_ERRNO (EADDRINUSE, ipc_local_listen (&l, "name", 0600, 4) == -1);
  listener = take_port (port_of ("name"));
  ATF_REQUIRE (pthread_create (&thread, NULL, pose, &listener) == 0);
  ATF_CHECK_ERRNO (ECONNREFUSED, ipc_local_connect ("name", -1) == -1);
  ATF_CHECK_ERRNO (ETIMEDOUT, ipc_local_connect ("name", 50) == -1);
  ATF_CHECK_ERRNO (ECONNREFUSED, ipc_local_connect ("name", -1) == -1);
  /* What it heard is of no use at the next one.  */
  ATF_REQUIRE (unlink ("name") == 0);
  shutdown (listener, SHUT_RDWR);
  ATF_CHECK (pthread_join (thread, &wrong) == 0 && wrong == NULL);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, hundred_strangers);
  ATF_TP_ADD_TC (tp, no_slots);
  ATF_TP_ADD_TC (tp, flooded);
  ATF_TP_ADD_TC (tp, silent);
  ATF_TP_ADD_TC (tp, stale);
  return atf_no_error ();
}
