/* webget.c - a client of web servers, as ipc_helper plays it: that of
   perlipc(1), which prints documents as they come.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper webget [-p SERVICE] [-n] [-k | -c] HOST DOCUMENT...

   Each DOCUMENT is asked for over a connection of its own, at SERVICE (else
   "http(80)"), and all that comes is printed, up to its end.
     -n  the request is left in the stream's buffer while the answer is read
     -k  asks by HTTP/1.1, where the server may keep the connection
     -c  the same, but asks it not to
   Exits 2 with a line on standard error if HOST or DOCUMENT is missing, 1 if
   something fails.  */

#include "helper.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EOL "\015\012"

struct manner
{
  const char *host;
  const char *service;
  int is_flushed;
  int is_kept;                  /* HTTP/1.1 */
  int wants_close;
};

static int
usage (void)
{
  fputs ("usage: webget [-p SERVICE] [-n] [-k | -c] HOST DOCUMENT...\n",
         stderr);
  return 2;
}

/* Leave the request in the buffer of SERVER; an exit status.  */
static int
ask (FILE *server, const struct manner *m, const char *document)
{
  char request[4096];
  int n = snprintf (request, sizeof request, "GET %s HTTP/1.%d%s%s%s" EOL EOL,
                    document, m->is_kept, m->is_kept ? EOL "Host: " : "",
                    m->is_kept ? m->host : "",
                    m->wants_close ? EOL "Connection: close" : "");

  if (n < 0 || (size_t) n >= sizeof request)
    {
      errno = ENAMETOOLONG;
      return helper_failed (document);
    }
  return fputs (request, server) == EOF ? helper_failed ("write") : 0;
}

static int
get (const struct manner *m, const char *document)
{
  int fd = helper_connect (m->host, m->service), copy, status;
  FILE *server;

  if (fd == -1)
    return 1;
  copy = dup (fd);
  server = copy == -1 ? NULL : fdopen (copy, "w");
  if (server == NULL)
    return helper_failed ("fdopen");
  status = ask (server, m, document);
  if (status == 0 && m->is_flushed && fflush (server) == EOF)
    status = helper_failed ("write");
  if (status == 0)
    status = helper_copy (fd);
  if (fclose (server) == EOF && status == 0)
    status = helper_failed ("write");
  close (fd);
  return status;
}

/* The options of ARGV, and *REST behind them.  Returns -1 if one is none.  */
static int
find_manner (struct manner *m, char **argv, char ***rest)
{
  for (; *argv != NULL && **argv == '-'; argv++)
    if (strcmp (*argv, "-p") == 0 && argv[1] != NULL)
      m->service = *++argv;
    else if (strcmp (*argv, "-n") == 0)
      m->is_flushed = 0;
    else if (strcmp (*argv, "-k") == 0)
      m->is_kept = 1;
    else if (strcmp (*argv, "-c") == 0)
      m->is_kept = m->wants_close = 1;
    else
      return -1;
  *rest = argv;
  return 0;
}

int
helper_webget (char **argv)
{
  struct manner m = { NULL, "http(80)", 1, 0, 0 };
  char **rest;
  int status = 0;

  helper_arm_faults ();
  if (find_manner (&m, argv + 2, &rest) == -1 || rest[0] == NULL
      || rest[1] == NULL)
    return usage ();
  m.host = rest[0];
  for (rest++; *rest != NULL && status == 0; rest++)
    status = get (&m, *rest);
  return status;
}
