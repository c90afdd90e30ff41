/* atomic.c - many writers, whole records.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fifos.h"

/* READ_SIZE divides no PIPE_BUF: the room that a reader leaves is never just
   a record, so that a write that does not wait for room for all shows.  */
enum { WRITERS = 8, RECORDS = 60, READ_SIZE = 1000 };

struct writer
{
  size_t size;                  /* of a record */
  char letter;
};

static int
write_records (struct ipc_link *link, void *arg)
{
  const struct writer *w = arg;
  char *record = malloc (w->size);
  int i, fd = fifo_end ("fifo", O_WRONLY);

  IPC_SETUP (record != NULL);
  memset (record, w->letter, w->size);
  ipc_tell (link, 'o');
  ipc_expect (link, 'g');
  for (i = 0; i < RECORDS; i++)
    IPC_SETUP (write (fd, record, w->size) == (ssize_t) w->size);
  free (record);
  close (fd);
  return 0;
}

/* What has come so far.  */
struct tally
{
  size_t size;                  /* of a record */
  size_t at;                    /* bytes of the present record */
  char letter;                  /* its writer */
  long records[WRITERS];
  long torn, turns, strange;
};

static void
take (struct tally *t, const char *bytes, size_t n)
{
  size_t i;

  for (i = 0; i < n; i++)
    {
      if (t->at == 0)
        {
          t->turns += bytes[i] != t->letter;
          t->letter = bytes[i];
          if (bytes[i] < 'a' || bytes[i] >= 'a' + WRITERS)
            t->strange++;
          else
            t->records[bytes[i] - 'a']++;
        }
      else if (bytes[i] != t->letter)
        t->torn++;
      t->at = (t->at + 1) % t->size;
    }
}

/* Read FD to its end.  */
static void
read_records (int fd, struct tally *t)
{
  char bytes[READ_SIZE];
  ssize_t n;

  while ((n = read (fd, bytes, sizeof bytes)) > 0)
    take (t, bytes, (size_t) n);
  IPC_SETUP (n == 0);
}

static void
observe_tally (const struct tally *t)
{
  long lost = 0;
  int i;

  for (i = 0; i < WRITERS; i++)
    lost += t->records[i] != RECORDS;
  ipc_detail ("PIPE_BUF %lu; %ld times another writer's turn",
              (unsigned long) t->size, t->turns);
  if (t->torn > 0)
    ipc_observe ("torn records");
  else if (lost > 0 || t->strange > 0 || t->at != 0)
    ipc_observe ("lost or doubled records");
  else if (t->turns <= WRITERS)
    ipc_broken ("the writers did not compete");
  else
    ipc_observe ("whole records");
}

IPC_TEST (atomic)
{
  struct ipc_child children[WRITERS];
  struct writer w;
  struct tally t;
  long pipe_buf;
  int fd, i;

  if (!fifo_made ("fifo"))
    return;
  memset (&t, 0, sizeof t);
  fd = fifo_end ("fifo", O_RDONLY | O_NONBLOCK);
  pipe_buf = ipc_told_pipe_buf (fd);
  if (pipe_buf < _POSIX_PIPE_BUF)
    {
      ipc_observef ("PIPE_BUF is %ld", pipe_buf);
      return;
    }
  t.size = w.size = (size_t) pipe_buf;
  for (i = 0; i < WRITERS; i++)
    {
      w.letter = (char) ('a' + i);
      children[i] = ipc_start (write_records, &w);
    }
  for (i = 0; i < WRITERS; i++)
    ipc_expect (&children[i].link, 'o');
  ipc_nonblocking (fd, 0);
  for (i = 0; i < WRITERS; i++)
    ipc_tell (&children[i].link, 'g');
  read_records (fd, &t);
  for (i = 0; i < WRITERS; i++)
    ipc_join_exit (&children[i]);
  observe_tally (&t);
  close (fd);
}
