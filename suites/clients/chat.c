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

/* Byte I of a long input.  */
static char
pattern (size_t i)
{
  return (char) (i + i / 256 * 7);
}

/* Give FD, a pipe, what it takes of a long input from byte FROM on; how much
   that is.  */
static size_t
fill_pipe (int fd, size_t from)
{
  char block[512];
  size_t total = 0, i;
  ssize_t n;

  ipc_nonblocking (fd, 1);
  do
    {
      for (i = 0; i < sizeof block; i++)
        block[i] = pattern (from + total + i);
      n = write (fd, block, sizeof block);
      total += n > 0 ? (size_t) n : 0;
    }
  while (n > 0);
  IPC_SETUP (errno == EAGAIN || errno == EWOULDBLOCK);
  ipc_nonblocking (fd, 0);
  return total;
}

/* Give C a long input, of which its child has sent what it can; how much.  */
static size_t
fill_input (const struct client *c)
{
  int held = ipc_hold (), is_stuck;
  pid_t child = chat_child (c);
  size_t total = 0, more;

  do
    {
      char call[32];
      enum ipc_state state = ipc_state (child, call, sizeof call);

      ipc_need_known (state);
      is_stuck = state == IPC_BLOCKED && ipc_same_call ("write", call);
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

/* What is wrong with what passes between C and SESSION, or NULL.  */
static const char *
transcript_wrong (struct client *c, int session)
{
  size_t size;

  if (!chat_passes (session, c->out, "hello, who are you?\n"))
    return "the output is not what the server says";
  if (!chat_passes (c->in, session, "a line of more than twenty bytes\n"))
    return "the server gets not what the input is";
  if (!chat_passes (session, c->out, "an answer of more than twenty bytes\n"))
    return "the output is not what the server answers";
  size = fill_input (c);
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
    return clients_word ("in the end the output is \"%.40s\"", rest);
  return status == 0 ? "both ways at once" : "and fails";
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
