/* mkfifo_test.c - FIFOs by commands, and strangers in their way.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

/* Once the FIFO has been looked at, a stranger puts this in its place.  */
static int (*stranger) (const char *path);

static int
look (const char *path, struct stat *st)
{
  int result = lstat (path, st);

  if (result == 0 && S_ISFIFO (st->st_mode) && stranger != NULL)
    result = stranger (path);
  return result;
}

int mkfifo_by_command (const char *path, mode_t mode);
#define ipc_fb_mkfifo mkfifo_by_command
#define IPC_NO_MKNOD
#define lstat(path, st) look (path, st)
#include "mkfifo.c"
#undef ipc_fb_mkfifo
#undef lstat

static int
leave_link (const char *path)
{
  return unlink (path) == -1 ? -1 : symlink ("precious", path);
}

static int
leave_fifo (const char *path)
{
  return rename (path, "first") == -1 ? -1 : mkfifo (path, 0600);
}

static mode_t
mode_of (const char *path)
{
  struct stat st;

  ATF_REQUIRE (lstat (path, &st) == 0);
  return st.st_mode & 07777;
}

ATF_TC_WITHOUT_HEAD (modes);
ATF_TC_BODY (modes, tc)
{
  static const mode_t wanted[] = { 0600, 0622, 0755, 0311, 0100, 0, 04711 };
  size_t i;

  (void) tc;
  umask (022);
  for (i = 0; i < sizeof wanted / sizeof *wanted; i++)
    {
      if (mkfifo_by_command ("-fifo", wanted[i]) == -1 && errno == ENOSYS)
        atf_tc_skip ("no command makes FIFOs");
      ATF_CHECK_EQ (wanted[i] & ~022U, mode_of ("-fifo"));
      ATF_CHECK_ERRNO (EEXIST, mkfifo_by_command ("-fifo", 0600) == -1);
      ATF_REQUIRE (unlink ("-fifo") == 0);
    }
  ATF_CHECK_ERRNO (ENOENT, mkfifo_by_command ("no/fifo", 0600) == -1);
  ATF_CHECK_EQ (022, umask (0));
}

/* What is not the FIFO that was made keeps its mode.  */
ATF_TC_WITHOUT_HEAD (replaced);
ATF_TC_BODY (replaced, tc)
{
  int fd = open ("precious", O_WRONLY | O_CREAT, 0600);

  (void) tc;
  ATF_REQUIRE (fd != -1 && close (fd) == 0);
  umask (0);
  stranger = leave_link;
  ATF_CHECK (mkfifo_by_command ("fifo", 0777) == -1);
  if (errno == ENOSYS)
    atf_tc_skip ("no command makes FIFOs");
  ATF_CHECK_EQ (0600, mode_of ("precious"));
  ATF_REQUIRE (unlink ("fifo") == 0);
  stranger = leave_fifo;
  ATF_CHECK_ERRNO (EEXIST, mkfifo_by_command ("fifo", 0777) == -1);
  ATF_CHECK_EQ (0600, mode_of ("fifo"));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, modes);
  ATF_TP_ADD_TC (tp, replaced);
  return atf_no_error ();
}
