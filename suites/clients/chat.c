/* chat.c - the page's interactive client of two processes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "clients.h"

/* The client with WORDS, connected; its session in *SESSION.  */
static struct client
start_chat (const char *words, int *session)
{
  int port, listener = clients_listener (&port);
  struct client c = clients_start ("chat 127.0.0.1 %d %s", port, words);

  *session = clients_accept (listener, &c);
  close (listener);
  if (*session == -1)
    {
      clients_join (&c);
      ipc_broken ("the client does not connect");
    }
  return c;
}

/* Whether TEXT, which is given to FROM, is what TO gets next.  */
static int
passes (int from, int to, const char *text)
{
  char got[80];
  size_t size = strlen (text);

  clients_say (from, text);
  return clients_take (to, got, size) == size && memcmp (got, text, size) == 0;
}

/* Byte I of a long input.  */
static char
pattern (size_t i)
{
  return (char) (i + i / 256 * 7);
}

/* Give FD, a pipe, what it takes until it is full; how much.  */
static size_t
fill_input (int fd)
{
  int held = ipc_hold ();
  char block[512];
  size_t total = 0, i;
  ssize_t n;

  ipc_nonblocking (fd, 1);
  do
    {
      for (i = 0; i < sizeof block; i++)
        block[i] = pattern (total + i);
      n = write (fd, block, sizeof block);
      total += n > 0 ? (size_t) n : 0;
    }
  while (n > 0);
  IPC_SETUP (errno == EAGAIN || errno == EWOULDBLOCK);
  ipc_nonblocking (fd, 0);
  ipc_release (held);
  return total;
}

/* Whether the next SIZE bytes from FD are those.  */
static int
takes_filling (int fd, size_t size)
{
  char block[512];
  size_t done, i, n;

  for (done = 0; done < size; done += n)
    {
      n = size - done < sizeof block ? size - done : sizeof block;
      if (clients_take (fd, block, n) != n)
        return 0;
      for (i = 0; i < n; i++)
        if (block[i] != pattern (done + i))
          return 0;
    }
  return 1;
}

/* What is wrong with what passes between C and SESSION, or NULL.  */
static const char *
transcript_wrong (struct client *c, int session)
{
  size_t size;

  if (!passes (session, c->out, "hello, who are you?\n"))
    return "the output is not what the server says";
  if (!passes (c->in, session, "a line of more than twenty bytes\n"))
    return "the server gets not what the input is";
  if (!passes (session, c->out, "an answer of more than twenty bytes\n"))
    return "the output is not what the server answers";
  size = fill_input (c->in);
  ipc_detail ("beside %lu bytes of input", (unsigned long) size);
  if (!passes (session, c->out, "news\n"))
    return "no output beside the input";
  if (!takes_filling (session, size))
    return "the server gets not what the long input is";
  return passes (c->in, session, "last\n") ? NULL : "the input ends early";
}

IPC_TEST (chat_two_process)
{
  struct client c;
  const char *wrong, *rest;
  int session, status;

  ipc_need_loopback ();
  c = start_chat ("", &session);
  wrong = transcript_wrong (&c, session);
  clients_say (session, "bye");
  clients_end_session (&session);
  rest = clients_text (c.out, 100);
  status = clients_join (&c);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (strcmp (rest, "bye") != 0)
    ipc_observef ("in the end the output is \"%.40s\"", rest);
  else
    ipc_observe (status == 0 ? "both ways at once" : "and fails");
}

/* The child waits for input, which does not end.  */
IPC_TEST (chat_parent_kills_child)
{
  struct client c;
  const char *rest, *said;
  int session, status;
  char byte;

  ipc_need_loopback ();
  c = start_chat ("", &session);
  IPC_SETUP (passes (c.in, session, "one\n"));
  IPC_SETUP (passes (session, c.out, "two\n"));
  clients_end_session (&session);
  rest = clients_text (c.out, 100);
  IPC_SETUP (clients_take (c.child, &byte, 1) == 0);
  status = clients_join (&c);
  said = ipc_file_text ("errors");
  if (*rest != '\0' || status != 0)
    ipc_observef ("exit %d, prints \"%.40s\"", status, rest);
  else
    ipc_observef ("%.80s", strcmp (said, "child: SIGTERM/") == 0
                  ? "ends by SIGTERM, and both are gone" : said);
}

/* How much of a prompt is to be seen when the client waits for more.  Line
   and prompt come as one, so that who has the one has the other, too.  */
static size_t
prompt_seen (const char *words, char *prompt, size_t size)
{
  int session;
  struct client c = start_chat (words, &session);
  char line[6];
  size_t n = 0;

  clients_say (session, "first\nCommand? ");
  IPC_SETUP (clients_take (c.out, line, sizeof line) == sizeof line);
  while (n < size && !clients_waits (&c)
         && clients_take (c.out, prompt + n, 1) == 1)
    n++;
  clients_end_session (&session);
  clients_join (&c);
  return n;
}

IPC_TEST (chat_byte_mode)
{
  char prompt[sizeof "Command? " - 1];
  size_t by_bytes, by_lines;

  ipc_need_loopback ();
  by_lines = prompt_seen ("lines", prompt, sizeof prompt);
  by_bytes = prompt_seen ("", prompt, sizeof prompt);
  ipc_detail ("%d bytes by bytes, %d by lines", (int) by_bytes,
              (int) by_lines);
  if (by_bytes != sizeof prompt)
    ipc_observe ("not even by bytes");
  else if (memcmp (prompt, "Command? ", sizeof prompt) != 0)
    ipc_observe ("another prompt");
  else
    ipc_observe (by_lines == 0 ? "by bytes, and not by lines"
                 : "by bytes and by lines");
}

/* The parent waits in read() when the child ends.  The server speaks more
   than once, as the child's end may be known before the parent's signal
   comes.  */
IPC_TEST (chat_child_sigchld)
{
  enum { TIMES = 5 };
  struct client c;
  const char *said;
  int session, status, i, goes_on = 1;
  char byte;

  ipc_need_loopback ();
  c = start_chat ("", &session);
  IPC_SETUP (passes (c.in, session, "one\n"));
  IPC_SETUP (clients_waits (&c));
  clients_end_input (&c);
  IPC_SETUP (clients_take (c.child, &byte, 1) == 0);
  for (i = 0; i < TIMES && goes_on; i++)
    goes_on = passes (session, c.out, "after that\n");
  clients_end_session (&session);
  status = clients_join (&c);
  said = ipc_file_text ("errors");
  if (!goes_on)
    ipc_observef ("the output ends: %.50s", said);
  else
    ipc_observe (status == 0 && strcmp (said, "child: exit 0/") == 0
                 ? "goes on" : "goes on, and another end");
}

/* The input ends, and the child.  Whether the server sees that, which the
   client goes on to hear.  */
static int
sees_end (const char *words)
{
  int session, sees;
  struct client c = start_chat (words, &session);
  char byte;

  IPC_SETUP (passes (c.in, session, "ask\n"));
  clients_end_input (&c);
  IPC_SETUP (clients_take (c.child, &byte, 1) == 0);
  sees = !passes (session, c.out, "answer\n") || !clients_nobody (session);
  clients_end_session (&session);
  clients_join (&c);
  return sees;
}

/* With a shutdown() the server reads to the end, and is heard to its own.  */
static int
ends_halfway (void)
{
  int session, status;
  struct client c = start_chat ("shutdown", &session);
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
  struct client c = start_chat (words, &session);
  const char *came;
  char byte;

  IPC_SETUP (passes (c.in, session, "one\n"));
  IPC_SETUP (kill (c.pid, SIGKILL) == 0);
  ipc_join_pid (c.pid);
  if (is_asked)
    clients_say (c.in, "two\n");
  came = clients_text (session, 4);
  clients_end_input (&c);
  IPC_SETUP (clients_take (c.child, &byte, 1) == 0);
  clients_end_session (&session);
  return came;
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
    ipc_observe (strcmp (careless, "two\\n") == 0 ? "shown"
                 : *careless == '\0' ? "not shown" : "other input");
}

/* What is printed behind the greeting, which the server sends with more.  */
static const char *
behind_greeting (const char *words)
{
  int session;
  struct client c = start_chat (words, &session);
  char greeting[8];
  const char *rest;

  clients_say (session, "welcome\nnews\n");
  IPC_SETUP (clients_take (c.out, greeting, sizeof greeting)
             == sizeof greeting);
  clients_end_session (&session);
  rest = clients_text (c.out, 100);
  clients_join (&c);
  return rest;
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
