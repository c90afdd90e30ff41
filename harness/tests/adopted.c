/* adopted.c - a project's program, for adopt_test: its calls must work.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ipcompat.h"

struct has_members
{
  int (*signal) (int signo);
  int (*mkfifo) (int mode);
  int (*socketpair) (void);
  int (*setsid) (int who, int what);
};

static int
one (int number)
{
  return number;
}

static int
none (void)
{
  return 5;
}

static int
two (int first, int second)
{
  return first + second;
}

/* Members with the names of calls are nobody's fallback.  */
static int
members (const struct has_members *o)
{
  return o->signal (3) == 3 && o->mkfifo (4) == 4 && o->socketpair () == 5
         && o->setsid (2, 4) == 6;
}

static int
fifo (void)
{
  struct stat st;

  return mkfifo ("fifo", 0600) == 0 && stat ("fifo", &st) == 0
         && S_ISFIFO (st.st_mode) && unlink ("fifo") == 0;
}

static int
pair (void)
{
  int fd[2];
  char byte = 'a';

  return socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0
         && write (fd[0], "b", 1) == 1 && read (fd[1], &byte, 1) == 1
         && byte == 'b';
}

int
main (void)
{
  const struct has_members o = { one, one, none, two };

  if (!members (&o))
    return puts ("a member is mapped"), 1;
  if (!fifo ())
    return perror ("mkfifo"), 2;
  if (!pair ())
    return perror ("socketpair"), 3;
  return 0;
}
