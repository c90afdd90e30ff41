/* pty.c - a pseudo-terminal between the two.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"

/* Close PTY, which hangs up PROGRAM, and have done with it.  */
static void
hang_up (struct ipc_pty *pty, struct ipc_child *program)
{
  int held = ipc_hold ();

  close (pty->master);
  kill (program->pid, SIGKILL);
  ipc_release (held);
  ipc_join_pid (program->pid);
}

/* What the same program does over pipes.  */
static const char *
over_pipes (void)
{
  struct coprocess c;
  char got[80];
  int answers;

  if (ipc_state (getpid (), got, sizeof got) == IPC_UNKNOWN)
    return "not known";
  coproc_helper (&c, "number", NULL, 0);
  IPC_SETUP (coproc_say (&c, "line 1 of ten\n"));
  answers = coproc_answer (&c, got, sizeof got);
  coproc_end (&c);
  return answers ? "given" : "kept back";
}

IPC_TEST (pty_lines)
{
  struct ipc_pty pty;
  struct coproc_led program;
  char asked[40], wanted[60], got[80];
  int round, answered = 1, good = 1;

  ipc_pty_open (&pty);
  ipc_detail ("over pipes the answer is %s", over_pipes ());
  coproc_lead (&program, &pty, "number");
  for (round = 1; round <= 10 && good; round++)
    {
      snprintf (asked, sizeof asked, "line %d of ten\n", round);
      snprintf (wanted, sizeof wanted, "%6d\t%s", round, asked);
      answered = coproc_lead_ask (&program, asked, got, sizeof got);
      good = answered && strcmp (got, wanted) == 0;
      if (!good)
        ipc_detail ("answer %d: %s", round, answered ? got : "none");
    }
  ipc_observe (!answered ? "kept back" : good ? "ten answers"
               : round == 2 ? "another first answer"
               : "another answer later");
  coproc_lead_end (&program);
  close (pty.master);
}

IPC_TEST (pty_isatty)
{
  struct ipc_pty pty;
  struct ipc_child program;
  struct coprocess c;
  char terminal[80], pipes[80];

  ipc_pty_open (&pty);
  program = coproc_on_pty (&pty, "ask", "0", coproc_silent);
  ipc_pty_type (&pty, "terminals\n");
  coproc_pty_line (pty.master, terminal, sizeof terminal);
  hang_up (&pty, &program);

  coproc_helper (&c, "ask", "0", 1);
  IPC_SETUP (coproc_say (&c, "terminals\n")
             && coproc_answer (&c, pipes, sizeof pipes));
  coproc_end (&c);
  if (strcmp (terminal, "terminals: 0 1 2\n") == 0
      && strcmp (pipes, "terminals: none\n") == 0)
    ipc_observe ("0, 1 and 2; none");
  else
    {
      terminal[strcspn (terminal, "\n")] = '\0';
      pipes[strcspn (pipes, "\n")] = '\0';
      ipc_observef ("on a terminal %s; on pipes %s", terminal, pipes);
    }
}

/* What comes back of TYPED, into TEXT of SIZE bytes, where ADJUST has set the
   terminal: WANTED, or as much of it and the line that is another.  */
static void
ask_number (void (*adjust) (struct termios *), const char *typed,
            const char *wanted, char *text, size_t size)
{
  struct ipc_pty pty;
  struct ipc_child program;
  size_t n = 0;

  ipc_pty_open (&pty);
  program = coproc_on_pty (&pty, "number", NULL, adjust);
  ipc_pty_type (&pty, typed);
  do
    {
      if (coproc_pty_line (pty.master, text + n, size - n) <= 0)
        break;
      n = strlen (text);
    }
  while (n < strlen (wanted) && strncmp (text, wanted, n) == 0);
  hang_up (&pty, &program);
}

IPC_TEST (pty_echo)
{
  static const char answer[] = "     1\ttext\n",
    echoed[] = "text\n     1\ttext\n";
  char on[80], off[80];

  ask_number (coproc_loud, "text\n", echoed, on, sizeof on);
  ask_number (coproc_silent, "text\n", answer, off, sizeof off);
  ipc_detail ("with ECHO: %s; without: %s", on, off);
  if (strcmp (off, answer) != 0)
    ipc_observe (strncmp (off, "text", 4) == 0 ? "echoes without ECHO"
                 : "another answer");
  else if (strcmp (on, echoed) == 0)
    ipc_observe ("shown");
  else
    ipc_observe (strcmp (on, answer) == 0 ? "not shown"
                 : strncmp (on, "text\n", 5) == 0 ? "another answer with ECHO"
                 : "another echo");
}

/* And nothing else: some systems begin with tabs that become spaces.  */
static void
translating (struct termios *t)
{
  coproc_silent (t);
  t->c_oflag = OPOST | ONLCR;
}

IPC_TEST (pty_crlf)
{
  static const char typed[] = "text\nmore\n",
    with[] = "     1\ttext\r\n     2\tmore\r\n",
    without[] = "     1\ttext\n     2\tmore\n";
  char on[80], off[80];

  ask_number (translating, typed, with, on, sizeof on);
  ask_number (coproc_silent, typed, without, off, sizeof off);
  ipc_detail ("with OPOST and ONLCR: %s; without: %s", on, off);
  if (strcmp (off, without) != 0)
    ipc_observe ("changed without OPOST");
  else if (strcmp (on, with) == 0)
    ipc_observe ("shown");
  else
    ipc_observe (strncmp (on, off, strlen (on)) == 0 ? "not shown"
                 : "changed otherwise");
}

/* What a program reads of TYPED, which has VEOF behind WANTED and a line
   behind that: "", or what is wrong.  Where VEOF is no such thing all that was
   typed comes back.  */
static const char *
read_to_end (const char *typed, const char *wanted)
{
  struct ipc_pty pty;
  struct ipc_child program;
  char got[80] = "";
  ssize_t n;
  int status;

  ipc_pty_open (&pty);
  program = coproc_on_pty (&pty, "echo", NULL, coproc_silent);
  ipc_pty_type (&pty, typed);
  do
    n = coproc_pty_line (pty.master, got + strlen (got),
                         strlen (wanted) + 2 - strlen (got));
  while (n > 0 && strlen (got) <= strlen (wanted));
  ipc_detail ("%s", got);
  if (n > 0)
    {
      hang_up (&pty, &program);
      return "goes on";
    }
  status = ipc_join_pid (program.pid);
  close (pty.master);
  return strcmp (got, wanted) != 0 ? "another part"
         : status != 0 ? "no end of file" : "";
}

IPC_TEST (pty_eof_char)
{
  const char *part = read_to_end ("part\004\004rest\n", "part"),
    *line = read_to_end ("line\n\004rest\n", "line\n"),
    *start = read_to_end ("\004rest\n", "");

  if (*part != '\0')
    ipc_observe (part);
  else if (*line != '\0')
    ipc_observef ("after a line: %s", line);
  else if (*start != '\0')
    ipc_observef ("before any line: %s", start);
  else
    ipc_observe ("the part, then the end");
}

/* Whether a master waits for data when the first of two slaves is closed.  */
static int
waits_for_last (void)
{
  struct ipc_pty pty;
  int i, slave[2], waits;
  char byte;

  ipc_pty_open (&pty);
  for (i = 0; i < 2; i++)
    IPC_SETUP ((slave[i] = open (pty.name, O_RDWR | O_NOCTTY)) != -1);
  close (slave[0]);
  ipc_nonblocking (pty.master, 1);
  waits = read (pty.master, &byte, 1) == -1
          && (errno == EAGAIN || errno == EWOULDBLOCK);
  close (slave[1]);
  close (pty.master);
  return waits;
}

/* The program has ended before anything is read: so what is lost shows.  */
IPC_TEST (pty_master_after_slave)
{
  struct ipc_pty pty;
  struct ipc_child program;
  char got[80], wanted[80], again;
  const char *first, *second;
  ssize_t n;

  ipc_pty_open (&pty);
  program = coproc_on_pty (&pty, "inherit", "pid", coproc_silent);
  IPC_SETUP (ipc_join_pid (program.pid) == 0);
  n = coproc_pty_line (pty.master, got, sizeof got);
  ipc_detail ("%s", got);
  snprintf (wanted, sizeof wanted, "pid: %ld\n", (long) program.pid);
  if (n > 0)
    n = read (pty.master, &again, 1);
  first = n == 0 ? "end of file" : n == -1 ? ipc_errno_name (errno)
          : "more data";
  n = read (pty.master, &again, 1);
  second = n == 0 ? "end of file" : n == -1 ? ipc_errno_name (errno)
           : "more data";
  if (!waits_for_last ())
    ipc_observe ("ends with the first slave");
  else if (strcmp (first, second) != 0)
    ipc_observef ("%s, then %s", first, second);
  else if (*got == '\0')
    ipc_observef ("no data, %s", first);
  else
    ipc_observef ("%s, then %s", strcmp (got, wanted) == 0 ? "data"
                  : "other data", first);
  close (pty.master);
}

/* To close a master sends the signal before close() returns; who is asleep
   in its read after that got none.  */
IPC_TEST (pty_sighup)
{
  struct ipc_pty pty;
  struct ipc_child program;
  char call[40], got[80];
  int status, asleep = 0;

  ipc_pty_open (&pty);
  program = coproc_on_pty (&pty, "number", NULL, coproc_silent);
  ipc_pty_type (&pty, "text\n");
  coproc_pty_line (pty.master, got, sizeof got);
  ipc_await_blocked (program.pid, "read");
  IPC_SETUP (close (pty.master) == 0);
  while (!asleep && ipc_state (program.pid, call, sizeof call) != IPC_ZOMBIE)
    {
      asleep = ipc_still_blocked (&program, "read");
      /* Asleep for a moment: its link has nothing to say.  */
      ipc_listen (&program.link);
    }
  if (asleep)
    {
      ipc_uses ("release_oracle");
      ipc_observe ("goes on");
      hang_up (&pty, &program);
      return;
    }
  status = ipc_join_pid (program.pid);
  ipc_detail ("wait status %#x", (unsigned) status);
  if (WIFSIGNALED (status))
    ipc_observef ("dies of %s", ipc_signal_name (WTERMSIG (status)));
  else
    ipc_observe ("ends by itself");
}
