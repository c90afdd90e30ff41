/* socketpair-many.c - pairs by the thousand, by threads and processes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "socketpair.h"

/* Make COUNT pairs into FD by FORM; how many could be made.  */
static int
make_many (const struct form *form, int (*fd)[2], int count)
{
  int i;

  for (i = 0; i < count && form->make (AF_UNIX, SOCK_STREAM, 0, fd[i]) == 0;
       i++)
    continue;
  return i;
}

static void
close_many (int (*fd)[2], int count)
{
  while (count-- > 0)
    {
      close (fd[count][0]);
      close (fd[count][1]);
    }
}

/* Whether each of the COUNT pairs of FD is one, with all of them open.  */
static int
all_talk (int (*fd)[2], int count)
{
  int i;

  for (i = 0; i < count; i++)
    if (!talks (fd[i]))
      return 0;
  return 1;
}

/* Until no descriptor is left, at most 5,000.  */
void
hold_many (const struct form *form)
{
  enum { MOST = 5000 };
  static int fd[MOST][2];
  struct rlimit limit;
  int before = open_fds (), made;

  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &limit) == 0);
  made = make_many (form, fd, MOST);
  ATF_CHECK_MSG (made == MOST || errno == EMFILE || errno == ENFILE,
                 "%s: %s after %d pairs", form->name, strerror (errno),
                 made);
  ATF_CHECK (made > 20 && all_talk (fd, made));
  close_many (fd, made);
  ATF_CHECK_EQ (before, open_fds ());
}

enum { EACH = 50, TURNS = 8, WORKERS = 4 };

/* NULL if every pair was one; hold EACH of them at a time.  */
static void *
work (void *arg)
{
  const struct form *form = arg;
  int fd[EACH][2], turn, good = 1;

  for (turn = 0; turn < TURNS && good; turn++)
    {
      int made = make_many (form, fd, EACH);

      good = made == EACH && all_talk (fd, made);
      close_many (fd, made);
    }
  return good ? NULL : arg;
}

void
make_in_threads (const struct form *form)
{
  pthread_t thread[WORKERS];
  int i, before = open_fds ();
  void *wrong;

  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, work, (void *) form)
                 == 0);
  for (i = 0; i < WORKERS; i++)
    {
      ATF_REQUIRE (pthread_join (thread[i], &wrong) == 0);
      ATF_CHECK_MSG (wrong == NULL, "%s", form->name);
    }
  ATF_CHECK_EQ (before, open_fds ());
}

void
make_in_processes (const struct form *form)
{
  pid_t pid[WORKERS];
  int i, status;

  for (i = 0; i < WORKERS; i++)
    {
      pid[i] = fork ();
      ATF_REQUIRE (pid[i] != -1);
      if (pid[i] == 0)
        _exit (work ((void *) form) == NULL ? 0 : 1);
    }
  for (i = 0; i < WORKERS; i++)
    {
      ATF_REQUIRE_EQ (pid[i], waitpid (pid[i], &status, 0));
      ATF_CHECK_MSG (status == 0, "%s", form->name);
    }
}
