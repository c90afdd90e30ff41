/* chat.c - the page's interactive client of two processes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "chat.h"

/* Wait until its parent can know of the end of CHILD, or does.  */
static void
await_end_known (pid_t child)
{
  char call[32];
  enum ipc_state state;

  ipc_uses ("state_oracle");
  do
    {
      sched_yield ();
      state = ipc_state (child, call, sizeof call);
      ipc_need_known (state);
    }
  while (state != IPC_ZOMBIE && state != IPC_GONE);
}

/* Byte I of a long text, which is of lines as long as a block.  */
enum { BLOCK = 512 };

static char
pattern (size_t i)
{
  return i % BLOCK == BLOCK - 1 ? '\n' : (char) ('a' + (i + i / 256 * 7) % 26);
}

/* Give FD a block of a long text from byte FROM on, or the part that it has
   room for; how much that is.  */
static size_t
give_block (int fd, size_t from)
{
  char block[BLOCK];
  size_t i;
  ssize_t n;

  for (i = 0; i < sizeof block; i++)
    block[i] = pattern (from + i);
  ipc_nonblocking (fd, 1);
  n = write (fd, block, sizeof block);
  IPC_SETUP (n > 0 || errno == EAGAIN || errno == EWOULDBLOCK);
  ipc_nonblocking (fd, 0);
  return n > 0 ? (size_t) n : 0;
}

/* Give FD, a pipe, what it takes; how much that is.  */
static size_t
fill_pipe (int fd, size_t from)
{
  size_t total = 0, n;

  do
    total += n = give_block (fd, from + total);
  while (n > 0);
  return total;
}

/* Whether PID is blocked in CALL now.  */
static int
is_blocked_in (pid_t pid, const char *call)
{
  char seen[32];
  enum ipc_state state = ipc_state (pid, seen, sizeof seen);

  ipc_need_known (state);
  return state == IPC_BLOCKED && ipc_same_call (call, seen);
}

/* Give C a long input, of which its CHILD has sent what it can; how much.  */
static size_t
fill_input (const struct client *c, pid_t child)
{
  int held = ipc_hold (), is_stuck;
  size_t total = 0, more;

  do
    {
      is_stuck = is_blocked_in (child, "write");
      more = fill_pipe (c->in, total);
      total += more;
      sched_yield ();
    }
  while (!is_stuck || more > 0);
  ipc_uses ("blocked_oracle");
  ipc_release (held);
  return total;
}

/* Whether the next SIZE bytes from FD are those.  */
static int
takes_filling (int fd, size_t size)
{
  char block[512];
  size_t done, i, n;

  for (done = 0; done < size; done += n)
    {
      n = size - done < sizeof block ? size - done : sizeof block;
      if (clients_take (fd, block, n) != n)
        return 0;
      for (i = 0; i < n; i++)
        if (block[i] != pattern (done + i))
          return 0;
    }
  return 1;
}

/* Have the server say so much that C, of which no output is taken, waits to
   print it; how much.  */
static size_t
fill_output (const struct client *c, int session)
{
  int held = ipc_hold ();
  size_t total = 0;

  do
    {
      total += give_block (session, total);
      while (!is_blocked_in (c->pid, "read")
             && !is_blocked_in (c->pid, "write"))
        sched_yield ();
    }
  while (!is_blocked_in (c->pid, "write"));
  ipc_release (held);
  return total;
}

/* Whether the input TEXT comes to SESSION before CHILD waits for something
   else than input.  */
static int
comes_beside (const struct client *c, pid_t child, int session,
              const char *text)
{
  int held = ipc_hold (), waits = 0, is_ready = 0;

  clients_say (c->in, text);
  while (!is_ready && waits < 3)
    {
      is_ready = ipc_is_ready (session, 20);
      waits = is_blocked_in (child, "") && !is_blocked_in (child, "read")
              ? waits + 1 : 0;
    }
  ipc_release (held);
  return is_ready;
}

/* What is wrong with the input that C is given when its output waits, or
   NULL.  */
static const char *
input_wrong (const struct client *c, int session)
{
  static const char text[] = "asked beside that\n";
  char got[sizeof text];
  pid_t child = chat_child (c);
  size_t size = fill_output (c, session);
  int comes = comes_beside (c, child, session, text);

  ipc_detail ("beside %lu bytes of output", (unsigned long) size);
  if (comes && (clients_take (session, got, sizeof text - 1)
                != sizeof text - 1
                || memcmp (got, text, sizeof text - 1) != 0))
    return "the server gets other input beside the output";
  if (!takes_filling (c->out, size))
    return "the long output is not what the server says";
  return comes ? NULL : "no input beside the output";
}

/* The same of a client that prints whole lines: byte by byte it takes long to
   fill a pipe.  */
static const char *
beside_output_wrong (void)
{
  int session;
  struct client c = chat_start ("lines", &session);
  const char *wrong = input_wrong (&c, session);

  clients_end_session (&session);
  clients_join (&c);
  return wrong;
}

/* What is wrong with what passes between C and SESSION, or NULL.  */
static const char *
transcript_wrong (struct client *c, int session)
{
  pid_t child = chat_child (c);
  size_t size;

  if (!chat_passes (session, c->out, "hello, who are you?\n"))
    return "the output is not what the server says";
  if (!chat_passes (c->in, session, "a line of more than twenty bytes\n"))
    return "the server gets not what the input is";
  if (!chat_passes (session, c->out, "an answer of more than twenty bytes\n"))
    return "the output is not what the server answers";
  size = fill_input (c, child);
  ipc_detail ("beside %lu bytes of input", (unsigned long) size);
  if (!chat_passes (session, c->out, "news\n"))
    return "no output beside the input";
  if (!takes_filling (session, size))
    return "the server gets not what the long input is";
  return chat_passes (c->in, session, "last\n") ? NULL : "the input ends early";
}

static const char *
look_two_process (void)
{
  struct client c;
  const char *wrong, *rest;
  int session, status;

  c = chat_start ("", &session);
  wrong = transcript_wrong (&c, session);
  clients_say (session, "bye");
  clients_end_session (&session);
  rest = clients_text (c.out, 100);
  status = clients_join (&c);
  if (wrong != NULL)
    return wrong;
  if (strcmp (rest, "bye") != 0)
    return ipc_textf ("in the end the output is \"%.40s\"", rest);
  if (status != 0)
    return "and fails";
  wrong = beside_output_wrong ();
  return wrong != NULL ? wrong : "both ways at once";
}

IPC_TEST (chat_two_process)
{
  clients_observe (look_two_process);
}

/* How much of a prompt is to be seen when the client waits for more.  Line
   and prompt come as one, so that who has the one has the other, too.  */
static size_t
prompt_seen (const char *words, char *prompt, size_t size)
{
  int session;
  struct client c = chat_start (words, &session);
  char line[6];
  size_t n = 0;

  clients_say (session, "first\nCommand? ");
  IPC_SETUP (clients_take (c.out, line, sizeof line) == sizeof line);
  while (n < size && !clients_waits (&c)
         && clients_take (c.out, prompt + n, 1) == 1)
    n++;
  clients_end_session (&session);
  clients_join (&c);
  return n;
}

IPC_TEST (chat_byte_mode)
{
  char prompt[sizeof "Command? " - 1];
  size_t by_bytes, by_lines;

  ipc_need_loopback ();
  by_lines = prompt_seen ("lines", prompt, sizeof prompt);
  by_bytes = prompt_seen ("", prompt, sizeof prompt);
  ipc_detail ("%d bytes by bytes, %d by lines", (int) by_bytes,
              (int) by_lines);
  if (by_bytes != sizeof prompt)
    ipc_observe ("not even by bytes");
  else if (memcmp (prompt, "Command? ", sizeof prompt) != 0)
    ipc_observe ("another prompt");
  else
    ipc_observe (by_lines == 0 ? "by bytes, and not by lines"
                 : "by bytes and by lines");
}

/* The parent waits in read() when the child ends.  */
IPC_TEST (chat_child_sigchld)
{
  struct client c;
  const char *said;
  int session, status, goes_on;
  pid_t child;

  ipc_need_loopback ();
  c = chat_start ("", &session);
  child = chat_child (&c);
  IPC_SETUP (chat_passes (c.in, session, "one\n"));
  IPC_SETUP (clients_waits (&c));
  clients_end_input (&c);
  await_end_known (child);
  /* What the server says may not come before a read() that was interrupted
     has ended.  */
  goes_on = clients_waits (&c)
            && chat_passes (session, c.out, "after that\n");
  clients_end_session (&session);
  status = clients_join (&c);
  said = ipc_file_text ("errors");
  if (!goes_on)
    ipc_observef ("the output ends: %.50s", said);
  else
    ipc_observe (status == 0 && strcmp (said, "child: exit 0/") == 0
                 ? "goes on" : "goes on, and another end");
}
