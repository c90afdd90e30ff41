/* local_names_test.c - what stands at a name, and who may read it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <stdio.h>
#include <sys/un.h>

#include "child-kit.h"
#include "local-kit.h"

static void
make_file (const char *name, const char *text, mode_t mode)
{
  int fd = open (name, O_WRONLY | O_CREAT | O_EXCL, 0600);

  ATF_REQUIRE (fd != -1 && write (fd, text, strlen (text))
               == (ssize_t) strlen (text) && fchmod (fd, mode) == 0);
  close (fd);
}

static mode_t
mode_of (const char *name)
{
  struct stat st;

  ATF_REQUIRE (lstat (name, &st) == 0);
  return st.st_mode & 07777;
}

/* Whatever is there already, links first of all, stays as it is.  */
ATF_TC_WITHOUT_HEAD (in_its_place);
ATF_TC_BODY (in_its_place, tc)
{
  static const char *const names[] = { "file", "link", "dangling", "dir",
                                       "fifo" };
  struct ipc_local_listener l;
  struct stat st;
  int before = open_fds ();
  size_t i;

  (void) tc;
  listen_at (&l, "name");
  ipc_local_close (&l);
  make_file ("file", "precious", 0600);
  ATF_REQUIRE (symlink ("file", "link") == 0);
  ATF_REQUIRE (symlink ("made", "dangling") == 0);
  ATF_REQUIRE (mkdir ("dir", 0700) == 0 && mkfifo ("fifo", 0600) == 0);
  for (i = 0; i < sizeof names / sizeof *names; i++)
    ATF_CHECK_ERRNO (EADDRINUSE,
                     ipc_local_listen (&l, names[i], 0700, 4) == -1);
  ATF_CHECK_ERRNO (ENOENT, lstat ("made", &st) == -1);
  ATF_CHECK (stat ("file", &st) == 0 && st.st_size == 8);
  ATF_CHECK_ERRNO (ENOENT, ipc_local_listen (&l, "no/name", 0700, 4) == -1);
  ATF_CHECK_EQ (before, open_fds ());
}

/* Nobody listens at another file, whatever it says, and none is waited
   for.  */
CASE (no_names)
{
  static const char *const names[] =
    { "empty", "text", "fifo", "dir", "sock", "cut", "zero" };
  static const char line[] = "ipcompat-local 1 00000 "
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n";
  struct ipc_local_listener l;
  struct sockaddr_un a;
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);
  char cut[200];
  size_t i;

  (void) tc;
  listen_at (&l, "name");
  ATF_REQUIRE (chmod ("name", 0620) == 0);
  ATF_CHECK_ERRNO (EACCES, ipc_local_connect ("name", -1) == -1);
  ATF_REQUIRE (chmod ("name", 0600) == 0);
  snprintf (cut, sizeof cut, "%.*s", (int) sizeof line - 2, line);
  make_file ("empty", "", 0600);
  make_file ("text", "some text\n", 0600);
  make_file ("cut", cut, 0600);
  make_file ("zero", line, 0600);
  ATF_REQUIRE (mkdir ("dir", 0700) == 0 && mkfifo ("fifo", 0600) == 0);
  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strcpy (a.sun_path, "sock");
  ATF_REQUIRE (bind (fd, (struct sockaddr *) &a, sizeof a) == 0);
  for (i = 0; i < sizeof names / sizeof *names; i++)
    ATF_CHECK_ERRNO (ECONNREFUSED, ipc_local_connect (names[i], -1) == -1);
  ATF_CHECK_ERRNO (ENOENT, ipc_local_connect ("none", -1) == -1);
}

/* As another user: who sees the directory learns no cookie.  */
static int
look_as_other (void)
{
  char text[200];
  int fd;

  /* There is no other one here.  */
  if (setgid (12) == -1 || setuid (11) == -1)
    return 0;
  if (access ("name", F_OK) == -1)
    return 3;
  fd = open ("name", O_RDONLY);
  if (fd != -1 && read (fd, text, sizeof text) > 0)
    return 4;
  return ipc_local_connect ("name", 0) == -1 && errno == EACCES ? 0 : 5;
}

ATF_TC_WITHOUT_HEAD (modes);
ATF_TC_BODY (modes, tc)
{
  struct ipc_local_listener l;

  (void) tc;
  umask (0);
  listen_at (&l, "name");
  ATF_CHECK_EQ (0700, mode_of ("name"));
  umask (027);
  ATF_REQUIRE (ipc_local_listen (&l, "masked", 0777, 4) == 0);
  ATF_CHECK_EQ (0750, mode_of ("masked"));
  umask (0);
  ATF_REQUIRE (ipc_local_listen (&l, "all", 0777, 4) == 0);
  ATF_CHECK_EQ (0755, mode_of ("all"));
  if (getuid () == 0)
    {
      ATF_REQUIRE (chmod (".", 0755) == 0);
      check_in_child (look_as_other);
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, in_its_place);
  ATF_TP_ADD_TC (tp, no_names);
  ATF_TP_ADD_TC (tp, modes);
  return atf_no_error ();
}
