/* address.c - addresses: how long they are, and what comes back.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "unix_sockets.h"

/* An address for calls to fill in, with room behind it, and how much of it
   they say they filled.  */
struct answer
{
  union
  {
    struct sockaddr_un un;
    unsigned char byte[sizeof (struct sockaddr_un) + 64];
  } u;
  socklen_t size;
};

enum { UNTOUCHED = 0xa5 };
static const size_t path_start = offsetof (struct sockaddr_un, sun_path);

static struct sockaddr *
prepare (struct answer *a)
{
  memset (a->u.byte, UNTOUCHED, sizeof a->u.byte);
  a->size = sizeof a->u.un;
  return (struct sockaddr *) &a->u.un;
}

/* Whether nothing was stored from SIZE on.  */
static int
ends_at (const struct answer *a, size_t size)
{
  for (; size < sizeof a->u.byte; size++)
    if (a->u.byte[size] != UNTOUCHED)
      return 0;
  return 1;
}

/* Whether A says NAME, with a null or not.  */
static int
says (const struct answer *a, const char *name)
{
  size_t size = strlen (name);

  return a->size >= path_start + size && a->size <= sizeof a->u.un
         && a->u.un.sun_family == AF_UNIX
         && memcmp (a->u.un.sun_path, name, size) == 0
         && (a->size == path_start + size || a->u.un.sun_path[size] == '\0');
}

/* Bind to a name of LENGTH bytes, without a null; whether it is then there
   as it should be, and reached.  ERROR says why not.  */
static int
usable (size_t length, int *error)
{
  union
  {
    struct sockaddr_un un;
    char byte[1024];
  } a;
  char name[300];
  int fd = local_socket (SOCK_STREAM), client = local_socket (SOCK_STREAM);
  socklen_t size = (socklen_t) (path_start + length);
  int ok;

  IPC_SETUP (length < sizeof name);
  memset (name, 'n', length);
  name[length] = '\0';
  memset (&a, 0, sizeof a);
  a.un.sun_family = AF_UNIX;
  memcpy (a.byte + path_start, name, length);
  ok = bind (fd, (struct sockaddr *) &a.un, size) == 0;
  if (ok)
    IPC_SETUP (listen (fd, 1) == 0);
  ok = ok && connect (client, (struct sockaddr *) &a.un, size) == 0;
  *error = ok ? 0 : errno;
  ok = ok && local_is (name, S_IFSOCK);
  close (client);
  close (fd);
  return ok && unlink (name) == 0;
}

IPC_TEST (path_limit)
{
  size_t size = sizeof ((struct sockaddr_un *) NULL)->sun_path;
  size_t longest = size / 2;
  long name_max = pathconf (".", _PC_NAME_MAX);
  int error = 0;

  IPC_SETUP (name_max > 0);
  while (longest < 254 && longest < (size_t) name_max
         && usable (longest + 1, &error))
    longest++;
  ipc_detail ("a longer one: %s", error == 0 ? "another name"
              : ipc_errno_name (error));
  ipc_observef ("%lu bytes, %lu usable", (unsigned long) size,
                (unsigned long) longest);
}

/* How the length of the name ought to be given: up to its end, with the
   null, or all of the structure.  */
static socklen_t
given (const char *name, int how)
{
  size_t size = path_start + strlen (name);

  return (socklen_t) (how == 0 ? size : how == 1 ? size + 1
                      : sizeof (struct sockaddr_un));
}

/* The address of NAME, given in the way HOW; what is behind that length is no
   part of it.  Returns the length.  */
static socklen_t
address_given (struct sockaddr_un *a, const char *name, int how)
{
  socklen_t size = given (name, how);

  local_address (a, name);
  if (size + 1 < sizeof *a)
    memset ((char *) a + size, 'x', sizeof *a - size - 1);
  return size;
}

/* Bind to NAME in the way HOW and connect to it in all three; 0 if a client
   cannot.  *SIZE is what getsockname() says.  */
static int
lengths_agree (const char *name, int how, socklen_t *size)
{
  struct answer answer;
  struct sockaddr_un a;
  int fd = local_socket (SOCK_STREAM), client, i, ok = 1;
  socklen_t length = address_given (&a, name, how);

  if (bind (fd, (struct sockaddr *) &a, length) == -1
      || !local_is (name, S_IFSOCK))
    return 0;
  IPC_SETUP (listen (fd, 5) == 0);
  for (i = 0; ok && i < 3; i++)
    {
      client = local_socket (SOCK_STREAM);
      length = address_given (&a, name, i);
      ok = connect (client, (struct sockaddr *) &a, length) == 0;
      close (client);
    }
  IPC_SETUP (getsockname (fd, prepare (&answer), &answer.size) == 0);
  *size = answer.size;
  ok = ok && says (&answer, name);
  close (fd);
  return ok;
}

IPC_TEST (addrlen)
{
  static const char *const names[] = { "first", "second", "a-third-one" };
  socklen_t size[3] = { 0, 0, 0 };
  int i, form[3] = { 1, 1, 1 }, as_given = 1;

  for (i = 0; i < 3; i++)
    {
      if (!lengths_agree (names[i], i, &size[i]))
        {
          ipc_observef ("length %d is not understood", i);
          return;
        }
      form[0] &= size[i] == given (names[i], 0);
      form[1] &= size[i] == given (names[i], 1);
      form[2] &= size[i] == given (names[i], 2);
      as_given &= size[i] == given (names[i], i);
    }
  ipc_detail ("%d, %d and %d bytes come back", (int) size[0], (int) size[1],
              (int) size[2]);
  ipc_observe (form[1] ? "any; the null is counted"
               : form[0] ? "any; the null is not counted"
               : form[2] ? "any; all of the structure comes back"
               : as_given ? "any; as given" : "any; other lengths");
}

/* What is wrong with A as the address of one without a name, or NULL.  */
static const char *
not_unnamed (const struct answer *a)
{
  size_t i;

  if (!ends_at (a, a->size > sizeof a->u.un ? sizeof a->u.un : a->size))
    return "writes past the length";
  if (a->size >= path_start && a->u.un.sun_family != AF_UNIX)
    return "of another family";
  for (i = path_start; i < a->size && i < sizeof a->u.un; i++)
    if (a->u.byte[i] != 0)
      return "named";
  return NULL;
}

/* One with a name comes between two without.  */
IPC_TEST (accept_unnamed)
{
  struct answer a[3];
  int listener = local_listener ("sock"), client, i;
  const char *wrong;

  for (i = 0; i < 3; i++)
    {
      client = i == 1 ? local_bound (SOCK_STREAM, "client")
               : local_socket (SOCK_STREAM);
      IPC_SETUP (local_connect (client, "sock") == 0);
      IPC_SETUP (accept (listener, prepare (&a[i]), &a[i].size) != -1);
    }
  ipc_detail ("length %d", (int) a[0].size);
  wrong = not_unnamed (&a[0]);
  if (wrong == NULL)
    wrong = not_unnamed (&a[2]);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (a[0].size != a[2].size)
    ipc_observef ("unnamed, length %d, then %d", (int) a[0].size,
                  (int) a[2].size);
  else
    ipc_observef ("unnamed, length %d", (int) a[0].size);
}

/* Names long enough to be cut by who counts on short ones.  */
#define SERVER "a-server-whose-name-is-longer-than-the-names-of-most-files-are"
#define CLIENT "a-client-whose-name-is-longer-than-the-names-of-most-files-are"

/* The same of datagrams: how many of the two names are right, and how many
   are empty.  */
static void
messages_back (int *right, int *empty)
{
  struct answer a[2];
  static const char *const expected[] = { "messages", "sender" };
  int sender, i;

  local_bound (SOCK_DGRAM, "messages");
  sender = local_bound (SOCK_DGRAM, "sender");
  IPC_SETUP (local_connect (sender, "messages") == 0);
  IPC_SETUP (getpeername (sender, prepare (&a[0]), &a[0].size) == 0);
  IPC_SETUP (getsockname (sender, prepare (&a[1]), &a[1].size) == 0);
  for (i = 0; i < 2; i++)
    {
      *right += says (&a[i], expected[i]);
      *empty += a[i].size <= path_start || a[i].u.un.sun_path[0] == '\0';
    }
}

IPC_TEST (bound_name_back)
{
  struct answer a[5];
  int listener = local_listener (SERVER);
  int client = local_bound (SOCK_STREAM, CLIENT), session, i;
  static const char *const expected[] =
  { SERVER, CLIENT, SERVER, SERVER, CLIENT };
  int right = 0, empty = 0;

  IPC_SETUP (local_connect (client, SERVER) == 0);
  session = accept (listener, prepare (&a[4]), &a[4].size);
  IPC_SETUP (session != -1);
  IPC_SETUP (getsockname (listener, prepare (&a[0]), &a[0].size) == 0);
  IPC_SETUP (getsockname (client, prepare (&a[1]), &a[1].size) == 0);
  IPC_SETUP (getpeername (client, prepare (&a[2]), &a[2].size) == 0);
  IPC_SETUP (getsockname (session, prepare (&a[3]), &a[3].size) == 0);
  for (i = 0; i < 5; i++)
    {
      right += says (&a[i], expected[i]);
      empty += a[i].size <= path_start || a[i].u.un.sun_path[0] == '\0';
    }
  IPC_SETUP (getpeername (session, prepare (&a[0]), &a[0].size) == 0);
  right += says (&a[0], CLIENT);
  empty += a[0].size <= path_start || a[0].u.un.sun_path[0] == '\0';
  messages_back (&right, &empty);
  ipc_detail ("%d of 8 right, %d empty", right, empty);
  ipc_observe (right == 8 ? "all come back" : empty == 8 ? "none comes back"
               : right + empty == 8 ? "some come back" : "wrong");
}

/* What recvfrom() makes of the address, when FD has a byte from PEER, which
   has no name if that is "".  */
static const char *
received_from (int fd, const char *peer)
{
  struct answer a;
  char byte;

  IPC_SETUP (recvfrom (fd, &byte, 1, 0, prepare (&a), &a.size) == 1);
  if (a.size == sizeof a.u.un && ends_at (&a, 0))
    return "untouched";
  if (a.size == 0 && ends_at (&a, 0))
    return "length 0";
  if (a.size <= path_start || a.u.un.sun_path[0] == '\0')
    return "unnamed";
  return says (&a, peer) ? "the name" : "wrong";
}

IPC_TEST (recvfrom_stream)
{
  int listener = local_listener ("server"), pair[2];
  int client = local_bound (SOCK_STREAM, "client"), session;
  const char *unnamed, *named;

  IPC_SETUP (local_connect (client, "server") == 0);
  session = local_session (listener);
  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  ipc_put (client, "c");
  ipc_put (pair[0], "p");
  named = received_from (session, "client");
  unnamed = received_from (pair[1], "");
  ipc_detail ("of a bound peer: %s, of another: %s", named, unnamed);
  if (strcmp (unnamed, "wrong") == 0 || strcmp (named, "wrong") == 0)
    ipc_observe ("wrong");
  else
    ipc_observe (strcmp (named, "the name") == 0 ? "the name of a bound peer"
                 : "no name");
}
