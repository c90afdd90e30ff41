/* web.c - the page's client of web servers.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "clients.h"

#define HEAD "HTTP/1.0 200 OK\r\nContent-type: text/plain\r\n\r\n"
#define NOT_FOUND "HTTP/1.0 404 File Not Found\r\n" \
  "Content-type: text/html\r\n\r\n"
#define NO_PAGE "<H1>File Not Found</H1>\nThe requested URL was not found"

enum { BIG = 150000, MOST = BIG + 1000, DOCUMENTS = 3 };

/* All that was answered, in a row.  */
static unsigned char answered[MOST];
static size_t n_answered;

static void
answer (int session, const void *data, size_t size)
{
  IPC_SETUP (n_answered + size <= sizeof answered);
  memcpy (answered + n_answered, data, size);
  n_answered += size;
  clients_send (session, data, size);
}

/* Answer the request for the document NUMBER.  */
static void
serve (int session, int number)
{
  static unsigned char big[BIG];
  size_t i;

  for (i = 0; i < sizeof big; i++)
    big[i] = (unsigned char) (i + i / 256 * 7);
  answer (session, number == 1 ? NOT_FOUND : HEAD,
          number == 1 ? sizeof NOT_FOUND - 1 : sizeof HEAD - 1);
  if (number == 0)
    answer (session, "one\n\r\n\nmore\r\n", 13);
  else if (number == 1)
    answer (session, NO_PAGE, sizeof NO_PAGE - 1);
  else
    answer (session, big, sizeof big);
}

/* Whether the file PATH is all that was answered.  */
static int
is_answered (const char *path)
{
  static unsigned char got[MOST + 1];
  int held = ipc_hold ();
  FILE *file = fopen (path, "rb");
  size_t n;

  IPC_SETUP (file != NULL);
  n = fread (got, 1, sizeof got, file);
  fclose (file);
  ipc_release (held);
  ipc_detail ("%lu bytes of %lu", (unsigned long) n,
              (unsigned long) n_answered);
  return n == n_answered && memcmp (got, answered, n) == 0;
}

/* Serve the client until it ends.  What is wrong with its requests, or
   NULL.  */
static const char *
serve_all (int listener, struct client *c)
{
  static const char *const names[] = { "/one", "/missing", "/big" };
  const char *wrong = NULL;
  char wanted[80];
  int session, n;

  for (n = 0; (session = clients_accept (listener, c)) != -1; n++)
    {
      snprintf (wanted, sizeof wanted, "GET %s HTTP/1.0\\r\\n\\r\\n",
                n < DOCUMENTS ? names[n] : "");
      if (strcmp (clients_request (session, c), wanted) != 0)
        wrong = "another request";
      else
        serve (session, n);
      clients_end_session (&session);
    }
  return wrong != NULL ? wrong : n == DOCUMENTS ? NULL
         : "not a connection for each";
}

static const char *
look_web_get (void)
{
  struct client c;
  const char *wrong;
  int port, listener, status;

  n_answered = 0;
  listener = clients_listener (&port);
  c = clients_start_to ("out", "webget -p %d %s /one /missing /big", port,
                        clients_host ());
  wrong = serve_all (listener, &c);
  status = clients_join (&c);
  close (listener);
  if (wrong != NULL)
    return wrong;
  if (status != 0)
    return ipc_textf ("exit %d: %.40s", status, ipc_file_text ("errors"));
  return is_answered ("out") ? "a connection for each, all bytes"
         : "other bytes";
}

IPC_TEST (web_get)
{
  clients_observe (look_web_get);
}

/* The client, connected; a session of -1 has been observed.  */
struct visit
{
  struct client c;
  int session;
};

static struct visit
visit (const char *words)
{
  int port, listener = clients_listener (&port);
  struct visit v;

  v.c = clients_start ("webget -p %d %s", port, words);
  v.session = clients_accept (listener, &v.c);
  close (listener);
  if (v.session == -1)
    {
      clients_join (&v.c);
      ipc_observef ("does not connect: %.40s", ipc_file_text ("errors"));
    }
  return v;
}

/* What comes behind the blank line is part of the request, too.  */
IPC_TEST (web_blank_line_crlf)
{
  struct visit v;
  const char *request, *rest;

  ipc_need_loopback ();
  v = visit ("127.0.0.1 /document");
  if (v.session == -1)
    return;
  request = clients_request (v.session, &v.c);
  clients_say (v.session, HEAD "text");
  shutdown (v.session, SHUT_WR);
  rest = clients_text (v.session, 100);
  clients_join (&v.c);
  if (strcmp (request, "GET /document HTTP/1.0\\r\\n\\r\\n") != 0)
    ipc_observef ("asks: %.60s", request);
  else
    ipc_observe (*rest == '\0' ? "ends with CR LF CR LF" : "and goes on");
}

/* Each piece is sent when the one before has been printed.  */
IPC_TEST (web_body_until_close)
{
  static const char first[] = HEAD "a\0\0b";
  static const char second[] = "\r\n\r\n\n\nHTTP/1.0 200\r\n\r\nc\0\0";
  char got[2 * sizeof first + sizeof second];
  struct visit v;
  size_t n, m;
  int status;

  ipc_need_loopback ();
  v = visit ("127.0.0.1 /document");
  if (v.session == -1)
    return;
  clients_request (v.session, &v.c);
  clients_send (v.session, first, sizeof first - 1);
  n = clients_take (v.c.out, got, sizeof first - 1);
  clients_send (v.session, second, sizeof second - 1);
  clients_end_session (&v.session);
  m = clients_take (v.c.out, got + n, sizeof got - n);
  status = clients_join (&v.c);
  ipc_detail ("%d and %d bytes", (int) n, (int) m);
  if (n != sizeof first - 1 || m != sizeof second - 1)
    ipc_observe (n + m < sizeof first + sizeof second - 2
                 ? "ends before the end" : "prints too much");
  else if (memcmp (got, first, n) != 0 || memcmp (got + n, second, m) != 0)
    ipc_observe ("other bytes");
  else
    ipc_observe (status == 0 ? "to the last byte" : "and fails");
}

IPC_TEST (web_error_status_passed)
{
  struct visit v;
  char head[sizeof NOT_FOUND], page[sizeof NO_PAGE];
  size_t n, m;
  int status;

  ipc_need_loopback ();
  v = visit ("127.0.0.1 /guanaco.html");
  if (v.session == -1)
    return;
  clients_request (v.session, &v.c);
  clients_say (v.session, NOT_FOUND);
  n = clients_take (v.c.out, head, sizeof NOT_FOUND - 1);
  clients_say (v.session, NO_PAGE);
  clients_end_session (&v.session);
  m = clients_take (v.c.out, page, sizeof page);
  status = clients_join (&v.c);
  if (n != sizeof NOT_FOUND - 1 || memcmp (head, NOT_FOUND, n) != 0)
    ipc_observe ("does not print the head");
  else if (m != sizeof NO_PAGE - 1 || memcmp (page, NO_PAGE, m) != 0)
    ipc_observe ("does not print the page");
  else
    ipc_observe (status == 0 ? "printed as any" : "printed, and fails");
}

IPC_TEST (web_other_port)
{
  struct client c;
  const char *printed;
  int port[2], listener[2], session, status;

  ipc_need_loopback ();
  listener[0] = clients_listener (&port[0]);
  listener[1] = clients_listener (&port[1]);
  c = clients_start ("webget -p %d 127.0.0.1 /document", port[1]);
  session = clients_accept (listener[1], &c);
  if (session == -1)
    {
      clients_join (&c);
      ipc_observef ("does not connect: %.40s", ipc_file_text ("errors"));
      return;
    }
  if (strcmp (clients_request (session, &c),
              "GET /document HTTP/1.0\\r\\n\\r\\n") != 0)
    {
      clients_kill (&c);
      ipc_observe ("a connection that asks for nothing");
      return;
    }
  clients_say (session, "text");
  clients_end_session (&session);
  printed = clients_text (c.out, 100);
  status = clients_join (&c);
  ipc_observe (status != 0 || strcmp (printed, "text") != 0
               ? "prints something else"
               : clients_nobody (listener[0]) && clients_nobody (listener[1])
               ? "the server at that port" : "another server, too");
}

/* Run webget with WORDS to its end: status, output and message.  */
static const char *
run (const char *words)
{
  struct client c = clients_start ("webget %s", words);
  static char text[200];
  const char *printed = clients_text (c.out, 100);
  int status = clients_join (&c);

  snprintf (text, sizeof text, "%d [%.30s] %.80s", status, printed,
            ipc_file_text ("errors"));
  return text;
}

IPC_TEST (web_unreachable)
{
  const char *said;
  char words[80];
  int port;

  ipc_need_loopback ();
  clients_deaf (&port);
  snprintf (words, sizeof words, "-p %d 127.0.0.1 /one /two", port);
  said = run (words);
  ipc_observef ("%.80s", strcmp (said, "1 [] connect: ECONNREFUSED/") == 0
                ? "status 1, ECONNREFUSED" : said);
}

IPC_TEST (web_usage)
{
  static const char usage[] = "2 [] usage: webget [-p SERVICE] [-n]"
    " [-k | -c] HOST DOCUMENT.../";
  static const char *const words[] = { "", "127.0.0.1", "-p 9 127.0.0.1",
                                       "-x 127.0.0.1 /document" };
  int i;

  for (i = 0; i < 4; i++)
    {
      const char *said = run (words[i]);

      if (strcmp (said, usage) != 0)
        {
          ipc_observef ("%.80s", said);
          return;
        }
    }
  ipc_observe ("status 2, a line of usage");
}
