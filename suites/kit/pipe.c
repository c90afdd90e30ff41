/* pipe.c - short texts through pipes and files.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "pipe.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/mapped.h"
#include "frame/names.h"
#include "frame/report.h"
#include "instruments/fill.h"
#include "instruments/try.h"

enum { TEXTS = 4, TEXT_SIZE = 104 };

/* Room for the next text.  */
static char *
next_text (void)
{
  static char text[TEXTS][TEXT_SIZE];
  static int last;

  last = (last + 1) % TEXTS;
  return text[last];
}

void
ipc_pipe (int fd[2])
{
  IPC_SETUP (pipe (fd) == 0);
}

void
ipc_quick_pipe (int fd[2])
{
  ipc_pipe (fd);
  ipc_nonblocking (fd[0], 1);
  ipc_nonblocking (fd[1], 1);
}

long
ipc_told_pipe_buf (int fd)
{
  long size = fpathconf (fd, _PC_PIPE_BUF);

  return size == -1 && errno == ENOSYS ? PIPE_BUF : size;
}

size_t
ipc_pipe_buf (int fd)
{
  long size = ipc_told_pipe_buf (fd);

  /* Without a limit it holds what all do.  */
  if (size == -1)
    size = PIPE_BUF > 0 ? PIPE_BUF : _POSIX_PIPE_BUF;
  IPC_SETUP (size >= _POSIX_PIPE_BUF);
  return (size_t) size;
}

void
ipc_put (int fd, const char *text)
{
  IPC_SETUP (write (fd, text, strlen (text)) == (ssize_t) strlen (text));
}

const char *
ipc_got (int fd, size_t size)
{
  char *text = next_text ();
  ssize_t n = ipc_read_now (fd, text, size < 100 ? size : 100);

  if (n == IPC_READ_BLOCKS)
    return "blocks";
  if (n == -1)
    return ipc_errno_name (errno);
  text[n] = '\0';
  return text;
}

const char *
ipc_gave (ssize_t n)
{
  char *text;

  if (n == -1)
    return ipc_errno_name (errno);
  text = next_text ();
  snprintf (text, TEXT_SIZE, "%ld bytes", (long) n);
  return text;
}
