/* fifo-broker.c - the process that stands for a FIFO.
   SPDX-License-Identifier: BSD-2-Clause

   It holds one block of data between all writers and all readers.  A writer's
   queue is taken to its end before another's turn, so that what was written
   at once stays together (fifos.atomic); readers take whole blocks in turn.

   Falls short: a reader whose last writer has left is let go, and does not
   meet the next one (fifos.reusable); what is on its way when all readers go
   is lost, as it is in a FIFO.  */

#include "probed.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include "fifo-broker.h"
# include "ipcompat-local.h"
# include "local-inet.h"

static struct fifo_user users[MOST + 1];
static int n_users, listener, had_writer, removed;
static char block[BLOCK];
static size_t begin, end;
static struct fifo_name own;

/* A descriptor that makes room for one who is to be turned away, and whether
   there was none, so that who comes is not looked at for once.  */
static int spare, deaf;

/* The writer whose queue was not at its end when the block was full, and the
   reader that has part of the block.  -1 for none.  */
static int last_writer, last_reader;

static int
count (enum fifo_kind kind)
{
  int i, n = 0;

  for (i = 0; i < n_users; i++)
    n += users[i].kind == kind;
  return n;
}

static void
let_go (int i)
{
  int fd = users[i].fd;
  char rest[4096];

  /* What is not read would reset the connection; no more is to come.  */
  shutdown (fd, SHUT_RD);
  while (recv (fd, rest, sizeof rest, 0) > 0)
    continue;
  if (fd == last_writer)
    last_writer = -1;
  if (fd == last_reader)
    last_reader = -1;
  close (fd);
  users[i] = users[--n_users];
}

static void
let_all_go (enum fifo_kind kind)
{
  int i;

  for (i = n_users - 1; i >= 0; i--)
    if (users[i].kind == kind)
      let_go (i);
}

/* Tell the user I why it has come in vain.  */
static void
turn_away (int i, char why)
{
  /* If that fails it has gone.  */
  send (users[i].fd, &why, 1, MSG_NOSIGNAL);
  let_go (i);
}

/* Tell the user I, who is of KIND then.  */
static void
tell (int i, char what, enum fifo_kind kind)
{
  users[i].kind = kind;
  if (send (users[i].fd, &what, 1, MSG_NOSIGNAL) != 1)
    let_go (i);
}

/* Each side that waits goes on when the other is there.  */
static void
match (void)
{
  int i, readers = count (READER) + count (TO_READ);
  int writers = count (WRITER) + count (TO_WRITE);

  for (i = n_users - 1; i >= 0 && readers > 0 && writers > 0; i--)
    if (users[i].kind == TO_READ)
      tell (i, FIFO_GO, READER);
    else if (users[i].kind == TO_WRITE)
      tell (i, FIFO_GO, WRITER);
  had_writer |= count (WRITER) > 0;
}

/* Whose last counterpart has gone goes, too.  */
static void
part (void)
{
  if (count (READER) == 0)
    {
      begin = end = 0;
      let_all_go (WRITER);
      had_writer = 0;
    }
  if (had_writer && count (WRITER) == 0 && begin == end)
    {
      let_all_go (READER);
      had_writer = 0;
    }
}

/* Remove the name, if the user I may have that, and it is this one's.  */
static void
end_by (int i)
{
  struct ipc_peer_ids ids;

  if (ipc_peer_ids (users[i].fd, &ids) == -1
      || (ids.uid != geteuid () && ids.uid != 0))
    {
      tell (i, FIFO_FORBIDDEN, NEW);
      return;
    }
  if (fifo_is_own (&own))
    unlink (own.name);
  close (listener);
  listener = -1;
  removed = 1;
  tell (i, FIFO_GO, NEW);
  for (i = n_users - 1; i >= 0; i--)
    if (users[i].kind == TO_READ || users[i].kind == TO_WRITE)
      turn_away (i, FIFO_GONE);
}

/* What the new user I says.  */
static void
welcome (int i)
{
  char what = '\0';
  ssize_t n = recv (users[i].fd, &what, 1, 0);

  if (fifo_is_passing (n))
    return;
  /* Let in before the name went, and heard after that.  */
  if (removed)
    turn_away (i, FIFO_GONE);
  else if (n == 1 && what == FIFO_READS)
    users[i].kind = TO_READ;
  else if (n == 1 && what == FIFO_WRITES)
    users[i].kind = TO_WRITE;
  else if (n == 1 && what == FIFO_READS_NOW)
    tell (i, FIFO_GO, READER);
  else if (n == 1 && what == FIFO_WRITES_NOW)
    {
      int read = count (READER) + count (TO_READ) > 0;

      tell (i, read ? FIFO_GO : FIFO_NO_READER, read ? WRITER : NEW);
    }
  else if (n == 1 && what == FIFO_ENDS)
    end_by (i);
  else
    let_go (i);
}

/* Take a block from the writer I.  */
static void
take (int i)
{
  ssize_t n = recv (users[i].fd, block, BLOCK, 0);

  if (n > 0)
    {
      begin = 0;
      end = (size_t) n;
      last_writer = n == BLOCK ? users[i].fd : -1;
    }
  else if (fifo_is_passing (n))
    last_writer = -1;
  else
    let_go (i);
}

/* Give the reader I what it takes.  */
static void
give (int i)
{
  ssize_t n = send (users[i].fd, block + begin, end - begin, MSG_NOSIGNAL);

  if (n > 0)
    begin += (size_t) n;
  last_reader = begin < end ? users[i].fd : -1;
  if (n == -1 && !fifo_is_passing (n))
    let_go (i);
}

/* Whether the user I has gone; what a reader says is of no interest.  */
static int
has_gone (int i)
{
  char byte;
  ssize_t n = recv (users[i].fd, &byte, 1, 0);

  return n <= 0 && !fifo_is_passing (n);
}

static void
attend (int i, int events)
{
  const struct fifo_user *u = &users[i];
  int heard = (events & (POLLIN | POLLHUP | POLLERR)) != 0;

  if (u->kind == NEW)
    {
      if (heard)
        welcome (i);
      else if (local_now () - u->since > PATIENCE)
        turn_away (i, FIFO_FULL);
    }
  else if (u->kind == WRITER && heard && begin == end)
    take (i);
  else if (u->kind != WRITER && heard && has_gone (i))
    let_go (i);
  else if (u->kind == READER && (events & POLLOUT) != 0 && begin < end
           && (last_reader == -1 || last_reader == u->fd))
    give (i);
}

/* Who comes in vain is told so: who has been silent for longest, or the
   newest one itself.  */
static void
let_in (void)
{
  int fd = accept (listener, NULL, NULL);

  if (fd == -1 && local_is_full (errno) && spare != -1)
    {
      close (spare);
      spare = -1;
      fd = accept (listener, NULL, NULL);
    }
  deaf = fd == -1 && local_is_full (errno);
  if (fd != -1 && !local_prepare (fd))
    {
      close (fd);
      fd = -1;
    }
  if (fd == -1)
    return;
  users[n_users].fd = fd;
  users[n_users].kind = NEW;
  users[n_users++].since = local_now ();
  if (n_users > MOST || spare == -1)
    turn_away (fifo_most_silent (users, n_users), FIFO_FULL);
  if (spare == -1)
    spare = dup (0);
}

/* Who filled the block may have more.  */
static void
go_on (void)
{
  int i;

  for (i = 0; i < n_users && last_writer != -1 && begin == end; i++)
    if (users[i].fd == last_writer)
      take (i);
}

/* What to wait for; how many.  */
static int
prepare (struct pollfd *p)
{
  int i;

  for (i = 0; i < n_users; i++)
    {
      const struct fifo_user *u = &users[i];
      int waits = u->kind == WRITER
                  && (begin < end
                      || (last_writer != -1 && last_writer != u->fd));

      p[i].fd = waits ? -1 : u->fd;
      p[i].events = u->kind == READER && begin < end ? POLLIN | POLLOUT
                    : POLLIN;
    }
  p[i].fd = deaf ? -1 : listener;
  deaf = 0;
  p[i].events = POLLIN;
  return i + 1;
}

void
ipc_fifo_serve (int door, const char *name, const struct stat *entry)
{
  struct pollfd p[MOST + 1];
  int i, n, at, result, turn = 0;

  listener = door;
  own.name = name;
  own.entry = *entry;
  spare = dup (0);
  last_writer = last_reader = -1;
  for (;;)
    {
      go_on ();
      n = prepare (p);
      result = poll (p, (nfds_t) n, LOOK);
      /* In turn, or one writer might keep all others waiting.  Who goes leaves
         its place to the last, who is then seen to the next time.  */
      for (i = 0; i < n - 1 && result >= 0; i++)
        {
          at = (i + turn) % (n - 1);
          if (at < n_users && p[at].fd == users[at].fd)
            attend (at, p[at].revents);
        }
      turn = (turn + 1) % MOST;
      if (result > 0 && p[n - 1].revents != 0 && listener != -1)
        let_in ();
      match ();
      part ();
      if (n_users == 0 && (removed || fifo_is_gone (&own, local_now ())))
        return;
    }
}

#endif
