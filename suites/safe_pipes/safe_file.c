/* safe_file.c - the page's program: the kid opens the file, as its user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "list.h"
#include "frame/suite.h"

enum { LINES = 2000 };

/* How the kid ends that cannot open its file; and otherwise badly.  */
enum { REFUSED = 13, FAILED = 14 };

struct program
{
  uid_t uid;
  gid_t gid;
  const char *path;
};

static void
be_careful (const struct program *p)
{
  char line[80];
  FILE *file;
  int fd;

  IPC_SETUP (setgroups (1, &p->gid) == 0);
  IPC_SETUP (setgid (getgid ()) == 0 && setuid (getuid ()) == 0);
  ipc_tie_to_parent (getppid ());
  fd = open (p->path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd == -1)
    _exit (errno == EACCES ? REFUSED : FAILED);
  file = fdopen (fd, "w");
  IPC_SETUP (file != NULL);
  while (fgets (line, sizeof line, stdin) != NULL)
    IPC_SETUP (fputs (line, file) != EOF);
  _exit (ferror (stdin) || fclose (file) == EOF ? FAILED : 0);
}

/* The program, which stays what it is.  */
static int
stream_lines (struct ipc_link *link, void *arg)
{
  const struct program *p = arg;
  char line[80];
  int fd, i, status;
  pid_t kid;

  (void) link;
  signal (SIGPIPE, SIG_IGN);
  umask (027);
  IPC_SETUP (setregid (p->gid, (gid_t) -1) == 0);
  IPC_SETUP (setreuid (p->uid, (uid_t) -1) == 0);
  ipc_tie_to_parent (getppid ());
  kid = open_kid (TO_KID, &fd);
  IPC_SETUP (kid != -1);
  if (kid == 0)
    be_careful (p);
  for (i = 0; i < LINES; i++)
    {
      snprintf (line, sizeof line, "line %d of some data\n", i);
      if (ipc_write_all (fd, line, strlen (line)) == -1)
        break;
    }
  status = close_kid (kid, fd);
  IPC_SETUP (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static int
run_program (struct program *p, const char *path)
{
  struct ipc_child child;

  p->path = path;
  child = ipc_start (stream_lines, p);
  return ipc_join_exit (&child);
}

static int
has_lines (const char *name)
{
  FILE *file = fopen (name, "r");
  char line[80], wanted[80];
  int i, good = 1;

  IPC_SETUP (file != NULL);
  for (i = 0; i < LINES && good; i++)
    {
      snprintf (wanted, sizeof wanted, "line %d of some data\n", i);
      good = fgets (line, sizeof line, file) != NULL
             && strcmp (line, wanted) == 0;
    }
  good = good && fgetc (file) == EOF;
  fclose (file);
  return good;
}

IPC_TEST (safe_file)
{
  struct program p;
  struct stat st;
  int status, refused;

  ipc_second_uid (&p.uid, &p.gid);
  IPC_SETUP (chmod (".", 0755) == 0);
  IPC_SETUP (mkdir ("safe", 0700) == 0 && chown ("safe", p.uid, p.gid) == 0);
  IPC_SETUP (mkdir ("unsafe", 0700) == 0);
  status = run_program (&p, "safe/file");
  refused = run_program (&p, "unsafe/file");
  ipc_detail ("exit status %d, and %d for root's directory", status,
              refused);
  if (status != 0 || stat ("safe/file", &st) == -1)
    ipc_observe ("fails");
  else if (st.st_uid != p.uid || st.st_gid != p.gid)
    ipc_observe ("the file is another's");
  else if ((st.st_mode & 07777) != 0640)
    ipc_observef ("mode %03o", (unsigned) st.st_mode & 07777);
  else if (!has_lines ("safe/file"))
    ipc_observe ("other lines");
  else
    ipc_observe (refused == REFUSED ? "the user's file, and no other"
                 : "root's directory is open");
}
