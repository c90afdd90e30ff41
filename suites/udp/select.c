/* select.c - select() over datagram sockets, and the page's time client.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* select() for reading of SET, without waiting.  */
static int
look (fd_set *set, int last)
{
  struct timeval now = { 0, 0 };
  int n = select (last + 1, set, NULL, NULL, &now);

  IPC_SETUP (n != -1);
  return n;
}

/* Whether select() for all three changes SET, in which one socket has come to
   be readable, and the other sets: FULL is not writable, and nobody has
   anything out of band.  */
static int
changes_all (fd_set *set, int last, int ready, int full)
{
  struct timeval now = { 0, 0 };
  fd_set out, other;

  FD_ZERO (&out);
  FD_SET (full, &out);
  FD_ZERO (&other);
  FD_SET (ready, &other);
  IPC_SETUP (select ((full > last ? full : last) + 1, set, &out, &other, &now)
             == 1);
  return FD_ISSET (ready, set) && !FD_ISSET (full, &out)
         && !FD_ISSET (ready, &other);
}

/* First one socket is readable, then another one: who looks with what is
   left of the set misses that.  */
IPC_TEST (select_copies)
{
  struct end a, b;
  fd_set all, stale, copy;
  int last, missed, seen, full[2];

  ipc_need_loopback ();
  a = udp_end (AF_INET);
  b = udp_end (AF_INET);
  ipc_local_pair (SOCK_STREAM, full);
  ipc_fill (full[0]);
  last = a.fd > b.fd ? a.fd : b.fd;
  FD_ZERO (&all);
  FD_SET (a.fd, &all);
  FD_SET (b.fd, &all);
  IPC_SETUP (udp_put (b.fd, "x", 1, &a) == 1);
  udp_await (a.fd);
  stale = all;
  if (!changes_all (&stale, last, a.fd, full[0]))
    {
      ipc_observe ("does not see the first, or leaves a set as it was");
      return;
    }
  IPC_SETUP (udp_put (a.fd, "y", 1, &b) == 1);
  udp_await (b.fd);
  copy = all;
  missed = look (&stale, last) == 1 && !FD_ISSET (b.fd, &stale);
  seen = look (&copy, last) == 2 && FD_ISSET (b.fd, &copy);
  ipc_observe (!missed ? "the set stays as it was"
               : seen ? "changed, a copy serves" : "a copy does not serve");
}

/* A timeout that has ended leaves nothing, one that something has ended
   leaves some of it; or both are as they were.  */
IPC_TEST (select_timeleft)
{
  struct timeval ended = { 0, 2000 }, found = { 1000, 0 };
  fd_set set;
  int fd[2], n;

  ipc_pipe (fd);
  ipc_put (fd[1], "x");
  FD_ZERO (&set);
  FD_SET (fd[0], &set);
  n = select (0, NULL, NULL, NULL, &ended);
  if (n == 0)
    n = select (fd[0] + 1, &set, NULL, NULL, &found) - 1;
  ipc_detail ("%ld.%06ld s and %ld.%06ld s left", (long) ended.tv_sec,
              (long) ended.tv_usec, (long) found.tv_sec,
              (long) found.tv_usec);
  if (n != 0)
    ipc_observe ("does not end");
  else if (ended.tv_sec == 0 && ended.tv_usec == 0 && found.tv_sec < 1000
           && found.tv_sec > 0)
    ipc_observe ("stored");
  else
    ipc_observe (ended.tv_sec == 0 && ended.tv_usec == 2000
                 && found.tv_sec == 1000 && found.tv_usec == 0
                 ? "left as it was" : "another time");
}

enum { HOSTS = 4, SILENT = 1, EPOCH_TEXT = 16 };

/* The program on the ends of two pipes; the ports are its arguments.  */
static pid_t
start_client (int in[2], int out[2], char ports[HOSTS][EPOCH_TEXT])
{
  char path[4096];
  pid_t pid;

  ipc_helper_path ("ipc_helper", path, sizeof path);
  pid = ipc_fork ();
  if (pid == 0)
    {
      close (in[1]);
      close (out[0]);
      if (dup2 (in[0], STDIN_FILENO) == STDIN_FILENO
          && dup2 (out[1], STDOUT_FILENO) == STDOUT_FILENO)
        execl (path, "ipc_helper", "udp-time", "1000000", ports[0], ports[1],
               ports[2], ports[3], (char *) NULL);
      _exit (1);
    }
  close (in[0]);
  close (out[1]);
  return pid;
}

/* The line that the program writes next, without its newline.  */
static const char *
next_line (int fd)
{
  static char line[80];
  size_t n = 0;

  while (n + 1 < sizeof line && read (fd, line + n, 1) == 1
         && line[n] != '\n')
    n++;
  line[n] = '\0';
  return line;
}

/* Answer the request that has come to HOST from the client: its clock is
   AHEAD seconds ahead.  */
static void
answer (const struct end *host, const struct sockaddr_storage *client,
        int ahead)
{
  uint32_t seconds = htonl (2208988800U + 1000000U + (uint32_t) ahead);

  IPC_SETUP (sendto (host->fd, &seconds, sizeof seconds, 0,
                     (const struct sockaddr *) client, host->size)
             == (ssize_t) sizeof seconds);
}

/* Three hosts answer, the last that was asked first, each when the answer
   before it has been printed.  Then the client is told, by the end of its
   input, that its time is over.  */
IPC_TEST (rtime_select)
{
  struct end host[HOSTS];
  struct sockaddr_storage client[HOSTS];
  char ports[HOSTS][EPOCH_TEXT], wanted[80], got[4];
  int in[2], out[2], i, wrong = 0;
  pid_t pid;

  ipc_need_loopback ();
  for (i = 0; i < HOSTS; i++)
    {
      host[i] = udp_end (AF_INET);
      snprintf (ports[i], sizeof ports[i], "%d", udp_port (&host[i].at));
    }
  ipc_pipe (in);
  ipc_pipe (out);
  pid = start_client (in, out, ports);
  for (i = 0; i < HOSTS; i++)
    IPC_SETUP (udp_take (host[i].fd, got, sizeof got, &client[i]) == 0);
  for (i = HOSTS - 1; i >= 0 && !wrong; i--)
    if (i != SILENT)
      {
        answer (&host[i], &client[i], 10 * i);
        snprintf (wanted, sizeof wanted, "%s %d", ports[i], 10 * i);
        wrong = strcmp (next_line (out[0]), wanted) != 0;
      }
  close (in[1]);
  if (!wrong)
    snprintf (wanted, sizeof wanted, "3 answers, %s", next_line (out[0]));
  IPC_SETUP (ipc_join_pid (pid) == 0);
  ipc_observe (wrong ? "another answer" : wanted);
}
