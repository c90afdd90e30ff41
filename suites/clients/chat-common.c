/* chat-common.c - a client of two processes, and what passes through it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "chat.h"

struct client
chat_start (const char *words, int *session)
{
  int port, listener = clients_listener (&port);
  struct client c = clients_start ("chat %s %d %s", clients_host (), port,
                                    words);

  *session = clients_accept (listener, &c);
  close (listener);
  if (*session == -1)
    {
      clients_join (&c);
      ipc_broken ("the client does not connect");
    }
  return c;
}

int
chat_passes (int from, int to, const char *text)
{
  char got[80];
  size_t size = strlen (text);

  clients_say (from, text);
  return clients_take (to, got, size) == size && memcmp (got, text, size) == 0;
}

pid_t
chat_child (const struct client *c)
{
  char line[16];
  size_t n = 0;

  while (n < sizeof line && clients_take (c->child, line + n, 1) == 1
         && line[n] != '\n')
    n++;
  IPC_SETUP (n > 0 && n < sizeof line);
  return (pid_t) strtol (line, NULL, 10);
}

void
chat_await_end (const struct client *c)
{
  clients_text (c->child, 100);
}
