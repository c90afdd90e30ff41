/* coprocess.c - programs that others talk to, as ipc_helper plays them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "helper.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
helper_number (char **argv)
{
  int flush = argv[2] != NULL && strcmp (argv[2], "-u") == 0;
  char line[4096];
  long n = 0;

  helper_arm_faults ();
  while (fgets (line, sizeof line, stdin) != NULL)
    if (printf ("%6ld\t%s", ++n, line) < 0
        || (flush && fflush (stdout) == EOF))
      return helper_failed ("stdout");
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}

/* Read a line, without its newline, and nothing of the next.  */
static int
next_line (char *line, size_t size)
{
  size_t n = 0;

  while (n < size - 1)
    {
      ssize_t got = read (STDIN_FILENO, line + n, 1);

      if (got == -1 && errno == EINTR)
        continue;
      if (got <= 0)
        return 0;
      if (line[n] == '\n')
        {
          line[n] = '\0';
          return 1;
        }
      n++;
    }
  return 0;
}

int
helper_ask (char **argv)
{
  char line[80];
  const char *keys[] = { line, NULL };

  helper_arm_faults ();
  while (next_line (line, sizeof line))
    if (helper_inherit (keys) != 0)
      return 1;
  return atoi (argv[2]);
}

/* Write the bytes FROM to END of FD's stream.  */
static int
flow (int fd, long from, long end)
{
  char block[1000];

  while (from < end)
    {
      size_t size = 0;
      ssize_t n;

      for (; size < sizeof block && from + (long) size < end; size++)
        {
          int byte = helper_pattern (from + (long) size);

          block[size] = (char) (fd == STDERR_FILENO ? ~byte : byte);
        }
      n = write (fd, block, size);
      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return -1;
      from += n;
    }
  return 0;
}

int
helper_flood (char **argv)
{
  long size = atol (argv[2]);
  enum { TURN = 1000 };
  long i;

  helper_arm_faults ();
  for (i = 0; i < size; i += TURN)
    {
      long end = i + TURN < size ? i + TURN : size;

      if (flow (STDOUT_FILENO, i, end) == -1
          || flow (STDERR_FILENO, i, end) == -1)
        return 1;
    }
  return 0;
}
