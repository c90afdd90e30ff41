/* host.c - terminals, users and preloading on this host.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "frame/suite.h"

enum control
{
  ON_OPEN, ON_REQUEST, NEVER
};

/* Become a session leader and open the terminal: how it comes to be in the
   foreground of it, of which /dev/tty need not know.  */
static int
take_control (struct ipc_link *link, void *arg)
{
  const struct ipc_pty *pty = arg;
  int fd;

  (void) link;
  ipc_session ();
  fd = open (pty->name, O_RDWR);
  IPC_SETUP (fd != -1);
  ipc_pty_build (fd);
  if (tcgetpgrp (fd) == getpgrp ())
    return ON_OPEN;
  return TIOCSCTTY != 0 && ioctl (fd, TIOCSCTTY, 0) == 0
         && tcgetpgrp (fd) == getpgrp () ? ON_REQUEST : NEVER;
}

/* What happens to the case's own terminal, if it has one, must be nothing.
   Returns whether there is one, with its settings.  */
static int
own_terminal (struct termios *settings)
{
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY);

  memset (settings, 0, sizeof *settings);
  if (fd == -1)
    return 0;
  IPC_SETUP (tcgetattr (fd, settings) == 0);
  close (fd);
  return 1;
}

static int
same_settings (const struct termios *a, const struct termios *b)
{
  return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag
         && a->c_cflag == b->c_cflag && a->c_lflag == b->c_lflag
         && memcmp (a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

IPC_TEST (pty)
{
  static const char *const words[] =
    { "controls on open", "controls on request", "never controls" };
  struct ipc_pty pty;
  struct termios before, after;
  struct ipc_child child;
  int had = own_terminal (&before), how;

  ipc_pty_open (&pty);
  child = ipc_start (take_control, &pty);
  how = ipc_join_exit (&child);
  IPC_SETUP (how >= ON_OPEN && how <= NEVER);
  ipc_observe (own_terminal (&after) != had || !same_settings (&before, &after)
               ? "touches the case's own terminal" : words[how]);
}

/* Whether each byte that is written to IN comes out of OUT as it is, and no
   other.  One by one: what is in between may be short.  The first one comes
   again behind the last one, of which there may be more.  */
static int
passes (int in, int out)
{
  unsigned char byte, back;
  int i;

  for (i = 0; i <= 256; i++)
    {
      byte = (unsigned char) (i % 256);
      IPC_SETUP (write (in, &byte, 1) == 1);
      if (read (out, &back, 1) != 1 || back != byte)
        return 0;
    }
  return 1;
}

/* In a process without a terminal.  */
IPC_TEST (pty_bytes)
{
  struct ipc_pty pty;
  int slave;

  ipc_pty_open (&pty);
  slave = open (pty.name, O_RDWR | O_NOCTTY);
  IPC_SETUP (slave != -1);
  ipc_pty_build (slave);
  ipc_pty_raw (slave);
  ipc_observe (!passes (pty.master, slave) ? "passes no bytes in"
               : !passes (slave, pty.master) ? "passes no bytes out"
               : "passes bytes");
}

/* Without a terminal and with one.  */
static int
ask_dev_tty (struct ipc_link *link, void *arg)
{
  int with, error;

  (void) link;
  if (arg != NULL)
    ipc_pty_session (arg);
  else
    ipc_session ();
  with = ipc_has_ctty ();
  error = errno;
  ipc_send (link, &error, sizeof error);
  return with;
}

IPC_TEST (dev_tty)
{
  struct ipc_pty pty;
  struct ipc_child child;
  int with, without, error;

  ipc_pty_open (&pty);
  child = ipc_start (ask_dev_tty, NULL);
  ipc_receive (&child.link, &error, sizeof error);
  without = ipc_join_exit (&child);
  child = ipc_start (ask_dev_tty, &pty);
  ipc_receive (&child.link, &error, sizeof error);
  with = ipc_join_exit (&child);
  if (without)
    ipc_observe ("without a terminal, too");
  else if (with)
    ipc_observe ("just with a terminal");
  else
    ipc_observe (ipc_errno_name (error));
}

struct user
{
  uid_t uid;
  gid_t gid;
};

/* Become the user, for good, and make a file that shows it.  */
static int
become (struct ipc_link *link, void *arg)
{
  const struct user *u = arg;
  struct stat st;
  int fd;

  (void) link;
  IPC_SETUP (chdir ("theirs") == 0);
  ipc_become (u->uid, u->gid);
  if (getuid () != u->uid || geteuid () != u->uid || getgid () != u->gid
      || getegid () != u->gid)
    return 1;
  if (setuid (0) != -1)
    return 2;
  fd = open ("made", O_WRONLY | O_CREAT | O_EXCL, 0600);
  IPC_SETUP (fd != -1);
  IPC_SETUP (fstat (fd, &st) == 0);
  return st.st_uid == u->uid ? 0 : 3;
}

/* Without the privilege: 0 if the change is refused, as it must be.  */
static int
become_without_right (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return setuid (getuid () + 1) == -1 && errno == EPERM ? 0 : 1;
}

IPC_TEST (second_uid)
{
  static const char *const words[] =
    { "can be taken", "keeps an old id", "can be given back",
      "owns no files" };
  struct ipc_child child;
  struct user u;
  int result;

  if (geteuid () != 0)
    {
      child = ipc_start (become_without_right, NULL);
      ipc_observe (ipc_join_exit (&child) == 0 ? "cannot be taken"
                   : "can be taken without privilege");
      return;
    }
  ipc_second_uid (&u.uid, &u.gid);
  IPC_SETUP (mkdir ("theirs", 0700) == 0);
  IPC_SETUP (chown ("theirs", u.uid, u.gid) == 0);
  child = ipc_start (become, &u);
  result = ipc_join_exit (&child);
  IPC_SETUP (result >= 0 && result <= 3);
  ipc_observe (words[result]);
}

struct shim
{
  char helper[4096], setting[3][4200];
  char *env[5];
};

/* Run the helper with its standard output on the link.  */
static int
run_helper (struct ipc_link *link, void *arg)
{
  struct shim *s = arg;
  char name[] = "ipc_helper", verb[] = "shim";
  char *argv[3];

  argv[0] = name;
  argv[1] = verb;
  argv[2] = NULL;
  IPC_SETUP (dup2 (link->out, STDOUT_FILENO) == STDOUT_FILENO);
  execve (s->helper, argv, s->env);
  ipc_broken ("cannot run %s", s->helper);
}

/* Let the helper say whether it is intercepted; its words go to TEXT.  */
static void
ask_helper (struct shim *s, char *text, size_t size)
{
  struct ipc_child child = ipc_start (run_helper, s);
  size_t n = 0;
  int c;

  while ((c = ipc_hear_end (&child.link)) != -1)
    if (c != '\n' && n + 1 < size)
      text[n++] = (char) c;
  text[n] = '\0';
  IPC_SETUP (ipc_join_exit (&child) == 0);
}

/* The library is preloaded into a program of its own, so that this holds
   with and without one in the case itself.  */
IPC_TEST (shim_active)
{
  struct shim s;
  char library[4096], fault[] = "IPC_FAULT=shim_canary", without[40],
       with[40];

  /* Such a runtime may refuse to come second.  */
  ipc_need_own_signals ();
  if (ipc_find_beside ("../harness/faults/faults.so", library,
                       sizeof library) == -1)
    ipc_not_exercised ("no fault library beside the suites");
  ipc_helper_path ("ipc_helper", s.helper, sizeof s.helper);
  snprintf (s.setting[0], sizeof s.setting[0], "LD_PRELOAD=%s", library);
  snprintf (s.setting[1], sizeof s.setting[1], "DYLD_INSERT_LIBRARIES=%s",
            library);
  snprintf (s.setting[2], sizeof s.setting[2],
            "DYLD_FORCE_FLAT_NAMESPACE=1");

  s.env[0] = fault;
  s.env[1] = NULL;
  ask_helper (&s, without, sizeof without);
  s.env[1] = s.setting[0];
  s.env[2] = s.setting[1];
  s.env[3] = s.setting[2];
  s.env[4] = NULL;
  ask_helper (&s, with, sizeof with);
  ipc_detail ("without: %s; with: %s", without, with);
  ipc_observe (strcmp (without, "not loaded") != 0 ? "is loaded unasked"
               : with);
}
