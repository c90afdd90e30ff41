/* command.c - the commands for FIFOs, and telling one.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "fifos.h"
#include "kit/command.h"

/* Run ARGV[0] with a umask of 077; its exit status.  */
static int
run (const char *const *argv)
{
  int status;
  pid_t pid = ipc_fork ();

  if (pid == 0)
    {
      umask (077);
      execv (argv[0], (char *const *) argv);
      ipc_broken ("cannot execute %s", argv[0]);
    }
  status = ipc_join_pid (pid);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

/* "" if the command that ended with STATUS made the FIFO "fifo" of MODE,
   else what it did.  Without /proc Linux sets no modes by lchmod().  */
static const char *
shortcoming (int status, mode_t mode)
{
  struct stat st;

  if (status != 0 && ipc_lacks_proc ())
    ipc_not_exercised ("no /proc");
  if (status != 0)
    return "the command fails";
  if (lstat ("fifo", &st) == -1)
    return "makes nothing";
  if (!S_ISFIFO (st.st_mode))
    return "makes something else";
  return (st.st_mode & 07777) == mode ? "" : "makes a FIFO of another mode";
}

IPC_TEST (cmd_mknod)
{
  char command[300];
  const char *argv[] = { command, "fifo", "p", NULL };
  int where = fifo_command ("mknod", command, sizeof command);
  const char *wrong = where == 0 ? "" : shortcoming (run (argv), 0600);

  if (where == 0)
    ipc_observe ("missing");
  else if (*wrong != '\0')
    ipc_observe (wrong);
  else
    ipc_observe (where == 1 ? "in the standard path"
                 : "outside the standard path");
  if (where != 0)
    ipc_detail ("%s", command);
}

IPC_TEST (cmd_mkfifo)
{
  char command[300];
  const char *argv[] = { command, "-m", "0640", "fifo", NULL };
  const char *wrong;

  if (fifo_command ("mkfifo", command, sizeof command) == 0)
    {
      ipc_observe ("absent");
      return;
    }
  wrong = shortcoming (run (argv), 0640);
  ipc_observe (*wrong == '\0' ? "makes a FIFO" : wrong);
  ipc_detail ("%s", command);
}

/* The page's program: success is what the commands call 0.  Returns whether
   it believes in its FIFO.  */
static int
make_by_command (void)
{
  ipc_need_commands ();
  return system ("mknod fifo p 2>/dev/null") == 0
         || system ("mkfifo fifo 2>/dev/null") == 0;
}

/* A command that says in the file "log" that it was run, and exits with
   STATUS.  */
static void
write_stub (const char *path, int status)
{
  char text[100];

  snprintf (text, sizeof text, "#!/bin/sh\necho ${0##*/} >>log\nexit %d\n",
            status);
  fifo_plain_file (path, text);
  IPC_SETUP (chmod (path, 0755) == 0);
}

/* Which commands were run.  */
static const char *
take_log (void)
{
  static char log[100];
  int fd = open ("log", O_RDONLY);
  char *p;

  log[0] = '\0';
  if (fd == -1)
    return log;
  fifo_read_all (fd, log, sizeof log);
  close (fd);
  IPC_SETUP (unlink ("log") == 0);
  for (p = log; *p != '\0'; p++)
    if (*p == '\n')
      *p = ' ';
  return log;
}

IPC_TEST (cmd_fallback)
{
  /* Exit statuses of the two commands, -1 for one that is missing; which
     are run; and whether that is a success.  */
  static const struct { int mknod, mkfifo; const char *log; int made; } rows[]
    = { { 0, 0, "mknod ", 1 }, { -1, 0, "mkfifo ", 1 },
        { 1, 0, "mknod mkfifo ", 1 }, { 2, 1, "mknod mkfifo ", 0 },
        { 1, -1, "mknod ", 0 }, { -1, -1, "", 0 } };
  size_t i;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      char directory[8], path[20];
      const char *log;
      int made;

      snprintf (directory, sizeof directory, "bin%u", (unsigned) i);
      IPC_SETUP (mkdir (directory, 0755) == 0);
      snprintf (path, sizeof path, "%s/mknod", directory);
      if (rows[i].mknod != -1)
        write_stub (path, rows[i].mknod);
      snprintf (path, sizeof path, "%s/mkfifo", directory);
      if (rows[i].mkfifo != -1)
        write_stub (path, rows[i].mkfifo);
      IPC_SETUP (setenv ("PATH", directory, 1) == 0);
      made = make_by_command ();
      log = take_log ();
      if (made != rows[i].made || strcmp (log, rows[i].log) != 0)
        {
          ipc_observef ("%s after exit statuses %d and %d (ran %s)",
                        made ? "success" : "failure", rows[i].mknod,
                        rows[i].mkfifo, log);
          return;
        }
    }
  ipc_observe ("stops at the first success");
}

/* Make the socket NAME, or a regular file where there are none.  */
static void
make_socket (const char *name)
{
  struct sockaddr_un a;
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strcpy (a.sun_path, name);
  if (fd == -1 || bind (fd, (struct sockaddr *) &a, sizeof a) == -1)
    fifo_plain_file (name, "");
  if (fd != -1)
    close (fd);
}

/* Three views of NAME as 'p' or '-': stat(), lstat(), test -p.  */
static const char *
views (const char *name)
{
  static char v[4];
  char command[60];
  struct stat st;

  IPC_SETUP (stat (name, &st) == 0);
  v[0] = S_ISFIFO (st.st_mode) ? 'p' : '-';
  IPC_SETUP (lstat (name, &st) == 0);
  v[1] = S_ISFIFO (st.st_mode) ? 'p' : '-';
  snprintf (command, sizeof command, "test -p %s", name);
  v[2] = system (command) == 0 ? 'p' : '-';
  return v;
}

IPC_TEST (is_fifo_test)
{
  static const struct { const char *name, *views; } rows[] =
    { { "fifo", "ppp" }, { "file", "---" }, { "directory", "---" },
      { "socket", "---" }, { "to-fifo", "p-p" }, { "to-file", "---" },
      { "/dev/null", "---" } };
  size_t i;

  if (!fifo_made ("fifo"))
    return;
  fifo_plain_file ("file", "text");
  IPC_SETUP (mkdir ("directory", 0755) == 0);
  make_socket ("socket");
  IPC_SETUP (symlink ("fifo", "to-fifo") == 0);
  IPC_SETUP (symlink ("file", "to-file") == 0);
  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      const char *v = views (rows[i].name);

      if (strcmp (v, rows[i].views) != 0)
        {
          ipc_observef ("%s for %s, not %s", v, rows[i].name, rows[i].views);
          return;
        }
    }
  ipc_observe ("tells a FIFO");
}

IPC_TEST (test_anon_pipe)
{
  struct stat st;
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  IPC_SETUP (fstat (fd[0], &st) == 0);
  ipc_observe (S_ISFIFO (st.st_mode) ? "a FIFO"
               : S_ISSOCK (st.st_mode) ? "a socket" : "another type");
  ipc_detail ("%ld links, %ld bytes", (long) st.st_nlink, (long) st.st_size);
  close (fd[0]);
  close (fd[1]);
}
