/* command.c - texts for a shell that runs ipc_helper, and holds on them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/hold.h"
#include "frame/names.h"
#include "frame/report.h"
#include "instruments/oracle.h"

void
ipc_need_commands (void)
{
  if (!ipc_has_commands ())
    ipc_lacks ("commands");
}

void
ipc_command_prepare (void)
{
  char path[1100];

  ipc_need_commands ();
  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (setenv ("HELPER", path, 1) == 0);
}

/* Of a pair, the ends 2 and 1 are the command's.  */
static void
hand_over (int fd, const char *name)
{
  char number[24];

  IPC_SETUP (fcntl (fd, F_SETFD, 0) == 0);
  snprintf (number, sizeof number, "%d", fd);
  IPC_SETUP (setenv (name, number, 1) == 0);
}

void
ipc_lead_open (struct ipc_link_pair *pair, const char *say, const char *hold)
{
  int held = ipc_hold ();

  ipc_command_prepare ();
  ipc_link_open (pair);
  hand_over (pair->fd[1], say);
  hand_over (pair->fd[2], hold);
  ipc_release (held);
}

void
ipc_lead_drop (struct ipc_link_pair *pair)
{
  int held = ipc_hold ();
  int i;

  for (i = 0; i < 4; i++)
    close (pair->fd[i]);
  ipc_release (held);
}

const char *
ipc_lead_line (struct ipc_link *link)
{
  static char line[80];
  size_t n = 0;
  int byte;

  while ((byte = ipc_hear_end (link)) != -1 && byte != '\n')
    {
      IPC_SETUP (n + 1 < sizeof line);
      line[n++] = (char) byte;
    }
  line[byte == -1 ? 0 : n] = '\0';
  return line;
}

long
ipc_lead_number (struct ipc_link *link)
{
  const char *line = ipc_lead_line (link);

  if (*line == '\0')
    ipc_broken ("a command ended early");
  return strtol (line, NULL, 10);
}

const char *
ipc_file_text (const char *path)
{
  static char text[400];
  int held = ipc_hold ();
  FILE *file = fopen (path, "r");
  size_t i, n = 0;

  if (file != NULL)
    {
      n = fread (text, 1, sizeof text - 1, file);
      fclose (file);
    }
  text[n] = '\0';
  for (i = 0; i < n; i++)
    if (text[i] == '\n')
      text[i] = '/';
  ipc_release (held);
  return text;
}

void
ipc_have_file (int fd, const char *path, int flags)
{
  int held = ipc_hold ();
  int file = open (path, flags, 0600);

  IPC_SETUP (file != -1);
  if (file != fd)
    {
      IPC_SETUP (dup2 (file, fd) == fd);
      close (file);
    }
  ipc_release (held);
}

void
ipc_make_file (const char *path, const char *text)
{
  int held = ipc_hold ();
  FILE *file = fopen (path, "w");

  IPC_SETUP (file != NULL);
  IPC_SETUP (fputs (text, file) != EOF);
  IPC_SETUP (fclose (file) == 0);
  ipc_release (held);
}

int
ipc_make_fifo (const char *path)
{
  int made = mkfifo (path, 0600) == 0;

  IPC_SETUP (made || errno == ENOSYS || errno == EOPNOTSUPP);
  return made;
}

int
ipc_comes_back (struct ipc_child *closer, const char *closes, pid_t pid,
                const char *blocks)
{
  struct ipc_child command = *closer;

  /* Its link is the closer's, on which a change is told.  */
  command.pid = pid;
  while (!ipc_listen (&closer->link))
    if (ipc_still_blocked (closer, closes)
        && ipc_still_blocked (&command, blocks)
        && ipc_still_blocked (closer, closes))
      {
        ipc_uses ("release_oracle");
        return 0;
      }
  return 1;
}

const char *
ipc_status_text (int status, int error)
{
  static char text[40];

  if (status == -1)
    snprintf (text, sizeof text, "-1 %s", ipc_errno_name (error));
  else if (WIFEXITED (status))
    snprintf (text, sizeof text, "exit %d", WEXITSTATUS (status));
  else if (WIFSIGNALED (status))
    snprintf (text, sizeof text, "%s", ipc_signal_name (WTERMSIG (status)));
  else
    snprintf (text, sizeof text, "status %#x", (unsigned) status);
  return text;
}
