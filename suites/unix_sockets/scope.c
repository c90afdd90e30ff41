/* scope.c - who reaches a local socket.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facilities/rooms.h"
#include "frame/suite.h"
#include "unix_sockets.h"

/* The address that FAMILY has for this host; its size.  */
static socklen_t
network_address (int family, struct sockaddr_storage *at)
{
  struct sockaddr_in *v4 = (struct sockaddr_in *) at;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) at;

  memset (at, 0, sizeof *at);
  at->ss_family = (sa_family_t) family;
  if (family == AF_INET6)
    {
      v6->sin6_addr = in6addr_loopback;
      v6->sin6_port = htons (9);
      return sizeof *v6;
    }
  v4->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  v4->sin_port = htons (9);
  return sizeof *v4;
}

/* Whether ERROR is what a network has to say.  */
static int
is_of_network (int error)
{
  return error == ECONNREFUSED || error == ENETUNREACH
         || error == EHOSTUNREACH || error == EADDRNOTAVAIL
         || error == ETIMEDOUT;
}

/* What is wrong with local sockets of TYPE that are given an address of
   FAMILY, and the other way round; or NULL.  */
static const char *
takes_network (int type, int family)
{
  struct sockaddr_storage network;
  struct sockaddr_un local, own;
  socklen_t size = network_address (family, &network);
  int bound = local_socket (type), client = local_socket (type);
  int other = socket (family, type, 0), taken;

  taken = bind (bound, (struct sockaddr *) &network, size) == 0
          || connect (client, (struct sockaddr *) &network, size) == 0;
  if (taken)
    return "takes a network address";
  ipc_detail ("connect: %s", ipc_errno_name (errno));
  if (is_of_network (errno))
    return "tries the network";
  local_address (&local, type == SOCK_STREAM ? "sock" : "messages");
  memset (&own, 0, sizeof own);
  size = sizeof own;
  IPC_SETUP (connect (client, (struct sockaddr *) &local, sizeof local) == 0);
  IPC_SETUP (getsockname (client, (struct sockaddr *) &own, &size) == 0);
  if (other != -1
      && connect (other, (struct sockaddr *) &local, sizeof local) == 0)
    return "is reached from a network socket";
  return size == 0 || own.sun_family == AF_UNIX ? NULL : "has another family";
}

/* No network is needed: the local socket itself refuses.  */
IPC_TEST (local_only)
{
  static const int families[] = { AF_INET, AF_INET6 };
  const char *wrong = NULL;
  int i;

  local_listener ("sock");
  local_bound (SOCK_DGRAM, "messages");
  for (i = 0; i < 4 && wrong == NULL; i++)
    wrong = takes_network (i < 2 ? SOCK_STREAM : SOCK_DGRAM, families[i % 2]);
  ipc_observe (wrong == NULL ? "no network address" : wrong);
}

static uid_t other_uid;
static gid_t other_gid;

/* Try "sock" and "messages" as a user who is nothing special.  */
static int
try_as_user (struct ipc_link *link, void *arg)
{
  const char *what, *by_messages;
  char text[40] = "";

  (void) arg;
  if (geteuid () == 0)
    ipc_become (other_uid, other_gid);
  what = local_reaches (SOCK_STREAM, "sock");
  by_messages = local_reaches (SOCK_DGRAM, "messages");
  strncat (text, strcmp (what, by_messages) == 0 ? what
           : "another answer to datagrams", sizeof text - 1);
  ipc_send (link, text, sizeof text);
  return 0;
}

/* What such a user meets when the entries have MODE; into TEXT, of 40
   bytes.  */
static void
user_meets (mode_t mode, char *text)
{
  struct ipc_child child;

  IPC_SETUP (chmod ("sock", mode) == 0 && chmod ("messages", mode) == 0);
  child = ipc_start (try_as_user, NULL);
  ipc_receive (&child.link, text, 40);
  IPC_SETUP (ipc_join_exit (&child) == 0);
}

/* What counts is the permission of the user's own class.  */
IPC_TEST (perm)
{
  char all[40], no_write[40], only_write[40], none[40];
  mode_t own = geteuid () == 0 ? 0022 : 0200;

  if (geteuid () == 0)
    ipc_second_uid (&other_uid, &other_gid);
  local_listener ("sock");
  local_bound (SOCK_DGRAM, "messages");
  user_meets (0777, all);
  user_meets (0777 & ~own, no_write);
  user_meets (own, only_write);
  user_meets (0, none);
  ipc_detail ("0777: %s, %#o: %s, %#o: %s, 0: %s", all,
              (unsigned) (0777 & ~own), no_write, (unsigned) own, only_write,
              none);
  if (strcmp (all, "connects") != 0)
    ipc_observef ("with all permissions %s", all);
  else if (strcmp (no_write, "connects") == 0
           && strcmp (only_write, "connects") == 0
           && strcmp (none, "connects") == 0)
    ipc_observe ("permissions are ignored");
  else if (strcmp (only_write, "connects") == 0
           && strcmp (no_write, "EACCES") == 0
           && strcmp (none, "EACCES") == 0)
    ipc_observe ("write permission is needed");
  else
    ipc_observe ("other permissions are needed");
}

/* A policy may refuse what the mode allows anybody, even the owner.  */
IPC_TEST (mac_policy)
{
  const char *what, *by_messages;

  local_listener ("sock");
  local_bound (SOCK_DGRAM, "messages");
  IPC_SETUP (chmod ("sock", 0777) == 0 && chmod ("messages", 0777) == 0);
  what = local_reaches (SOCK_STREAM, "sock");
  by_messages = local_reaches (SOCK_DGRAM, "messages");
  if (strcmp (what, by_messages) == 0)
    ipc_observe (what);
  else
    ipc_observef ("%s, and %s by datagrams", what, by_messages);
}

/* The abstract name of this case and number N, a null within; returns the
   length.  Cases that run at once have directories of their own, but may have
   the same pid, each in a namespace.  */
static socklen_t
abstract_address (struct sockaddr_un *a, int n)
{
  char text[60];
  struct stat st;
  int size;

  IPC_SETUP (stat (".", &st) == 0);
  size = snprintf (text, sizeof text, "ipcompat-%lx-%lx%c%d",
                   (unsigned long) st.st_dev, (unsigned long) st.st_ino, '\0',
                   n);
  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  memcpy (a->sun_path + 1, text, (size_t) size);
  return (socklen_t) (offsetof (struct sockaddr_un, sun_path) + 1
                      + (size_t) size);
}

/* A name for all processes of the case.  */
struct name
{
  struct sockaddr_un address;
  socklen_t size;
};

static int
listen_at (const struct name *n)
{
  int fd = local_socket (SOCK_STREAM);

  if (bind (fd, (const struct sockaddr *) &n->address, n->size) == 0
      && listen (fd, 5) == 0)
    return fd;
  close (fd);
  return -1;
}

static int
reach (const struct name *n)
{
  int fd = local_socket (SOCK_STREAM);
  int result = connect (fd, (const struct sockaddr *) &n->address, n->size);

  close (fd);
  return result;
}

static int
hold_name (struct ipc_link *link, void *arg)
{
  ipc_tell (link, listen_at (arg) == -1 ? 'n' : 'y');
  ipc_expect (link, 'q');
  return 0;
}

/* Whether N, which a killed process had, is free again.  */
static int
is_freed (struct name *n)
{
  struct ipc_child child = ipc_start (hold_name, n);

  IPC_SETUP (ipc_hear (&child.link) == 'y' && reach (n) == 0);
  ipc_end (&child);
  return reach (n) == -1 && errno == ECONNREFUSED && listen_at (n) != -1;
}

IPC_TEST (abstract)
{
  struct name first, second;
  struct ipc_facts before;
  char left[100];

  first.size = abstract_address (&first.address, 1);
  second.size = abstract_address (&second.address, 2);
  ipc_facts_note (&before);
  if (listen_at (&first) == -1)
    {
      ipc_observef ("refused with %s", ipc_errno_name (errno));
      return;
    }
  if (reach (&first) == -1)
    ipc_observef ("binds, but connect says %s", ipc_errno_name (errno));
  else if (reach (&second) == 0)
    ipc_observe ("ends at a null");
  else if (!is_freed (&second))
    ipc_observe ("outlives its process");
  else
    ipc_observe (ipc_facts_changed (&before, left, sizeof left)
                 && strstr (left, "file") != NULL ? "makes an entry"
                 : "works, without an entry");
}

/* Whether the abstract NAME is reached from another root, or from another
   network, by a process that has gone there.  */
static int
reach_from (struct ipc_link *link, void *arg)
{
  const struct name *n = arg;

  ipc_tell (link, ipc_new_root (".") == -1 ? 'n'
                  : reach (n) == 0 ? 'r' : 'l');
  ipc_tell (link, ipc_new_network () == -1 ? 'n'
                  : reach (n) == 0 ? 'r' : 'l');
  return 0;
}

IPC_TEST (abstract_scope)
{
  struct ipc_child child;
  struct name n;
  char root, network;

  n.size = abstract_address (&n.address, 1);
  if (listen_at (&n) == -1)
    {
      ipc_observe ("absent");
      return;
    }
  child = ipc_start (reach_from, &n);
  root = ipc_hear (&child.link);
  network = ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (root == 'n' || network == 'n')
    ipc_not_exercised ("no private network");
  if (root != 'r')
    ipc_observe ("of the root directory");
  else
    ipc_observe (network == 'r' ? "of the host" : "of the network");
}
