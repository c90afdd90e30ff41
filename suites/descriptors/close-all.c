/* close-all.c - closing all descriptors from a number on.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "frame/suite.h"

/* HIGHEST is as far as the limit is raised, if it may be; what is above the
   middle of that, or above MOST_KEPT, is to be closed: a RUN of numbers
   first.  */
enum { MOST_KEPT = 49, RUN = 150, HIGHEST = 2000, LISTED = 512 };

/* How to close what is open from FD on.  Returns 0, or -1 where there is no
   such way.  */
static int
by_close_range (int fd)
{
  return close_range ((unsigned) fd, ~0U, 0);
}

static int
by_f_closem (int fd)
{
  return F_CLOSEM == -1 ? -1 : fcntl (fd, F_CLOSEM, 0);
}

/* The numbers in DIRECTORY that are FD or more, but the listing's own; how
   many, or -1.  */
static int
list_open (const char *directory, int fd, int list[LISTED])
{
  DIR *d = opendir (directory);
  const struct dirent *entry;
  int n = 0, number;

  if (d == NULL)
    return -1;
  while (n < LISTED && (entry = readdir (d)) != NULL)
    {
      number = atoi (entry->d_name);
      if (number >= fd && number != dirfd (d))
        list[n++] = number;
    }
  closedir (d);
  return n;
}

static int
by_listing (int fd)
{
  int list[LISTED], n = list_open ("/proc/self/fd", fd, list), i;

  if (n <= 0)
    n = list_open ("/dev/fd", fd, list);
  for (i = 0; i < n; i++)
    close (list[i]);
  return n <= 0 ? -1 : 0;
}

static const struct way
{
  const char *name;
  int (*close_from) (int fd);
} ways[] =
{
  { "close_range", by_close_range }, { "closefrom", ipc_closefrom },
  { "F_CLOSEM", by_f_closem }, { "a listing", by_listing }
};
enum { WAYS = sizeof ways / sizeof *ways };

static int
is_open (int fd)
{
  return fcntl (fd, F_GETFD) != -1;
}

/* Make FD the number of a descriptor.  */
static void
occupy (int fd)
{
  IPC_SETUP (is_open (fd) || dup2 (STDIN_FILENO, fd) == fd);
}

/* Raise the limit, and occupy numbers up to it, of which the first is to stay
   open.  */
enum { NUMBERS = RUN + 3 };

static void
occupy_high (int number[NUMBERS])
{
  struct rlimit limit;
  int held = ipc_hold (), top = HIGHEST, i;

  IPC_SETUP (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  if (limit.rlim_max < (rlim_t) top)
    top = (int) limit.rlim_max;
  if (limit.rlim_cur < (rlim_t) top)
    ipc_limit (RLIMIT_NOFILE, (unsigned long) top);
  number[0] = top / 2 < MOST_KEPT ? top / 2 : MOST_KEPT;
  for (i = 1; i <= RUN; i++)
    number[i] = number[i - 1] + 1 < top ? number[i - 1] + 1 : top - 1;
  number[RUN + 1] = (number[0] + top) / 2;
  number[RUN + 2] = top - 1;
  for (i = 0; i < NUMBERS; i++)
    occupy (number[i]);
  ipc_release (held);
}

enum { CLOSES, NO_WAY, LEAVES, CLOSES_TOO_MUCH };

/* In a child, whose link is closed, too: the exit status tells.  */
static int
close_all (struct ipc_link *link, void *arg)
{
  const struct way *w = arg;
  int number[NUMBERS], i;

  (void) link;
  occupy_high (number);
  if (w->close_from (number[1]) == -1)
    return NO_WAY;
  for (i = 1; i < NUMBERS; i++)
    if (is_open (number[i]))
      return LEAVES;
  for (i = 0; i < 3; i++)
    if (!is_open (i))
      return CLOSES_TOO_MUCH;
  return is_open (number[0]) ? CLOSES : CLOSES_TOO_MUCH;
}

/* An incomplete listing is as good as none: FreeBSD's, where fdescfs is not
   mounted, knows the standard descriptors alone.  */
IPC_TEST (close_all)
{
  char also[80] = "";
  const char *first = NULL, *wrong = NULL;
  struct ipc_child child;
  struct rlimit limit;
  int i, status;

  for (i = 0; i < WAYS; i++)
    {
      child = ipc_start (close_all, (void *) &ways[i]);
      status = ipc_join_exit (&child);
      if (status == CLOSES && first != NULL)
        {
          strcat (also, *also != '\0' ? ", " : "");
          strcat (also, ways[i].name);
        }
      else if (status == CLOSES)
        first = ways[i].name;
      else if (status != NO_WAY
               && !(status == LEAVES && ways[i].close_from == by_listing))
        {
          first = first != NULL ? first : ways[i].name;
          wrong = status == LEAVES ? "leaves some" : "closes too many";
          break;
        }
    }
  IPC_SETUP (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  ipc_detail ("%s too; the limit may be %s%lu",
              *also != '\0' ? also : "nothing",
              limit.rlim_max == RLIM_INFINITY ? "infinite, " : "",
              (unsigned long) limit.rlim_max);
  if (wrong != NULL)
    ipc_observef ("%s %s", ways[i].name, wrong);
  else
    ipc_observe (first != NULL ? first : "only one by one");
}
