/* processes.c - what is known of other processes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "processes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "faults.h"

pid_t ipc_fault_groups[IPC_FAULT_GROUPS];
int ipc_fault_n_groups;

/* The rest of the line "KEY:" of /proc/PID/status, which TEXT of SIZE bytes
   gets all of; NULL if there is none.  */
static const char *
status_line (pid_t pid, const char *key, char *text, size_t size)
{
  char path[64];
  ssize_t n;
  size_t used = 0;
  char *line;
  int fd, error = errno;

  snprintf (path, sizeof path, "/proc/%ld/status", (long) pid);
  fd = IPC_REAL (open) (path, O_RDONLY | O_CLOEXEC);
  while (fd != -1 && used < size - 1
         && (n = IPC_REAL (read) (fd, text + used, size - 1 - used)) > 0)
    used += (size_t) n;
  if (fd != -1)
    IPC_REAL (close) (fd);
  text[used] = '\0';
  errno = error;
  for (line = text; line != NULL && *line != '\0';
       line = strchr (line, '\n'), line += line != NULL)
    if (strncmp (line, key, strlen (key)) == 0 && line[strlen (key)] == ':')
      return line + strlen (key) + 1;
  return NULL;
}

int
ipc_fault_is_in_state (pid_t pid, char state)
{
  char text[4096];
  const char *line = status_line (pid, "State", text, sizeof text);

  return line != NULL && line[1] == state;
}

int
ipc_fault_has_ids (pid_t pid, unsigned id[2])
{
  char text[4096];
  const char *line = status_line (pid, "Uid", text, sizeof text);

  return line != NULL && sscanf (line, "%u %u", &id[0], &id[1]) == 2;
}

int
ipc_fault_blocks (pid_t pid, int signo)
{
  char text[4096];
  const char *line = status_line (pid, "SigBlk", text, sizeof text);

  return line != NULL
         && (strtoull (line, NULL, 16) >> (signo - 1) & 1) != 0;
}

int
ipc_fault_members (pid_t group, pid_t pids[], int size)
{
  DIR *proc = opendir ("/proc");
  struct dirent *entry;
  int n = 0;

  while (proc != NULL && n < size && (entry = readdir (proc)) != NULL)
    {
      pids[n] = (pid_t) atol (entry->d_name);
      n += pids[n] > 0 && getpgid (pids[n]) == group;
    }
  if (proc != NULL)
    closedir (proc);
  return n;
}
