/* pty_fallback_test.c - pseudo-terminals by a device and by names.
   SPDX-License-Identifier: BSD-2-Clause

   The names of BSD are looked up by an open() that stands before libc's, and
   leads from them to pseudo-terminals of another kind.  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <termios.h>

#include "ipcompat-files.h"
#include "signal-kit.h"

int by_names_openpt (int flags);
int by_names_openpty (int *, int *, char *, const struct termios *,
                      const struct winsize *);
static int named_open (const char *path, int flags);
#undef IPC_PROBE_POSIX_OPENPT
#define IPC_PROBE_POSIX_OPENPT 0
#define IPC_PTY_DIRECTORY "."
#define ipc_fb_posix_openpt by_names_openpt
#define ipc_fb_openpty by_names_openpty
#define open named_open
#include "pty.c"
#undef ipc_fb_posix_openpt
#undef ipc_fb_openpty
#undef open

/* What is at a name: something that is in use, or whose terminal cannot be
   opened, or the NAMED one.  */
static const char *named, *locked;
static char terminal_of_named[64];
static int busy;

/* What the device says, 0 if it is there: then a name of its terminals leads
   elsewhere, as in another instance of their file system.  */
static int device_error = ENOENT;

static int
named_open (const char *path, int flags)
{
  int fd;

  if (device_error == 0)
    return strcmp (path, "./ptmx") == 0 ? posix_openpt (flags)
           : open ("/dev/null", flags);
  if (device_error != ENOENT)
    {
      errno = path[2] == 'p' && path[4] == 'm' ? device_error : ENOENT;
      return -1;
    }
  if (strcmp (path, "./ptmx") == 0 || strcmp (path, "./ptc") == 0
      || strchr ("pq", path[5]) == NULL)
    {
      errno = ENOENT;
      return -1;
    }
  if (named != NULL && strcmp (path + 5, named) == 0)
    {
      if (path[2] == 't')
        return open (terminal_of_named, flags);
      fd = posix_openpt (flags);
      if (fd != -1 && grantpt (fd) == 0 && unlockpt (fd) == 0)
        strcpy (terminal_of_named, ptsname (fd));
      return fd;
    }
  if (locked != NULL && strcmp (path + 5, locked) == 0)
    return open ("plain", flags);
  busy++;
  errno = EIO;
  return -1;
}

static void
need_pty (void)
{
  int fd = posix_openpt (O_RDWR | O_NOCTTY);

  if (fd == -1)
    atf_tc_skip ("no pty");
  close (fd);
}

/* What the terminal makes of a line, of five bytes if it adds one, may come in
   pieces.  */
static int
read_five (int control, char bytes[5])
{
  ssize_t n, got = 0;

  while (got < 5 && (got == 0 || bytes[got - 1] != '\n')
         && (n = read (control, bytes + got, (size_t) (5 - got))) > 0)
    got += n;
  return got == 5;
}

/* Whether what is written to one side comes out at the other.  */
static int
talks (int control, int terminal)
{
  char bytes[8];

  return isatty (terminal) && write (terminal, "abc\n", 4) == 4
         && read_five (control, bytes)
         && memcmp (bytes, "abc\r\n", 5) == 0
         && write (control, "de\n", 3) == 3
         && read (terminal, bytes, sizeof bytes) == 3
         && memcmp (bytes, "de\n", 3) == 0;
}

ATF_TC_WITHOUT_HEAD (pair);
ATF_TC_BODY (pair, tc)
{
  int control, terminal, before = open_fds ();
  struct winsize size, got;
  struct termios settings;
  char name[IPC_FB_PTY_NAME];

  (void) tc;
  need_pty ();
  memset (&size, 0, sizeof size);
  size.ws_row = 7;
  size.ws_col = 9;
  ATF_REQUIRE (ipc_fb_openpty (&control, &terminal, name, NULL, &size) == 0);
  ATF_CHECK (talks (control, terminal));
  ATF_CHECK_STREQ (ttyname (terminal), name);
  ATF_CHECK (ioctl (control, TIOCGWINSZ, &got) == 0 && got.ws_col == 9
             && got.ws_row == 7);
  ATF_REQUIRE (tcgetattr (terminal, &settings) == 0);
  close (control);
  close (terminal);
  settings.c_oflag &= (tcflag_t) ~OPOST;
  settings.c_lflag &= (tcflag_t) ~ECHO;
  ATF_REQUIRE (ipc_fb_openpty (&control, &terminal, NULL, &settings, NULL)
               == 0);
  ATF_CHECK (!talks (control, terminal));
  close (control);
  close (terminal);
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TC_WITHOUT_HEAD (by_device);
ATF_TC_BODY (by_device, tc)
{
  int fd, terminal;

  (void) tc;
  need_pty ();
  fd = ipc_fb_posix_openpt (O_RDWR | O_NOCTTY);
  if (fd == -1 && errno == ENOENT)
    atf_tc_skip ("no such device");
  ATF_REQUIRE (fd != -1 && grantpt (fd) == 0 && unlockpt (fd) == 0);
  terminal = open (ptsname (fd), O_RDWR | O_NOCTTY);
  ATF_CHECK (terminal != -1 && talks (fd, terminal));
}

/* For access().  */
static void
make_node (const char *name)
{
  int fd = open (name, O_WRONLY | O_CREAT, 0600);

  ATF_REQUIRE (fd != -1);
  close (fd);
}

ATF_TC_WITHOUT_HEAD (by_names);
ATF_TC_BODY (by_names, tc)
{
  int control, terminal = -7, before = open_fds ();
  char name[IPC_FB_PTY_NAME];

  (void) tc;
  need_pty ();
  ATF_CHECK_ERRNO (EIO, by_names_openpt (O_RDWR) == -1);
  ATF_CHECK_EQ (2 * 32, busy);
  /* Free, but its terminal is not there; in use; at last one.  */
  make_node ("plain");
  locked = "p7";
  named = "q3";
  make_node ("ttyq3");
  ATF_REQUIRE (by_names_openpty (&control, &terminal, name, NULL, NULL) == 0);
  ATF_CHECK_STREQ ("./ttyq3", name);
  ATF_CHECK (talks (control, terminal));
  close (control);
  close (terminal);
  /* Its terminal cannot be opened.  */
  make_node ("ttyp7");
  locked = NULL;
  named = "p7";
  strcpy (terminal_of_named, "/nothing");
  ATF_REQUIRE (unlink ("ttyq3") == 0);
  control = by_names_openpt (O_RDWR | O_NOCTTY);
  ATF_CHECK (control != -1);
  close (control);
  ATF_CHECK_EQ (before, open_fds ());
}

/* A device that refuses, and no names: it is not that there are none.  */
ATF_TC_WITHOUT_HEAD (refused);
ATF_TC_BODY (refused, tc)
{
  int control, terminal;

  (void) tc;
  device_error = EACCES;
  ATF_CHECK_ERRNO (EACCES, by_names_openpt (O_RDWR) == -1);
  ATF_CHECK_ERRNO (EACCES, by_names_openpty (&control, &terminal, NULL, NULL,
                                             NULL) == -1);
}

/* Its own terminal, and not a stranger's of the same name.  */
ATF_TC_WITHOUT_HEAD (own_terminal);
ATF_TC_BODY (own_terminal, tc)
{
  int control, terminal;

  (void) tc;
  need_pty ();
#ifndef TIOCGPTPEER
  atf_tc_skip ("a terminal is found by its name alone");
#endif
  device_error = 0;
  ATF_REQUIRE (by_names_openpty (&control, &terminal, NULL, NULL, NULL) == 0);
  ATF_CHECK (talks (control, terminal));
}

ATF_TC_WITHOUT_HEAD (full_table);
ATF_TC_BODY (full_table, tc)
{
  int control = -7, terminal = -7, room, before = open_fds ();
  struct rlimit few;

  (void) tc;
  need_pty ();
  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &few) == 0);
  while (next_fd () < 20)
    ATF_REQUIRE (dup (0) != -1);
  before = open_fds ();
  for (room = 0; room < 3; room++)
    {
      int result;

      few.rlim_cur = (rlim_t) (20 + room);
      ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &few) == 0);
      result = ipc_fb_openpty (&control, &terminal, NULL, NULL, NULL);
      ATF_CHECK (result == 0 ? room == 2
                 : errno == EMFILE && control == -7 && terminal == -7);
      if (result == 0)
        {
          close (control);
          close (terminal);
        }
      ATF_CHECK_EQ (before, open_fds ());
    }
  for (room = 3; room < 20; room++)
    close (room);
}

/* Each thread has pairs of its own.  */
static void *
make_many (void *arg)
{
  int i, control, terminal;

  for (i = 0; i < 50; i++)
    {
      if (ipc_fb_openpty (&control, &terminal, NULL, NULL, NULL) == -1
          || !talks (control, terminal))
        return arg;
      close (control);
      close (terminal);
    }
  return NULL;
}

ATF_TC_WITHOUT_HEAD (four_threads);
ATF_TC_BODY (four_threads, tc)
{
  enum { WORKERS = 4 };
  pthread_t thread[WORKERS];
  void *wrong;
  int i;

  need_pty ();
  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, make_many, (void *) tc)
                 == 0);
  for (i = 0; i < WORKERS; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, pair);
  ATF_TP_ADD_TC (tp, by_device);
  ATF_TP_ADD_TC (tp, by_names);
  ATF_TP_ADD_TC (tp, refused);
  ATF_TP_ADD_TC (tp, own_terminal);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, four_threads);
  return atf_no_error ();
}
