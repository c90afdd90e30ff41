/* act.c - a command that does what a case tells it, step by step.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper act STEP...

   Its standard output is fully buffered, whatever it leads to: nothing but a
   full buffer, "flush" and the end of the program writes it.

   print:TEXT     put TEXT and a newline into standard output
   put:TEXT       the same without a newline
   count:NUMBER   put lines with the numbers from 1 up to that one
   pattern:SIZE   put that many bytes, which helper_pattern() makes
   flush          write what is in the buffer
   copy           write what is read from standard input, to its end
   take:SIZE      read that many bytes of standard input and no more
   error:TEXT     write TEXT and a newline to standard error
   say:FD:TEXT    the same to FD
   pid:FD         the same of the process id, parent:FD of the parent's
   hold:FD        wait until a byte or the end comes from FD
   close:FD       close FD
   endless        write lines for ever, unbuffered
   exit:STATUS    end with that status

   What fails ends it with status 1; of a writer's failure the status is
   HELPER_UNWRITTEN.  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper.h"
#include "kit/write.h"

/* 1, or that number for who is told that nobody reads.  */
static int
failure (void)
{
  return errno == EPIPE ? HELPER_UNWRITTEN : 1;
}

static int
put (int fd, const char *data, size_t size)
{
  return ipc_write_all (fd, data, size) == 0 ? 0 : failure ();
}

static int
say (int fd, const char *text)
{
  char line[4096];
  int n = snprintf (line, sizeof line, "%s\n", text);

  return n < (int) sizeof line ? put (fd, line, (size_t) n) : 1;
}

static int
say_number (int fd, long number)
{
  char text[24];

  snprintf (text, sizeof text, "%ld", number);
  return say (fd, text);
}

static int
put_pattern (long size)
{
  long i;

  for (i = 0; i < size; i++)
    if (putchar (helper_pattern (i)) == EOF)
      return failure ();
  return 0;
}

static int
count (long last)
{
  long i;

  for (i = 1; i <= last; i++)
    if (printf ("%ld\n", i) < 0)
      return failure ();
  return 0;
}

/* Read up to SIZE bytes of standard input, all of it if SIZE is -1, and
   write them if COPIES.  */
static int
take (long size, int copies)
{
  char block[4096];
  int status = 0;

  while (size != 0 && status == 0)
    {
      size_t wanted = size > 0 && size < (long) sizeof block ? (size_t) size
                      : sizeof block;
      ssize_t n = read (STDIN_FILENO, block, wanted);

      if (n == -1 && errno == EINTR)
        continue;
      if (n <= 0)
        return n == 0 ? 0 : 1;
      if (size > 0)
        size -= n;
      if (copies)
        status = put (STDOUT_FILENO, block, (size_t) n);
    }
  return status;
}

static int
hold (int fd)
{
  char byte;
  ssize_t n;

  do
    n = read (fd, &byte, 1);
  while (n == -1 && errno == EINTR);
  return n == -1;
}

static int
endless (void)
{
  int status;

  do
    status = put (STDOUT_FILENO, "more\n", 5);
  while (status == 0);
  return status;
}

/* What stands after PREFIX in STEP, or NULL.  */
static const char *
after (const char *step, const char *prefix)
{
  size_t n = strlen (prefix);

  return strncmp (step, prefix, n) == 0 ? step + n : NULL;
}

/* The steps that use stdio; -1 for another one.  */
static int
put_step (const char *step)
{
  const char *rest;

  if ((rest = after (step, "print:")) != NULL)
    return puts (rest) == EOF ? failure () : 0;
  if ((rest = after (step, "put:")) != NULL)
    return fputs (rest, stdout) == EOF ? failure () : 0;
  if ((rest = after (step, "count:")) != NULL)
    return count (atol (rest));
  if ((rest = after (step, "pattern:")) != NULL)
    return put_pattern (atol (rest));
  if (strcmp (step, "flush") == 0)
    return fflush (stdout) == EOF ? failure () : 0;
  return -1;
}

static int
do_step (const char *step)
{
  const char *rest;

  if (strcmp (step, "copy") == 0)
    return take (-1, 1);
  if ((rest = after (step, "take:")) != NULL)
    return take (atol (rest), 0);
  if ((rest = after (step, "error:")) != NULL)
    return say (STDERR_FILENO, rest);
  if ((rest = after (step, "say:")) != NULL)
    return say (atoi (rest), rest + strcspn (rest, ":") + 1);
  if ((rest = after (step, "pid:")) != NULL)
    return say_number (atoi (rest), (long) getpid ());
  if ((rest = after (step, "parent:")) != NULL)
    return say_number (atoi (rest), (long) getppid ());
  if ((rest = after (step, "hold:")) != NULL)
    return hold (atoi (rest));
  if ((rest = after (step, "close:")) != NULL)
    return close (atoi (rest)) == -1;
  if (strcmp (step, "endless") == 0)
    return endless ();
  if ((rest = after (step, "exit:")) != NULL)
    return atoi (rest);
  return put_step (step);
}

int
helper_act (char **argv)
{
  static char buffer[1 << 18];
  int status = setvbuf (stdout, buffer, _IOFBF, sizeof buffer) != 0;

  for (argv += 2; *argv != NULL && status == 0; argv++)
    status = do_step (*argv);
  if (fflush (stdout) == EOF && status == 0)
    status = failure ();
  return status == -1 ? 2 : status;
}
