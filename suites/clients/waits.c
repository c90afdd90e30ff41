/* waits.c - where the page's client of web servers would wait for ever.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "clients.h"

static int
start_and_accept (struct client *c, const char *options)
{
  int port, listener = clients_listener (&port), session;

  *c = clients_start ("webget -p %d %s 127.0.0.1 /document", port, options);
  session = clients_accept (listener, c);
  close (listener);
  if (session == -1)
    {
      clients_join (c);
      ipc_broken ("the client does not connect");
    }
  return session;
}

/* Whether a client with OPTIONS asks, and prints the answer.  */
static int
is_answered (const char *options)
{
  struct client c;
  int session = start_and_accept (&c, options);
  const char *request = clients_request (session, &c), *printed;

  clients_say (session, "answer");
  clients_end_session (&session);
  printed = clients_text (c.out, 100);
  return clients_join (&c) == 0
         && strcmp (request, "GET /document HTTP/1.0\\r\\n\\r\\n") == 0
         && strcmp (printed, "answer") == 0;
}

/* What the client had sent when it waited comes before its end.  */
IPC_TEST (web_flush_first)
{
  struct client c;
  const char *request;
  int session, waits;

  ipc_need_loopback ();
  session = start_and_accept (&c, "-n");
  waits = clients_waits (&c);
  clients_kill (&c);
  request = clients_text (session, 100);
  clients_end_session (&session);
  ipc_detail ("the client %s, and the server has \"%s\"",
              waits ? "waits" : "does not wait", request);
  if (!is_answered (""))
    ipc_observe ("undefended");
  else if (!waits)
    ipc_observe ("does not wait for an answer");
  else
    ipc_observe (*request == '\0' ? "shown" : strcmp (request,
                 "GET /document HTTP/1.0\\r\\n\\r\\n") == 0 ? "not shown"
                 : "part of the request");
}

/* The server keeps the connection unless it is asked not to, and here
   unless the client ends its side.  What comes of a client with OPTIONS:
   'w' it waits, 'e' it ends, 'p' it ends without the answer, 'n' it has not
   asked the server to close.  */
static char
visit_keeper (const char *options, int must_ask)
{
  struct client c;
  int session = start_and_accept (&c, options), asks;
  const char *request = clients_request (session, &c);
  char got[8] = "", how;

  asks = strstr (request, " HTTP/1.0\\r\\n") != NULL
         || strstr (request, "\\r\\nConnection: close\\r\\n") != NULL;
  clients_say (session, "answer");
  if (clients_take (c.out, got, 6) != 6 || memcmp (got, "answer", 6) != 0)
    {
      clients_kill (&c);
      return 'p';
    }
  if (asks)
    clients_end_session (&session);
  else if (must_ask)
    {
      clients_kill (&c);
      return 'n';
    }
  how = asks || !clients_waits (&c) ? 'e' : 'w';
  if (how == 'w')
    clients_kill (&c);
  else if (clients_join (&c) != 0)
    how = 'p';
  clients_end_session (&session);
  return how;
}

IPC_TEST (web_keepalive_server)
{
  char careless, old, asking;

  ipc_need_loopback ();
  careless = visit_keeper ("-k", 0);
  old = visit_keeper ("", 1);
  asking = visit_keeper ("-c", 1);
  ipc_detail ("careless %c, HTTP/1.0 %c, asking %c", careless, old, asking);
  if (old != 'e' || asking != 'e')
    ipc_observe ("undefended");
  else
    ipc_observe (careless == 'w' ? "shown" : careless == 'e' ? "not shown"
                 : "ends without the answer");
}
