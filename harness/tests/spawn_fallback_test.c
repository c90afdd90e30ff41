/* spawn_fallback_test.c - posix_spawn() in hard circumstances.
   SPDX-License-Identifier: BSD-2-Clause

   Errors of each kind, actions that hit the report, a full table, threads.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "child-kit.h"
#include "ipcompat-fallbacks.h"
#include "signal-kit.h"

extern char **environ;

typedef ipc_fb_spawn_actions actions;
typedef struct ipc_fb_spawn_attributes attributes;

/* Run COMMAND by a shell; its wait status, or -1 and errno.  */
static int
run (const char *command, const actions *list, const attributes *a)
{
  char *argv[] = { (char *) "sh", (char *) "-c", (char *) command, NULL };
  pid_t pid = -7;
  int status, error = ipc_fb_posix_spawnp (&pid, "sh", list, a, argv, environ);

  ATF_CHECK_EQ (error != 0, pid == -7);
  errno = error;
  if (error != 0)
    return -1;
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  return status;
}

static int
no_child (void)
{
  return waitpid (-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

static void
make_file (const char *name, const char *text, mode_t mode)
{
  int fd = open (name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  ATF_REQUIRE (fd != -1);
  ATF_REQUIRE (write (fd, text, strlen (text)) == (ssize_t) strlen (text));
  ATF_REQUIRE (fchmod (fd, mode) == 0 && close (fd) == 0);
}

static int
exec_error (const char *path)
{
  char *argv[] = { (char *) path, NULL };

  return ipc_fb_posix_spawn (NULL, path, NULL, NULL, argv, environ);
}

static int
search_error (const char *path, const char *file)
{
  char *argv[] = { (char *) file, NULL };

  ATF_REQUIRE (setenv ("PATH", path, 1) == 0);
  return ipc_fb_posix_spawnp (NULL, file, NULL, NULL, argv, environ);
}

ATF_TC_WITHOUT_HEAD (errors_of_exec);
ATF_TC_BODY (errors_of_exec, tc)
{
  static char much[300000], name[5000];
  char *argv[] = { (char *) "sh", much, much, NULL };
  int before = next_fd ();

  (void) tc;
  make_file ("plain", "exit 3\n", 0755);
  make_file ("closed", "exit 3\n", 0644);
  memset (much, 'x', sizeof much - 1);
  ATF_CHECK_EQ (ENOENT, exec_error ("nothing"));
  ATF_CHECK_EQ (ENOENT, exec_error (""));
  ATF_CHECK_EQ (EACCES, exec_error ("closed"));
  ATF_CHECK_EQ (ENOTDIR, exec_error ("plain/x"));
  ATF_CHECK_EQ (ENOEXEC, exec_error ("./plain"));
  ATF_CHECK_EQ (E2BIG, ipc_fb_posix_spawn (NULL, "/bin/sh", NULL, NULL, argv,
                                           environ));
  ATF_REQUIRE (mkdir ("d", 0755) == 0);
  make_file ("d/closed", "", 0644);
  ATF_CHECK_EQ (ENOENT, search_error ("/usr/bin:/bin", "no such file"));
  ATF_CHECK_EQ (ENOENT, search_error ("/usr/bin:/bin", ""));
  memset (name, 'x', sizeof name - 1);
  ATF_CHECK_EQ (ENAMETOOLONG, search_error ("/usr/bin:/bin", name));
  ATF_CHECK_EQ (ENOENT, search_error ("", "nothing"));
  ATF_CHECK_EQ (EACCES, search_error ("no:d:no", "closed"));
  ATF_CHECK_EQ (ENOEXEC, search_error ("no::d", "plain"));
  ATF_CHECK_EQ (before, next_fd ());
  ATF_CHECK (no_child ());
}

ATF_TC_WITHOUT_HEAD (actions_in_order);
ATF_TC_BODY (actions_in_order, tc)
{
  actions list = NULL;
  int status;

  (void) tc;
  make_file ("in", "one\ntwo\n", 0644);
  ATF_CHECK_EQ (0, ipc_fb_spawn_addopen (&list, 0, "in", O_RDONLY, 0));
  ATF_CHECK_EQ (0, ipc_fb_spawn_addopen (&list, 30, "out",
                                         O_WRONLY | O_CREAT, 0600));
  ATF_CHECK_EQ (0, ipc_fb_spawn_adddup2 (&list, 30, 1));
  ATF_CHECK_EQ (0, ipc_fb_spawn_adddup2 (&list, 1, 2));
  ATF_CHECK_EQ (0, ipc_fb_spawn_addclosefrom (&list, 3));
  ATF_CHECK_EQ (0, ipc_fb_spawn_addclose (&list, 30));
  ATF_CHECK_EQ (EBADF, ipc_fb_spawn_addclose (&list, -1));
  ATF_CHECK_EQ (EBADF, ipc_fb_spawn_adddup2 (&list, -1, 3));
  status = run ("read a; read b; echo $b; echo $a >&2; test ! -e /dev/fd/30"
                " && exit 5", &list, NULL);
  ipc_fb_spawn_free (&list);
  ATF_CHECK (list == NULL && WIFEXITED (status) && WEXITSTATUS (status) == 5);
  ATF_CHECK (atf_utils_compare_file ("out", "two\none\n"));
  ATF_CHECK_EQ (0, ipc_fb_spawn_addopen (&list, 0, "nothing", O_RDONLY, 0));
  ATF_CHECK_ERRNO (ENOENT, run ("exit", &list, NULL) == -1);
  ipc_fb_spawn_free (&list);
  ATF_CHECK_EQ (0, ipc_fb_spawn_adddup2 (&list, 77, 0));
  ATF_CHECK_ERRNO (EBADF, run ("exit", &list, NULL) == -1);
  ipc_fb_spawn_free (&list);
  ATF_CHECK (no_child ());
}

/* Each number, hence also where the report happens to be, is closed, taken,
   copied from.  */
ATF_TC_WITHOUT_HEAD (report_in_the_way);
ATF_TC_BODY (report_in_the_way, tc)
{
  char *argv[] = { (char *) "nothing", NULL };
  int fd, kind;

  (void) tc;
  for (kind = 0; kind < 4; kind++)
    for (fd = 3; fd < 12; fd++)
      {
        actions list = NULL;
        int want = kind == 3 ? EBADF : ENOENT;

        if (kind == 0)
          ATF_REQUIRE (ipc_fb_spawn_addclose (&list, fd) == 0);
        else if (kind == 1)
          ATF_REQUIRE (ipc_fb_spawn_adddup2 (&list, 0, fd) == 0);
        else if (kind == 2)
          ATF_REQUIRE (ipc_fb_spawn_addclosefrom (&list, fd) == 0
                       && ipc_fb_spawn_addclosefrom (&list, 3) == 0);
        else if (fcntl (fd, F_GETFD) == -1)
          ATF_REQUIRE (ipc_fb_spawn_adddup2 (&list, fd, 40) == 0);
        else
          want = ENOENT;
        ATF_CHECK_EQ (want, ipc_fb_posix_spawn (NULL, "nothing", &list, NULL,
                                                argv, environ));
        ipc_fb_spawn_free (&list);
      }
}

/* Close-on-exec is lost by a copy onto itself, and else kept.  */
ATF_TC_WITHOUT_HEAD (inherits);
ATF_TC_BODY (inherits, tc)
{
  actions list = NULL;
  int status;

  (void) tc;
  ATF_REQUIRE (fcntl (0, F_DUPFD_CLOEXEC, 8) == 8);
  ATF_REQUIRE (fcntl (0, F_DUPFD_CLOEXEC, 9) == 9);
  ATF_REQUIRE (ipc_fb_spawn_adddup2 (&list, 8, 8) == 0);
  status = run ("test -e /dev/fd/8 && test ! -e /dev/fd/9 && exit 4", &list,
                NULL);
  ipc_fb_spawn_free (&list);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 4);
  ATF_CHECK_EQ (FD_CLOEXEC, fcntl (8, F_GETFD));
}

ATF_TC_WITHOUT_HEAD (signals_and_groups);
ATF_TC_BODY (signals_and_groups, tc)
{
  attributes a;
  sigset_t mask;
  int status;

  (void) tc;
  memset (&a, 0, sizeof a);
  sigemptyset (&a.defaults);
  sigaddset (&a.defaults, SIGUSR1);
  sigemptyset (&a.mask);
  ATF_REQUIRE (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
  ATF_REQUIRE (signal (SIGUSR2, count) != SIG_ERR);
  status = run ("kill -USR1 $$; exit 2", NULL, &a);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 2);
  a.flags = IPC_FB_SPAWN_SETSIGDEF;
  status = run ("kill -USR1 $$; exit 2", NULL, &a);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGUSR1);
  status = run ("kill -USR2 $$; exit 2", NULL, &a);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGUSR2);
  change_mask (SIG_BLOCK, SIGUSR2);
  status = run ("kill -USR2 $$; exit 2", NULL, &a);
  ATF_CHECK (WIFEXITED (status));
  a.flags |= IPC_FB_SPAWN_SETSIGMASK;
  status = run ("kill -USR2 $$; exit 2", NULL, &a);
  ATF_CHECK (WIFSIGNALED (status));
  a.flags = IPC_FB_SPAWN_SETPGROUP;
  status = run ("kill -TERM 0; exit 2", NULL, &a);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  a.group = getpid () == 1 ? 2 : 1;
  ATF_CHECK_ERRNO (EPERM, run ("exit 0", NULL, &a) == -1);
  a.flags = IPC_FB_SPAWN_SETSID | IPC_FB_SPAWN_RESETIDS;
  status = run ("kill -TERM 0; exit 2", NULL, &a);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  ATF_REQUIRE (sigprocmask (SIG_BLOCK, NULL, &mask) == 0);
  ATF_CHECK (sigismember (&mask, SIGUSR2) == 1
             && sigismember (&mask, SIGCHLD) == 0);
  ATF_CHECK_EQ (0, handled);
}

/* With descriptors 0 to 2 closed, SIGCHLD ignored or handled, few left.  */
static int
run_bare (void)
{
  struct rlimit few;
  int i, fd, error;

  for (fd = 0; fd < 30; fd++)
    close (fd);
  for (i = 0; i < 200; i++)
    {
      signal (SIGCHLD, i % 2 ? SIG_IGN : wait_for_all);
      if (exec_error ("nothing") != ENOENT || exec_error ("/bin/true") != 0)
        return 1;
    }
  if (getrlimit (RLIMIT_NOFILE, &few) == -1)
    return 2;
  do
    fd = open ("/", O_RDONLY);
  while (fd != -1 && fd < 9);
  for (i = 0; i < 3; i++)
    {
      few.rlim_cur = (rlim_t) (fd + 1 + i);
      if (setrlimit (RLIMIT_NOFILE, &few) == -1)
        return 3;
      error = exec_error ("nothing");
      if (error != (i < 2 ? EMFILE : ENOENT))
        return 10 + i;
    }
  return 0;
}

ATF_TC_WITHOUT_HEAD (bare);
ATF_TC_BODY (bare, tc)
{
  (void) tc;
  check_in_child (run_bare);
}

/* Each thread is told of its own children only.  */
static void *
start_many (void *arg)
{
  char *argv[] = { (char *) "sh", (char *) "-c", (char *) "exit 6", NULL };
  int i, status;
  pid_t pid;

  for (i = 0; i < 100; i++)
    {
      if (exec_error ("nothing") != ENOENT
          || ipc_fb_posix_spawnp (&pid, "sh", NULL, NULL, argv, environ) != 0
          || waitpid (pid, &status, 0) != pid
          || !WIFEXITED (status) || WEXITSTATUS (status) != 6)
        return arg;
    }
  return NULL;
}

ATF_TC_WITHOUT_HEAD (four_threads);
ATF_TC_BODY (four_threads, tc)
{
  enum { WORKERS = 4 };
  pthread_t thread[WORKERS];
  int i, before = next_fd ();
  void *wrong;

  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, start_many, (void *) tc)
                 == 0);
  for (i = 0; i < WORKERS; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
  ATF_CHECK_EQ (before, next_fd ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, errors_of_exec);
  ATF_TP_ADD_TC (tp, actions_in_order);
  ATF_TP_ADD_TC (tp, report_in_the_way);
  ATF_TP_ADD_TC (tp, inherits);
  ATF_TP_ADD_TC (tp, signals_and_groups);
  ATF_TP_ADD_TC (tp, bare);
  ATF_TP_ADD_TC (tp, four_threads);
  return atf_no_error ();
}
