/* shm_open_fallback_test.c - shared memory with a name, by files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-kit.h"

#include <sys/mman.h>

#include "ipcompat-posix.h"

enum { NEW = O_RDWR | O_CREAT | O_EXCL };

static void
begin_shm (void)
{
  char here[3000];

  ATF_REQUIRE (getcwd (here, sizeof here) != NULL);
  strcat (here, "/sysv");
  ATF_REQUIRE (setenv ("IPCOMPAT_SHM_DIR", here, 1) == 0);
}

/* Make NAME with a byte in it.  */
static void
make (const char *name, char byte)
{
  int fd = ipc_fb_shm_open (name, NEW, 0600);

  ATF_REQUIRE (fd != -1 && write (fd, &byte, 1) == 1 && close (fd) == 0);
}

/* That byte, 0 if it is empty, or -1.  */
static int
look (const char *name, int flags)
{
  int fd = ipc_fb_shm_open (name, flags, 0600), n;
  char byte = 0;

  if (fd == -1)
    return -1;
  n = read (fd, &byte, 1) == 1 ? byte : 0;
  close (fd);
  return n;
}

static int
mode_of (const char *name)
{
  struct stat st;
  int fd = ipc_fb_shm_open (name, O_RDONLY, 0);

  ATF_REQUIRE (fd != -1 && fstat (fd, &st) == 0 && close (fd) == 0);
  return (int) (st.st_mode & 07777);
}

CASE (flags)
{
  int fd, files = open_files ();

  (void) tc;
  begin_shm ();
  ATF_CHECK_ERRNO (ENOENT, look ("/a", O_RDONLY) == -1);
  make ("/a", 'a');
  ATF_CHECK_ERRNO (EEXIST, look ("/a", NEW) == -1);
  ATF_CHECK_EQ ('a', look ("/a", O_RDWR | O_CREAT));
  ATF_CHECK_EQ ('a', look ("/a", O_RDONLY));
  ATF_CHECK_EQ ('a', look ("a", O_RDONLY));
  fd = ipc_fb_shm_open ("/a", O_RDONLY, 0);
  ATF_CHECK_ERRNO (EBADF, write (fd, "x", 1) == -1);
  ATF_CHECK_EQ (FD_CLOEXEC, fcntl (fd, F_GETFD));
  ATF_CHECK_EQ (O_RDONLY, fcntl (fd, F_GETFL) & (O_ACCMODE | O_NONBLOCK));
  ATF_REQUIRE (close (fd) == 0);
  ATF_CHECK_EQ (0, look ("/a", O_RDWR | O_TRUNC));
  ATF_CHECK_EQ (0, look ("/a", O_RDONLY));
  ATF_CHECK_ERRNO (EINVAL, look ("/a", O_WRONLY) == -1);
  ATF_CHECK_ERRNO (EINVAL, look ("/a", O_RDWR | O_APPEND) == -1);
  ATF_CHECK_EQ (0, ipc_fb_shm_unlink ("/a"));
  ATF_CHECK_ERRNO (ENOENT, ipc_fb_shm_unlink ("/a") == -1);
  ATF_CHECK_EQ (files, open_files ());
  see_empty ();
}

CASE (names)
{
  static const char *const bad[] =
    { "", "/", "/.", "/..", "..", "/a/b", "a/", "/../sysv/a" };
  char name[300];
  size_t i;

  (void) tc;
  begin_shm ();
  for (i = 0; i < sizeof bad / sizeof *bad; i++)
    {
      ATF_CHECK_ERRNO (EINVAL, look (bad[i], NEW) == -1);
      ATF_CHECK_ERRNO (EINVAL, ipc_fb_shm_unlink (bad[i]) == -1);
    }
  memset (name, 'n', sizeof name);
  name[0] = '/';
  name[257] = '\0';
  ATF_CHECK_ERRNO (ENAMETOOLONG, look (name, NEW) == -1);
  ATF_CHECK_ERRNO (ENAMETOOLONG, ipc_fb_shm_unlink (name) == -1);
  name[256] = '\0';
  make (name, 'l');
  ATF_CHECK_EQ ('l', look (name, O_RDONLY));
  name[255] = '\0';
  ATF_CHECK_ERRNO (ENOENT, look (name, O_RDONLY) == -1);
  ATF_CHECK_EQ (0, look ("/...", NEW));
}

/* The bits that are asked for, but for the umask; made again, none of them
   changes.  */
CASE (modes)
{
  mode_t mask = umask (027);

  (void) tc;
  begin_shm ();
  ATF_REQUIRE (close (ipc_fb_shm_open ("/a", NEW, 07777)) == 0);
  ATF_CHECK_EQ (0750, mode_of ("/a"));
  umask (0);
  ATF_REQUIRE (close (ipc_fb_shm_open ("/b", NEW, 0666)) == 0);
  ATF_CHECK_EQ (0666, mode_of ("/b"));
  ATF_REQUIRE (close (ipc_fb_shm_open ("/b", O_RDWR | O_CREAT, 0600)) == 0);
  ATF_CHECK_EQ (0666, mode_of ("/b"));
  ATF_CHECK (system ("test `ls -ld sysv | cut -c 1-10` = drwx------") == 0);
  umask (mask);
}

/* Whoever has mapped it shares it, also when it has no name any more.  */
CASE (mapped)
{
  char *one, *two;
  int a, b;
  pid_t pid;

  (void) tc;
  begin_shm ();
  a = ipc_fb_shm_open ("/a", NEW, 0600);
  b = ipc_fb_shm_open ("/a", O_RDWR, 0);
  ATF_REQUIRE (ftruncate (a, 5000) == 0);
  one = mmap (NULL, 5000, PROT_READ | PROT_WRITE, MAP_SHARED, a, 0);
  two = mmap (NULL, 5000, PROT_READ | PROT_WRITE, MAP_SHARED, b, 0);
  ATF_REQUIRE (one != MAP_FAILED && two != MAP_FAILED);
  ATF_REQUIRE (ipc_fb_shm_unlink ("/a") == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      one[4999] = 'x';
      _exit (0);
    }
  ATF_CHECK (!was_killed (pid) && two[4999] == 'x' && two[0] == 0);
  make ("/a", 'b');
  ATF_CHECK_EQ (0, two[0]);
}

/* What others have put there in a directory of many.  */
CASE (strangers)
{
  static const char *const commands[] =
    { "ln -s ../precious sysv/x", "ln precious sysv/x", "mkfifo sysv/x",
      "mkdir sysv/x", "ln -s none sysv/x", "ln -s x sysv/x" };
  int i, files = open_files ();

  (void) tc;
  begin_shm ();
  ATF_REQUIRE (system ("mkdir sysv; echo precious >precious") == 0);
  for (i = 0; i < 6; i++)
    {
      ATF_REQUIRE (system (commands[i]) == 0);
      ATF_CHECK_ERRNO (EACCES, look ("/x", O_RDONLY) == -1);
      ATF_CHECK_ERRNO (EACCES, look ("/x", O_RDWR) == -1);
      ATF_CHECK_ERRNO (EACCES, look ("/x", O_RDWR | O_CREAT) == -1);
      ATF_CHECK_ERRNO (EACCES, look ("/x", O_RDWR | O_CREAT | O_TRUNC)
                               == -1);
      ATF_CHECK_ERRNO (EEXIST, look ("/x", NEW) == -1);
      if (i == 3)
        ATF_CHECK_ERRNO (EACCES, ipc_fb_shm_unlink ("/x") == -1);
      else
        ATF_CHECK_EQ (0, ipc_fb_shm_unlink ("/x"));
      ATF_CHECK (system ("rm -rf sysv/x; echo precious | cmp - precious")
                 == 0);
      ATF_CHECK (system ("test ! -e sysv/none") == 0);
    }
  ATF_CHECK_EQ (files, open_files ());
}

/* A directory that is not there, or no directory.  */
CASE (no_directory)
{
  (void) tc;
  ATF_REQUIRE (setenv ("IPCOMPAT_SHM_DIR", "none/none", 1) == 0);
  ATF_CHECK_ERRNO (ENOENT, look ("/a", NEW) == -1);
  ATF_REQUIRE (close (creat ("file", 0600)) == 0);
  ATF_REQUIRE (setenv ("IPCOMPAT_SHM_DIR", "file", 1) == 0);
  ATF_CHECK_ERRNO (ENOTDIR, look ("/a", NEW) == -1);
}

/* As another user, whose own directory somebody else has taken, and who may
   not open what is not hers.  */
static int
as_other (void)
{
  char own[64];

  snprintf (own, sizeof own, "/tmp/ipcompat-shm-%lu", 61234ul);
  if ((mkdir (own, 0777) == -1 && errno != EEXIST) || setgid (61234) == -1
      || setuid (61234) == -1)
    return 77;
  if (look ("/a", O_RDWR) != -1 || errno != EACCES)
    return 1;
  if (look ("/b", O_RDONLY) != 'b' || look ("/b", O_RDWR) != -1
      || errno != EACCES)
    return 2;
  if (ipc_fb_shm_unlink ("/b") != -1 || errno != EACCES)
    return 3;
  unsetenv ("IPCOMPAT_SHM_DIR");
  if (look ("/a", NEW) != -1 || errno != EPERM)
    return 4;
  return 0;
}

CASE (other_user)
{
  int status;
  pid_t pid;

  (void) tc;
  if (getuid () != 0)
    atf_tc_skip ("only root can be another user");
  begin_shm ();
  umask (0);
  make ("/a", 'a');
  make ("/b", 'b');
  ATF_REQUIRE (system ("chmod 0755 . sysv; chmod 0644 sysv/b") == 0);
  ATF_REQUIRE (chmod ("..", 0755) == 0 || errno == EPERM);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (as_other ());
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  rmdir ("/tmp/ipcompat-shm-61234");
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    atf_tc_skip ("refused here: setuid");
  ATF_CHECK_EQ (0, status);
}

/* Made and removed by others meanwhile: each time an object, or ENOENT.  */
static int
come_and_go (void)
{
  int i, fd;

  for (i = 0; i < 5000; i++)
    {
      fd = ipc_fb_shm_open ("/a", i % 3 ? O_RDWR | O_CREAT : O_RDWR, 0600);
      if (fd == -1 ? errno != ENOENT || i % 3 : close (fd) != 0)
        return 1;
      if (ipc_fb_shm_unlink ("/a") == -1 && errno != ENOENT)
        return 2;
    }
  return 0;
}

CASE (twenty_thousand)
{
  pid_t pid[4];
  int i;

  (void) tc;
  begin_shm ();
  for (i = 0; i < 4; i++)
    pid[i] = in_child (come_and_go);
  for (i = 0; i < 4; i++)
    ATF_CHECK (!was_killed (pid[i]));
  see_empty ();
}

/* Killed at each step: there is none, or one that works.  */
static int
make_a (void)
{
  int fd = ipc_fb_shm_open ("/a", NEW, 0600);

  return fd == -1 || close (fd) != 0 || ipc_fb_shm_unlink ("/a") != 0;
}

CASE (killed)
{
  int i = 0;

  (void) tc;
  begin_shm ();
  while (dies_at (i, make_a))
    {
      ATF_CHECK_EQ (0, look ("/a", O_RDWR | O_CREAT));
      ATF_CHECK_EQ (0, ipc_fb_shm_unlink ("/a"));
      ATF_REQUIRE (++i < 100);
    }
  ATF_CHECK (i > 1);
}

static int
with_none (void)
{
  leave_descriptors (0);
  return look ("/b", NEW) != -1 || errno != EMFILE;
}

CASE (full_table)
{
  (void) tc;
  begin_shm ();
  ATF_CHECK (!was_killed (in_child (with_none)));
  ATF_CHECK_ERRNO (ENOENT, look ("/b", O_RDONLY) == -1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, flags);
  ATF_TP_ADD_TC (tp, names);
  ATF_TP_ADD_TC (tp, modes);
  ATF_TP_ADD_TC (tp, mapped);
  ATF_TP_ADD_TC (tp, strangers);
  ATF_TP_ADD_TC (tp, no_directory);
  ATF_TP_ADD_TC (tp, other_user);
  ATF_TP_ADD_TC (tp, twenty_thousand);
  ATF_TP_ADD_TC (tp, killed);
  ATF_TP_ADD_TC (tp, full_table);
  return atf_no_error ();
}
