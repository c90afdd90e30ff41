/* place_fallback_test.c - where fallbacks keep what has a name.
   SPDX-License-Identifier: BSD-2-Clause

   By way of shared memory and semaphores, under masks that keep the user out
   of what is made, and in threads that are to be cancelled.  */

#include "sysv-kit.h"

#include "ipcompat-posix.h"

enum { NEW = O_RDWR | O_CREAT | O_EXCL, USER = 61237 };
static const char own[] = "/tmp/ipcompat-shm-61237";

static int owner_calls, owner_error;

int
fchown (int fd, uid_t uid, gid_t gid)
{
  static int (*real) (int, uid_t, gid_t);

  owner_calls++;
  if (owner_error != 0)
    return errno = owner_error, -1;
  if (real == NULL)
    find_real (&real, "fchown");
  return real (fd, uid, gid);
}

static void
begin_place (void)
{
  char here[3000];

  ATF_REQUIRE (getcwd (here, sizeof here) != NULL);
  strcat (here, "/sysv");
  ATF_REQUIRE (setenv ("IPCOMPAT_SHM_DIR", here, 1) == 0);
  ATF_REQUIRE (setenv ("IPCOMPAT_SEM_DIR", here, 1) == 0);
}

static int
open_and_close (const char *name, int flags)
{
  int fd = ipc_fb_shm_open (name, flags, 0600);

  return fd == -1 ? -1 : close (fd);
}

static int
mode_of (const char *path)
{
  struct stat st;

  return stat (path, &st) == -1 ? -1 : (int) (st.st_mode & 0777);
}

/* What is made for this user is usable by this user.  */
CASE (masks)
{
  static const mode_t masks[] = { 0777, 0177, 0277, 0477, 077, 0 };
  struct ipc_semaphore sem;
  size_t i;

  (void) tc;
  begin_place ();
  for (i = 0; i < sizeof masks / sizeof *masks; i++)
    {
      umask (masks[i]);
      ATF_CHECK_EQ (0, open_and_close ("/a", NEW));
      ATF_CHECK_EQ (0700, mode_of ("sysv"));
      ATF_CHECK_EQ (0600 & ~masks[i], mode_of ("sysv/a"));
      ATF_CHECK (ipc_fb_shm_unlink ("/a") == 0 && rmdir ("sysv") == 0);
      umask (077);
      ATF_CHECK (ipc_semaphore_init (&sem, 1, 0) == 0
                 && ipc_semaphore_destroy (&sem) == 0);
      ATF_CHECK_EQ (0, rmdir ("sysv"));
    }
}

/* A directory that is there already is as its owner wants it.  */
CASE (named_directory)
{
  (void) tc;
  begin_place ();
  ATF_REQUIRE (mkdir ("sysv", 0500) == 0);
  open_and_close ("/a", NEW);
  ATF_CHECK_EQ (0500, mode_of ("sysv"));
  ATF_REQUIRE (chmod ("sysv", 0777) == 0);
  ATF_CHECK_EQ (0, open_and_close ("/b", NEW));
  ATF_CHECK_EQ (0777, mode_of ("sysv"));
}

/* Who was killed before the user's own directory was opened to the user has
   left it closed.  */
static int
as_other (void)
{
  if (setgid (USER) == -1 || setuid (USER) == -1)
    return 77;
  unsetenv ("IPCOMPAT_SHM_DIR");
  if (mkdir (own, 0) == -1)
    return 77;
  if (open_and_close ("/a", NEW) != 0 || mode_of (own) != 0700)
    return 1;
  if (ipc_fb_shm_unlink ("/a") != 0 || chmod (own, 0710) == -1)
    return 2;
  if (open_and_close ("/a", NEW) != -1 || errno != EPERM)
    return 3;
  return mode_of (own) == 0710 ? 0 : 4;
}

CASE (own_directory)
{
  int status;
  pid_t pid;

  (void) tc;
  if (getuid () != 0)
    atf_tc_skip ("only root can be another user");
  rmdir (own);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (as_other ());
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  rmdir (own);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    atf_tc_skip ("refused here: setuid");
  ATF_CHECK_EQ (0, status);
}

/* The group is asked for only where it is another one.  */
CASE (no_owners)
{
  (void) tc;
  begin_place ();
  owner_error = EPERM;
  ATF_CHECK_EQ (0, open_and_close ("/a", NEW));
  ATF_REQUIRE (chmod ("sysv", 0700) == 0);
  ATF_CHECK_EQ (0, owner_calls);
  owner_error = 0;
  if (chown ("sysv", (uid_t) -1, USER) == -1 || chmod ("sysv", 02700) == -1)
    atf_tc_skip ("refused here: chown");
  owner_error = EPERM;
  ATF_CHECK_ERRNO (EPERM, open_and_close ("/b", NEW) == -1);
  ATF_CHECK (owner_calls == 1 && mode_of ("sysv/b") == -1);
}

/* It is no point of cancellation, which would leave a descriptor.  */
static void *
open_cancelled (void *arg)
{
  int i, fd;

  pthread_cancel (pthread_self ());
  for (i = 0; i < 3; i++)
    {
      fd = ipc_fb_shm_open ("/a", O_RDWR | O_CREAT, 0600);
      if (fd == -1 || dup2 (fd, *(int *) arg) == -1
          || ipc_fb_shm_open ("/x", O_RDWR | O_CREAT, 0600) != -1
          || errno != EACCES || ipc_fb_shm_unlink ("/a") != 0)
        return NULL;
    }
  return arg;
}

CASE (cancelled)
{
  pthread_t thread;
  void *got;
  int fd, files;

  (void) tc;
  begin_place ();
  yields = 0;
  ATF_REQUIRE (system ("mkdir sysv; mkfifo sysv/x") == 0);
  fd = open (".", O_RDONLY);
  files = open_files ();
  ATF_REQUIRE (pthread_create (&thread, NULL, open_cancelled, &fd) == 0);
  ATF_CHECK (pthread_join (thread, &got) == 0 && got == &fd);
  ATF_CHECK_EQ (files + 3, open_files ());
}

static volatile int made;

static void *
race (void *arg)
{
  if (open_and_close (arg, NEW) == 0)
    __sync_fetch_and_add (&made, 1);
  return NULL;
}

/* One of twenty makes it, also where the directory is not there.  */
CASE (one_of_twenty)
{
  pthread_t thread[20];
  char name[30];
  int i, j;

  (void) tc;
  begin_place ();
  for (i = 0; i < 50; i++)
    {
      made = 0;
      snprintf (name, sizeof name, "/race\n%d", i);
      for (j = 0; j < 20; j++)
        ATF_REQUIRE (pthread_create (&thread[j], NULL, race, name) == 0);
      for (j = 0; j < 20; j++)
        ATF_REQUIRE (pthread_join (thread[j], NULL) == 0);
      ATF_CHECK_EQ (1, made);
      ATF_CHECK (ipc_fb_shm_unlink (name) == 0 && rmdir ("sysv") == 0);
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, masks);
  ATF_TP_ADD_TC (tp, named_directory);
  ATF_TP_ADD_TC (tp, own_directory);
  ATF_TP_ADD_TC (tp, no_owners);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, one_of_twenty);
  return atf_no_error ();
}
