/* spawn-actions.c - what posix_spawn() does to descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"
#include "ipcompat-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "close-from.h"
#include "spawn-child.h"

enum kind { OPEN, CLOSE, DUP2, CLOSE_FROM };

struct ipc_fb_spawn_action
{
  enum kind kind;
  int fd, from, flags;
  mode_t mode;
  struct ipc_fb_spawn_action *next;
  char path[1];                 /* as long as it is */
};

static int
add (ipc_fb_spawn_actions *list, const struct ipc_fb_spawn_action *what,
     const char *path)
{
  struct ipc_fb_spawn_action *new;
  size_t size = strlen (path) + 1;

  if (what->fd < 0 || what->from < 0)
    return EBADF;
  new = malloc (sizeof *new + size);
  if (new == NULL)
    return ENOMEM;
  *new = *what;
  memcpy (new->path, path, size);
  while (*list != NULL)
    list = &(*list)->next;
  *list = new;
  return 0;
}

int
ipc_fb_spawn_addopen (ipc_fb_spawn_actions *list, int fd, const char *path,
                      int flags, mode_t mode)
{
  struct ipc_fb_spawn_action a = { OPEN, fd, 0, flags, mode, NULL, "" };

  return add (list, &a, path);
}

int
ipc_fb_spawn_addclose (ipc_fb_spawn_actions *list, int fd)
{
  struct ipc_fb_spawn_action a = { CLOSE, fd, 0, 0, 0, NULL, "" };

  return add (list, &a, "");
}

int
ipc_fb_spawn_adddup2 (ipc_fb_spawn_actions *list, int from, int fd)
{
  struct ipc_fb_spawn_action a = { DUP2, fd, from, 0, 0, NULL, "" };

  return add (list, &a, "");
}

int
ipc_fb_spawn_addclosefrom (ipc_fb_spawn_actions *list, int lowest)
{
  struct ipc_fb_spawn_action a = { CLOSE_FROM, lowest, 0, 0, 0, NULL, "" };

  return add (list, &a, "");
}

void
ipc_fb_spawn_free (ipc_fb_spawn_actions *list)
{
  while (*list != NULL)
    {
      struct ipc_fb_spawn_action *next = (*list)->next;

      free (*list);
      *list = next;
    }
}

/* Have *REPORT elsewhere than at FD.  */
static int
give_way (int fd, int *report)
{
  int moved;

  if (fd != *report)
    return 0;
  moved = fcntl (fd, F_DUPFD, 3);
  if (moved == -1 || fcntl (moved, F_SETFD, FD_CLOEXEC) == -1)
    return errno;
  close (fd);
  *report = moved;
  return 0;
}

/* The file is to be FD, whatever number it gets at first.  */
static int
open_at (const struct ipc_fb_spawn_action *a)
{
  int fd, error = 0;

  close (a->fd);
  fd = open (a->path, a->flags, a->mode);
  if (fd == -1)
    return errno;
  if (fd == a->fd)
    return 0;
  if (dup2 (fd, a->fd) == -1)
    error = errno;
  close (fd);
  return error;
}

static int
copy_to (int from, int fd)
{
  int flags;

  if (from != fd)
    return dup2 (from, fd) == -1 ? errno : 0;
  flags = fcntl (fd, F_GETFD);
  return flags == -1 || fcntl (fd, F_SETFD, flags & ~FD_CLOEXEC) == -1
         ? errno : 0;
}

/* All but the report, which takes the first number: it is gone with the
   exec().  */
static int
close_above (int lowest, int *report)
{
  if (*report < lowest)
    ipc_close_from (lowest);
  else
    {
      if (*report > lowest && dup2 (*report, lowest) == -1)
        return errno;
      *report = lowest;
      ipc_close_from (lowest + 1);
      return fcntl (lowest, F_SETFD, FD_CLOEXEC) == -1 ? errno : 0;
    }
  return 0;
}

int
ipc_spawn_act (const struct ipc_fb_spawn_action *a, int *report)
{
  int error = 0;

  for (; a != NULL && error == 0; a = a->next)
    {
      /* The caller knows of no report there: to copy it is to copy none.  */
      if (a->kind == DUP2 && a->from == *report)
        return EBADF;
      if (a->kind != CLOSE_FROM)
        error = give_way (a->fd, report);
      if (error != 0)
        return error;
      if (a->kind == OPEN)
        error = open_at (a);
      else if (a->kind == CLOSE)
        close (a->fd);
      else if (a->kind == DUP2)
        error = copy_to (a->from, a->fd);
      else
        error = close_above (a->fd, report);
    }
  return error;
}
