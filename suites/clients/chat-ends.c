/* chat-ends.c - what the ends of input, server and parent are to a client of
   two processes, and what it may not read before there are two.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "chat.h"

/* The child waits for input, which does not end.  */
static const char *
look_parent_kills (void)
{
  struct client c;
  const char *rest, *said;
  int session, status;

  c = chat_start ("", &session);
  IPC_SETUP (chat_passes (c.in, session, "one\n"));
  IPC_SETUP (chat_passes (session, c.out, "two\n"));
  clients_end_session (&session);
  rest = clients_text (c.out, 100);
  chat_await_end (&c);
  status = clients_join (&c);
  said = ipc_file_text ("errors");
  if (*rest != '\0' || status != 0)
    return ipc_textf ("exit %d, prints \"%.40s\"", status, rest);
  return strcmp (said, "child: SIGTERM/") == 0
         ? "ends by SIGTERM, and both are gone" : ipc_textf ("%s", said);
}

IPC_TEST (chat_parent_kills_child)
{
  clients_observe (look_parent_kills);
}

/* The input ends, and the child.  Whether the server sees that, which the
   client goes on to hear.  */
static int
sees_end (const char *words)
{
  int session, sees;
  struct client c = chat_start (words, &session);

  IPC_SETUP (chat_passes (c.in, session, "ask\n"));
  clients_end_input (&c);
  chat_await_end (&c);
  sees = !chat_passes (session, c.out, "answer\n") || !clients_nobody (session);
  clients_end_session (&session);
  clients_join (&c);
  return sees;
}

/* With a shutdown() the server reads to the end, and is heard to its own.  */
static int
ends_halfway (void)
{
  int session, status;
  struct client c = chat_start ("shutdown", &session);
  const char *asked, *printed;

  clients_say (c.in, "ask\n");
  clients_end_input (&c);
  asked = clients_text (session, 100);
  clients_say (session, "answer\nand more");
  clients_end_session (&session);
  printed = clients_text (c.out, 100);
  status = clients_join (&c);
  return status == 0 && strcmp (asked, "ask\\n") == 0
         && strcmp (printed, "answer\\nand more") == 0;
}

IPC_TEST (chat_stdin_eof)
{
  int careless;

  ipc_need_loopback ();
  careless = sees_end ("");
  if (!ends_halfway ())
    ipc_observe ("undefended");
  else
    ipc_observe (careless ? "not shown" : "shown");
}

/* The parent is killed.  The child ends with its input, at last.  */
static const char *
left_behind (const char *words, int is_asked)
{
  int session;
  struct client c = chat_start (words, &session);
  const char *came, *then;

  IPC_SETUP (chat_passes (c.in, session, "one\n"));
  IPC_SETUP (kill (c.pid, SIGKILL) == 0);
  ipc_join_pid (c.pid);
  if (is_asked)
    clients_say (c.in, "two\n");
  came = clients_text (session, 4);
  if (is_asked)
    clients_say (c.in, "three\n");
  then = clients_text (session, 6);
  clients_end_input (&c);
  chat_await_end (&c);
  clients_end_session (&session);
  return ipc_textf ("%s%s", came, then);
}

IPC_TEST (chat_parent_dies)
{
  const char *careless, *defended;

  ipc_need_loopback ();
  careless = left_behind ("", 1);
  defended = left_behind ("watch", 0);
  if (*defended != '\0')
    ipc_observe ("undefended");
  else
    ipc_observe (strcmp (careless, "two\\nthree\\n") == 0 ? "shown"
                 : *careless == '\0' ? "not shown" : "other input");
}

/* What is printed behind the greeting, which the server sends with more.  */
static const char *
behind_greeting (const char *words)
{
  int session;
  struct client c = chat_start (words, &session);
  char greeting[8];
  const char *rest;

  clients_say (session, "welcome\nnews\n");
  IPC_SETUP (clients_take (c.out, greeting, sizeof greeting)
             == sizeof greeting);
  clients_end_session (&session);
  rest = clients_text (c.out, 100);
  clients_join (&c);
  return memcmp (greeting, "welcome\n", sizeof greeting) == 0 ? rest
         : "behind another greeting";
}

IPC_TEST (chat_no_double_buffer)
{
  const char *buffered, *unbuffered;

  ipc_need_loopback ();
  buffered = behind_greeting ("greeting");
  unbuffered = behind_greeting ("unbuffered");
  ipc_detail ("buffered: \"%s\", unbuffered: \"%s\"", buffered, unbuffered);
  if (strcmp (unbuffered, "news\\n") != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (*buffered == '\0' ? "shown"
                 : strcmp (buffered, "news\\n") == 0 ? "not shown"
                 : "other news");
}
