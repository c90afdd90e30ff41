/* rtime.c - the page's client of time servers, a program, and servers of ours.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "tcp.h"

/* Seconds between 1900 and 1970.  */
#define EPOCH 2208988800U

enum { MOST = 6 };

/* A time server, by its place as the program is told it.  */
struct host
{
  int fd;
  int is_deaf;                  /* it does not listen */
  const char *name;
  char port[16];
};

/* The program, its input and output, and the servers that it is to ask.  */
struct client
{
  pid_t pid;
  int in;
  struct ipc_link out;
  const struct host *host;
  int n_hosts;
};

/* A server; of IPv6 if it is asked for and there is.  */
static void
host_open (struct host *h, int family, int listens)
{
  struct place p;

  if (family == AF_INET6 && !ipc_has_loopback6 ())
    family = AF_INET;
  h->fd = listens ? listener (family, &p) : bound_socket (family, &p);
  h->is_deaf = !listens;
  h->name = family == AF_INET ? "127.0.0.1" : "::1";
  snprintf (h->port, sizeof h->port, "%d", place_port (&p));
}

/* Start the program: it asks N servers, in MODE, and it is NOW.  */
static void
client_start (struct client *c, const char *mode, const char *now,
              struct host *h, int n)
{
  const char *argv[4 + 2 * MOST + 1] = { "ipc_helper", "rtime", mode, now };
  char path[4096];
  int in[2], out[2], i;

  for (i = 0; i < n; i++)
    {
      argv[4 + 2 * i] = h[i].name;
      argv[5 + 2 * i] = h[i].port;
    }
  ipc_helper_path ("ipc_helper", path, sizeof path);
  ipc_pipe (in);
  ipc_pipe (out);
  c->pid = ipc_fork ();
  if (c->pid == 0)
    {
      close (in[1]);
      close (out[0]);
      if (dup2 (in[0], STDIN_FILENO) == STDIN_FILENO
          && dup2 (out[1], STDOUT_FILENO) == STDOUT_FILENO)
        execv (path, (char *const *) argv);
      _exit (3);
    }
  close (in[0]);
  close (out[1]);
  c->in = in[1];
  c->out.in = out[0];
  c->out.out = -1;
  c->host = h;
  c->n_hosts = n;
}

/* Wait until the program comes to H: the connection, or -1 if it says
   something instead, or has ended, or comes to another one.  */
static int
meet (const struct client *c, const struct host *h)
{
  struct pollfd p[MOST + 1];
  int fd, i, is_here = 0;

  for (i = 0; i < c->n_hosts; i++)
    {
      p[i].fd = c->host[i].is_deaf ? -1 : c->host[i].fd;
      p[i].events = POLLIN;
      p[i].revents = 0;
    }
  p[i].fd = c->out.in;
  p[i].events = POLLIN;
  IPC_SETUP (poll (p, (nfds_t) i + 1, -1) > 0);
  for (i = 0; i < c->n_hosts; i++)
    is_here |= c->host[i].fd == h->fd && (p[i].revents & POLLIN) != 0;
  if (!is_here)
    return -1;
  fd = accept (h->fd, NULL, NULL);
  IPC_SETUP (fd != -1);
  return fd;
}

/* Whether the program comes to H, is told SECONDS since 1900, and says
   ANSWER of it.  */
static int
tells (struct client *c, const struct host *h, uint32_t seconds,
       const char *answer)
{
  uint32_t sent = htonl (seconds);
  char wanted[80];
  int fd = meet (c, h);

  if (fd == -1)
    return 0;
  IPC_SETUP (write (fd, &sent, sizeof sent) == (ssize_t) sizeof sent);
  close (fd);
  snprintf (wanted, sizeof wanted, "%s %s %s", h->name, h->port, answer);
  return strcmp (ipc_lead_line (&c->out), wanted) == 0;
}

/* Whether it says WORD of H.  */
static int
says (struct client *c, const struct host *h, const char *word)
{
  char wanted[80];

  snprintf (wanted, sizeof wanted, "%s %s %s", h->name, h->port, word);
  return strcmp (ipc_lead_line (&c->out), wanted) == 0;
}

/* The program's end: its exit status.  */
static int
client_end (struct client *c)
{
  int status;

  close (c->in);
  while (*ipc_lead_line (&c->out) != '\0')
    continue;
  status = ipc_join_pid (c->pid);
  close (c->out.in);
  return status;
}

static void
close_hosts (struct host *h, int n)
{
  while (n-- > 0)
    close (h[n].fd);
}

IPC_TEST (rtime)
{
  struct host h[3];
  struct client c;
  int i, right;

  ipc_need_loopback ();
  for (i = 0; i < 3; i++)
    host_open (&h[i], i == 1 ? AF_INET6 : AF_INET, 1);
  client_start (&c, "die", "1000000", h, 3);
  right = strcmp (ipc_lead_line (&c.out), "localhost 0 1970-01-12 13:46:40")
          == 0
          && tells (&c, &h[0], EPOCH + 1000000, "0 1970-01-12 13:46:40")
          && tells (&c, &h[1], EPOCH + 1003600, "3600 1970-01-12 14:46:40")
          && tells (&c, &h[2], EPOCH + 913600, "-86400 1970-01-11 13:46:40");
  close_hosts (h, 3);
  ipc_observe (client_end (&c) != 0 ? "the client dies"
               : right ? "each difference and date" : "another answer");
}

IPC_TEST (rtime_epoch)
{
  static const struct { uint32_t seconds; const char *answer; } times[] = {
    { 0, "-2208988800 1900-01-01 00:00:00" },
    { 0x80000000U, "-61505152 1968-01-20 03:14:08" },
    { 0xffffffffU, "2085978495 2036-02-07 06:28:15" }
  };
  struct host h[3];
  struct client c;
  int i, right = 1;

  ipc_need_loopback ();
  for (i = 0; i < 3; i++)
    host_open (&h[i], AF_INET, 1);
  client_start (&c, "die", "0", h, 3);
  ipc_lead_line (&c.out);
  for (i = 0; i < 3 && right; i++)
    right = tells (&c, &h[i], times[i].seconds, times[i].answer);
  close_hosts (h, 3);
  client_end (&c);
  if (right)
    ipc_observe ("1900, 1968, 2036");
  else
    ipc_observef ("not %s", times[i - 1].answer);
}

/* The servers: one that answers, one that is down, one that says nothing, one
   that resets, one that ends too early, one that answers.  */
enum { FIRST, DEAD, SILENT, RESETS, SHORT, LAST };

/* Whether the careful client gets through all of them.  */
static int
goes_through (struct host h[MOST])
{
  struct client c;
  int fd, right;

  client_start (&c, "go-on", "0", h, MOST);
  ipc_lead_line (&c.out);
  right = tells (&c, &h[FIRST], EPOCH + 10, "10 1970-01-01 00:00:10")
          && says (&c, &h[DEAD], "ECONNREFUSED");
  if (right && (fd = meet (&c, &h[SILENT])) != -1)
    {
      ipc_put (c.in, "x");
      right = says (&c, &h[SILENT], "silent");
      close (fd);
    }
  if (right && (fd = meet (&c, &h[RESETS])) != -1)
    {
      close_with_reset (fd);
      right = says (&c, &h[RESETS], "ECONNRESET");
    }
  if (right && (fd = meet (&c, &h[SHORT])) != -1)
    {
      ipc_put (fd, "ab");
      close (fd);
      right = says (&c, &h[SHORT], "short");
    }
  right = right && tells (&c, &h[LAST], EPOCH + 20, "20 1970-01-01 00:00:20");
  return client_end (&c) == 0 && right;
}

/* Whether the page's client ends at the server that is down.  */
static int
ends_there (struct host h[MOST])
{
  struct host few[3];
  struct client c;
  int asks;

  few[0] = h[FIRST];
  few[1] = h[DEAD];
  few[2] = h[LAST];
  client_start (&c, "die", "0", few, 3);
  ipc_lead_line (&c.out);
  IPC_SETUP (tells (&c, &few[0], EPOCH, "0 1970-01-01 00:00:00"));
  asks = says (&c, &few[1], "ECONNREFUSED")
         && tells (&c, &few[2], EPOCH, "0 1970-01-01 00:00:00");
  return client_end (&c) != 0 && !asks;
}

IPC_TEST (rtime_host_down)
{
  struct host h[MOST];
  int i, ends, goes;

  ipc_need_loopback ();
  for (i = 0; i < MOST; i++)
    host_open (&h[i], i == LAST ? AF_INET6 : AF_INET, i != DEAD);
  ends = ends_there (h);
  goes = goes_through (h);
  close_hosts (h, MOST);
  ipc_observe (!goes ? "the careful client does not get through"
               : ends ? "shown" : "not shown");
}
