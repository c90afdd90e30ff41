/* credentials.c - who is at the other end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facilities/peers.h"
#include "frame/suite.h"
#include "unix_sockets.h"

static uid_t other_uid;
static gid_t other_gid;

/* A client who is another user, if that can be, and says who that is; then
   sends credentials, its own or others.  */
static int
be_client (struct ipc_link *link, void *arg)
{
  struct ipc_peer own;
  char what;
  int fd;

  (void) arg;
  if (geteuid () == 0)
    ipc_become (other_uid, other_gid);
  fd = local_client ("sock");
  own.uid = geteuid ();
  own.gid = getegid ();
  own.pid = getpid ();
  ipc_send (link, &own, sizeof own);
  while ((what = ipc_hear (link)) != 'q')
    ipc_tell (link, (what == 's' ? ipc_credentials_send (fd)
                     : ipc_credentials_forge (fd)) == 0 ? 's' : 'n');
  return 0;
}

/* Start it, and have its session: who it is goes to *PEER.  */
static int
meet_client (struct ipc_child *client, struct ipc_peer *peer)
{
  int listener, session;

  if (geteuid () == 0)
    ipc_second_uid (&other_uid, &other_gid);
  listener = local_listener ("sock");
  IPC_SETUP (chmod ("sock", 0777) == 0);
  *client = ipc_start (be_client, NULL);
  ipc_receive (&client->link, peer, sizeof *peer);
  session = local_session (listener);
  return session;
}

static void
end_client (struct ipc_child *client)
{
  ipc_tell (&client->link, 'q');
  IPC_SETUP (ipc_join_exit (client) == 0);
}

/* Whether ANSWER, which may lack a pid, is about EXPECTED.  */
static int
is_right (const struct ipc_peer *answer, const struct ipc_peer *expected)
{
  return answer->uid == expected->uid && answer->gid == expected->gid
         && (answer->pid == -1 || answer->pid == expected->pid);
}

IPC_TEST (credentials)
{
  struct ipc_child client;
  struct ipc_peer expected, answer;
  int session = meet_client (&client, &expected), i;
  char right[80] = "", wrong[80] = "";
  const char *name;

  for (i = 0; (name = ipc_peer_interface (i)) != NULL; i++)
    {
      char *list;

      if (ipc_peer_get (i, session, &answer) == -1)
        continue;
      list = is_right (&answer, &expected) ? right : wrong;
      strncat (list, *list == '\0' ? "" : " ", 2);
      strncat (list, name, 20);
    }
  end_client (&client);
  if (*wrong != '\0')
    ipc_observef ("wrong: %s", wrong);
  else
    ipc_observe (*right == '\0' ? "absent" : right);
}

/* Have CLIENT, who is EXPECTED, send SESSION the credentials of another, which
   are not to come, or to be its own all the same, and then its own: NULL, or
   what is wrong.  */
static const char *
forge (struct ipc_child *client, int session, const struct ipc_peer *expected)
{
  struct ipc_peer answer;

  ipc_tell (&client->link, 'f');
  if (ipc_hear (&client->link) == 's'
      && (ipc_credentials_take (session, &answer) == -1
          || !is_right (&answer, expected)))
    return "not checked";
  ipc_tell (&client->link, 's');
  return ipc_hear (&client->link) == 's'
         && ipc_credentials_take (session, &answer) == 0
         && is_right (&answer, expected) ? NULL : "lost the second time";
}

IPC_TEST (cred_message)
{
  struct ipc_child client;
  struct ipc_peer expected, answer;
  const char *kind = ipc_credentials_kind (), *wrong = NULL;
  int session, sent, taken;

  if (kind == NULL)
    {
      ipc_observe ("absent");
      return;
    }
  session = meet_client (&client, &expected);
  IPC_SETUP (ipc_credentials_want (session) == 0);
  ipc_tell (&client.link, 's');
  sent = ipc_hear (&client.link) == 's';
  ipc_nonblocking (session, 1);
  taken = ipc_credentials_take (session, &answer) == 0;
  if (sent && taken)
    wrong = forge (&client, session, &expected);
  end_client (&client);
  if (!sent || !taken)
    ipc_observef ("%s is %s", kind, sent ? "lost" : "refused");
  else if (wrong != NULL)
    ipc_observef ("%s is %s", kind, wrong);
  else
    ipc_observef (is_right (&answer, &expected) ? "%s" : "%s is wrong", kind);
}

/* Connects to the case's "sock", and tells whether its peer is the case; then
   whether that of the pair ARG, made by the case, is.  */
static int
ask_pids (struct ipc_link *link, void *arg)
{
  const int *pair = arg;
  pid_t pid = -1;
  int fd = local_client ("sock");
  char what;

  if (ipc_peer_pid (fd, &pid) == -1)
    what = 'a';
  else
    what = pid == getppid () ? 'c' : 'o';
  ipc_tell (link, what);
  pid = -1;
  if (ipc_peer_pid (pair[1], &pid) == -1 || pid == 0)
    what = 'n';
  else
    what = pid == getppid () ? 'c' : 'o';
  ipc_tell (link, what);
  ipc_expect (link, 'q');
  return 0;
}

/* Accepts on *ARG, and tells the pid of its peer.  */
static int
accept_here (struct ipc_link *link, void *arg)
{
  pid_t pid = -1;

  ipc_peer_pid (local_session (*(const int *) arg), &pid);
  ipc_send (link, &pid, sizeof pid);
  return 0;
}

/* Gives the socket *ARG its name.  */
static int
bind_it (struct ipc_link *link, void *arg)
{
  struct sockaddr_un a;

  (void) link;
  local_address (&a, "sock");
  IPC_SETUP (bind (*(const int *) arg, (struct sockaddr *) &a, sizeof a) == 0);
  return 0;
}

/* One child binds, another one asks, a third accepts; the case has called
   listen() and socketpair(), and now has nothing to do with either.  */
IPC_TEST (cred_capture)
{
  struct ipc_child client, server, binder;
  int listener = local_socket (SOCK_STREAM), pair[2], messages[2];
  char listening, paired;
  pid_t pid = -1, own = -1;

  binder = ipc_start (bind_it, &listener);
  IPC_SETUP (ipc_join_exit (&binder) == 0);
  IPC_SETUP (listen (listener, 5) == 0);
  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  IPC_SETUP (socketpair (AF_UNIX, SOCK_DGRAM, 0, messages) == 0);
  client = ipc_start (ask_pids, pair);
  listening = ipc_hear (&client.link);
  paired = ipc_hear (&client.link);
  server = ipc_start (accept_here, &listener);
  ipc_receive (&server.link, &pid, sizeof pid);
  IPC_SETUP (ipc_join_exit (&server) == 0);
  end_client (&client);
  ipc_detail ("a datagram pair: %s",
              ipc_peer_pid (messages[0], &own) == -1 ? "nothing"
              : own == getpid () ? "who made it" : "another one");
  if (listening == 'a')
    ipc_observe ("no pid to go by");
  else if (listening != 'c' || pid != client.pid)
    ipc_observe ("the present holder");
  else
    ipc_observe (paired == 'c' ? "who called listen, connect, socketpair"
                 : paired == 'n' ? "who called listen, connect"
                 : "the holder of a pair");
}
