/* atomic.c - many writers, records of many sizes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"

/* READ_SIZE divides no record: a reader never makes room for just one.  No
   writer is more than AHEAD records before the next, so that they do write
   at the same time, however they are scheduled.  */
enum { WRITERS = 5, RECORDS = 100, READ_SIZE = 1001, AHEAD = 5 };

/* One more process writes what is longer than PIPE_BUF, so that it may be cut
   into pieces, but only between records: LONGS times, of nothing but its
   letter.  */
enum { LONGS = 20, LONG_LETTER = 'z' };

/* FILLS times the reader lets the pipe fill up, so that writers wait for room,
   and then takes up to READS pieces.  Poll() may say that there is room which
   is too small for any record: after IDLE looks at writers that get no further
   it reads on.  */
enum { FILLS = 10, READS = 20, IDLE = 10000 };

/* A record: its writer's letter, all through, but for its size and number
   behind the first.  */
enum { HEAD = 4 };

/* The size of a writer's Nth record: PIPE_BUF and less.  */
static size_t
size_of (size_t pipe_buf, int writer, int n)
{
  switch ((writer + n) % 5)
    {
    case 0:
    case 1:
      return pipe_buf;
    case 2:
      return pipe_buf - 1;
    case 3:
      return pipe_buf / 2 + 1;
    default:
      return HEAD + 3;
    }
}

struct writer
{
  int fd[2];
  size_t pipe_buf;
  int number;
  volatile int *done;           /* how many records, by each */
};

static int
write_records (struct ipc_link *link, void *arg)
{
  struct writer *w = arg;
  unsigned char *record = malloc (w->pipe_buf);
  int n, short_write = 0;

  IPC_SETUP (record != NULL);
  close (w->fd[0]);
  ipc_tell (link, 'o');
  ipc_expect (link, 'g');
  for (n = 0; n < RECORDS && !short_write; n++)
    {
      size_t size = size_of (w->pipe_buf, w->number, n);

      while (n > w->done[(w->number + 1) % WRITERS] + AHEAD)
        sched_yield ();
      memset (record, 'a' + w->number, size);
      record[1] = (unsigned char) (size >> 8 & 0xff);
      record[2] = (unsigned char) (size & 0xff);
      record[3] = (unsigned char) n;
      short_write = write (w->fd[1], record, size) != (ssize_t) size;
      w->done[w->number] = short_write ? RECORDS : n + 1;
    }
  free (record);
  return short_write;
}

static size_t
long_size (size_t pipe_buf)
{
  return 3 * pipe_buf + 17;
}

/* Spread over the time that the first of the others takes.  */
static int
write_longs (struct ipc_link *link, void *arg)
{
  struct writer *w = arg;
  size_t size = long_size (w->pipe_buf);
  char *block = malloc (size);
  int n, short_write = 0;

  IPC_SETUP (block != NULL);
  memset (block, LONG_LETTER, size);
  close (w->fd[0]);
  ipc_tell (link, 'o');
  ipc_expect (link, 'g');
  for (n = 0; n < LONGS && !short_write; n++)
    {
      while (w->done[0] < n * (RECORDS / LONGS))
        sched_yield ();
      short_write = write (w->fd[1], block, size) != (ssize_t) size;
    }
  free (block);
  return short_write;
}

/* What has come so far.  */
struct tally
{
  size_t pipe_buf;
  size_t at, size;              /* in the present record */
  int letter;                   /* its writer */
  int next[WRITERS];            /* the number that is due */
  long turns;
  size_t longs;                 /* bytes of what is no record */
  const char *wrong;
};

/* The first byte of a record, then its head.  */
static void
take_head (struct tally *t, int byte)
{
  int writer = byte - 'a';

  if (t->at == 0)
    {
      if (writer < 0 || writer >= WRITERS)
        t->wrong = "torn records";
      else if (t->next[writer] == RECORDS)
        t->wrong = "doubled records";
      else
        {
          t->turns += byte != t->letter;
          t->letter = byte;
          t->size = size_of (t->pipe_buf, writer, t->next[writer]);
        }
    }
  else if (t->at == HEAD - 1 ? byte != t->next[t->letter - 'a']++
           : byte != (int) (t->at == 1 ? t->size >> 8 & 0xff
                            : t->size & 0xff))
    t->wrong = "torn, lost or doubled records";
}

static void
take (struct tally *t, const unsigned char *bytes, size_t n)
{
  size_t i;

  for (i = 0; i < n && t->wrong == NULL; i++)
    {
      if (t->at == 0 && bytes[i] == LONG_LETTER)
        {
          t->longs++;
          continue;
        }
      if (t->at < HEAD)
        take_head (t, bytes[i]);
      else if (bytes[i] != t->letter)
        t->wrong = "torn records";
      t->at = t->at + 1 < t->size ? t->at + 1 : 0;
    }
}

/* How many records they have written.  */
static int
written (const struct writer *w)
{
  int i, n = 0;

  for (i = 0; i < WRITERS; i++)
    n += w->done[i];
  return n;
}

/* Until there is no room, or nobody is left to fill it.  */
static void
let_it_fill (const struct writer *w)
{
  struct pollfd out;
  int n, last = 0, idle = 0;

  out.fd = w->fd[1];
  out.events = POLLOUT;
  while ((n = written (w)) < WRITERS * RECORDS && poll (&out, 1, 0) != 0
         && idle < IDLE)
    {
      idle = n == last ? idle + 1 : 0;
      last = n;
      sched_yield ();
    }
}

/* One piece; returns 0 at the end.  */
static int
read_piece (const struct writer *w, struct tally *t)
{
  unsigned char bytes[READ_SIZE];
  ssize_t n = read (w->fd[0], bytes, sizeof bytes);

  IPC_SETUP (n >= 0);
  take (t, bytes, (size_t) n);
  return n > 0;
}

/* Read the pipe of W to its end.  */
static void
read_records (const struct writer *w, struct tally *t)
{
  int i, fills;

  for (fills = 0; fills < FILLS; fills++)
    {
      let_it_fill (w);
      for (i = 0; i < READS && ipc_is_ready (w->fd[0], 0); i++)
        read_piece (w, t);
    }
  close (w->fd[1]);
  while (read_piece (w, t))
    continue;
  for (i = 0; i < WRITERS && t->wrong == NULL; i++)
    if (t->next[i] != RECORDS || t->at != 0)
      t->wrong = "lost records";
  if (t->wrong == NULL && t->longs != LONGS * long_size (t->pipe_buf))
    t->wrong = "lost or doubled bytes between the records";
}

IPC_TEST (atomic)
{
  struct ipc_child children[WRITERS + 1];
  struct writer w;
  struct tally t;
  int i, short_writes = 0;

  memset (&t, 0, sizeof t);
  ipc_pipe (w.fd);
  w.done = ipc_shared (WRITERS * sizeof *w.done);
  t.pipe_buf = w.pipe_buf = ipc_pipe_buf (w.fd[1]);
  for (i = 0; i <= WRITERS; i++)
    {
      w.number = i;
      children[i] = ipc_start (i < WRITERS ? write_records : write_longs, &w);
    }
  for (i = 0; i <= WRITERS; i++)
    ipc_expect (&children[i].link, 'o');
  for (i = 0; i <= WRITERS; i++)
    ipc_tell (&children[i].link, 'g');
  read_records (&w, &t);
  for (i = 0; i <= WRITERS; i++)
    short_writes += ipc_join_exit (&children[i]) != 0;
  ipc_detail ("PIPE_BUF %lu; %ld times another writer's turn",
              (unsigned long) t.pipe_buf, t.turns);
  if (t.wrong == NULL && short_writes == 0 && t.turns <= WRITERS)
    ipc_broken ("the writers did not compete");
  ipc_observe (short_writes > 0 ? "a write takes a part"
               : t.wrong != NULL ? t.wrong : "whole records");
  close (w.fd[0]);
}
