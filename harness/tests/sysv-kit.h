/* sysv-kit.h - what the tests of System V's fallbacks share.
   SPDX-License-Identifier: BSD-2-Clause

   Calls that stand before libc's let others go first, and end the process just
   before one of them.  */

#ifndef IPC_TESTS_SYSV_KIT_H
#define IPC_TESTS_SYSV_KIT_H

#include <atf-c.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-sysv.h"
#include "sysv-store.h"

#define CASE(name)                                  \
  ATF_TC (name);                                    \
  ATF_TC_HEAD (name, tc)                            \
  {                                                 \
    atf_tc_set_md_var (tc, "timeout", "120");       \
  }                                                 \
  ATF_TC_BODY (name, tc)

/* Whether others go first.  */
static int yields = 1;

/* How many calls this process makes before it is killed; -1: all.  */
static int calls_left = -1;

/* What somebody else does at each step.  */
static void (*at_step) (void);

static void
step (void)
{
  if (at_step != NULL)
    at_step ();
  if (calls_left == 0)
    kill (getpid (), SIGKILL);
  if (calls_left > 0)
    calls_left--;
  if (yields)
    sched_yield ();
}

void
ipc_sysv_step (void)
{
  step ();
}

static void
find_real (void *function, const char *name)
{
  *(void **) function = dlsym (RTLD_NEXT, name);
  if (*(void **) function == NULL)
    abort ();
}

int
unlink (const char *path)
{
  static int (*real) (const char *);

  step ();
  if (real == NULL)
    find_real (&real, "unlink");
  return real (path);
}

int
link (const char *from, const char *to)
{
  static int (*real) (const char *, const char *);

  step ();
  if (real == NULL)
    find_real (&real, "link");
  return real (from, to);
}

int
close (int fd)
{
  static int (*real) (int);

  step ();
  if (real == NULL)
    find_real (&real, "close");
  return real (fd);
}

ssize_t
pwrite (int fd, const void *data, size_t size, off_t at)
{
  static ssize_t (*real) (int, const void *, size_t, off_t);

  step ();
  if (real == NULL)
    find_real (&real, "pwrite");
  return real (fd, data, size, at);
}

ssize_t
write (int fd, const void *data, size_t size)
{
  static ssize_t (*real) (int, const void *, size_t);

  step ();
  if (real == NULL)
    find_real (&real, "write");
  return real (fd, data, size);
}

int
fchmod (int fd, mode_t mode)
{
  static int (*real) (int, mode_t);

  step ();
  if (real == NULL)
    find_real (&real, "fchmod");
  return real (fd, mode);
}

/* All objects are in the case's own directory.  */
static inline void
begin (void)
{
  char here[3000];

  ATF_REQUIRE (getcwd (here, sizeof here) != NULL);
  strcat (here, "/sysv");
  ATF_REQUIRE (setenv ("IPCOMPAT_SYSV_DIR", here, 1) == 0);
}

static inline int
open_files (void)
{
  int fd, n = 0;

  for (fd = 0; fd < 100; fd++)
    n += fcntl (fd, F_GETFD) != -1;
  return n;
}

/* Wait for PID; whether it was killed.  It must not have failed.  */
static inline int
was_killed (pid_t pid)
{
  int status;

  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_REQUIRE_MSG (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL
                   : WEXITSTATUS (status) == 0, "status %x", status);
  return WIFSIGNALED (status);
}

/* Whether a child that does BODY is killed before its call number CALLS.  */
static inline int
dies_at (int calls, int (*body) (void))
{
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      calls_left = calls;
      _exit (body ());
    }
  return was_killed (pid);
}

static inline pid_t
in_child (int (*body) (void))
{
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (body ());
  return pid;
}

/* How many wait for a change of the object, by its own account.  */
static inline int
waiters (int kind, int id)
{
  struct sysv_session session;
  struct sysv_object o;
  const struct sysv_head *head;
  int i, n = 0;

  ipc_sysv_begin (&session);
  if (ipc_sysv_seek (&o, kind == SYSV_SET ? &ipc_sysv_sets : &ipc_sysv_queues,
                     id, 0) == 0)
    {
      head = o.state;
      for (i = 0; i < head->n_waiters; i++)
        n += head->waiter[i].pid != 0;
      ipc_sysv_close (&o);
    }
  return ipc_sysv_end (&session, n);
}

static inline void
await_waiters (int kind, int id, int n)
{
  while (waiters (kind, id) != n)
    sched_yield ();
}

/* No more descriptors than N beside those that are open in the beginning.  */
static inline void
leave_descriptors (int n)
{
  static int first = -1;
  struct rlimit limit;

  if (first == -1)
    {
      first = open (".", O_RDONLY);
      if (first == -1 || close (first) == -1)
        _exit (9);
    }
  if (getrlimit (RLIMIT_NOFILE, &limit) == -1)
    _exit (9);
  limit.rlim_cur = (rlim_t) (first + n);
  if (setrlimit (RLIMIT_NOFILE, &limit) == -1)
    _exit (9);
}

/* As daemons do; the results of a child go by its status.  */
static inline void
close_all (void)
{
  int fd;

  for (fd = 3; fd < 100; fd++)
    close (fd);
}

/* What is in the directory beside the lists.  */
static inline void
see_empty (void)
{
  ATF_CHECK (system ("ls sysv >names; test -z \"$(grep -v '^i' names)\"")
             == 0);
}

#endif
