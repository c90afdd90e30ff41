/* pipe-open.c - programs that ipc_helper plays: those of perlipc(1) that open
   pipes to commands.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper spooler WORD... COMMAND   write to COMMAND, then close
   ipc_helper status WORD... COMMAND    read lines from COMMAND, skip some
   ipc_helper magic WORD... FILE...     copy files, "COMMAND|" and "-"
   ipc_helper forks WORD... COMMAND     write to COMMAND, fork, close

   What becomes of each step is a line on standard output, which is not
   buffered.  The words, which end with "--":

   fallback      popen() is ipc_fb_popen()
   dies          the handler of SIGPIPE ends the spooler, as the page's does
   handled       it says so, the first time
   ignored       SIGPIPE is ignored; else it has its default action
   late          wait for the command's end, then write
   twice         write and flush, wait for the command's end, write again
   flush         fflush() before the close
   bulk          write more than any buffer of stdio holds
   first         flush before fork()
   flushed       fork() is ipc_fork_flushed(), which is told of the stream
   exit, _exit   how the child ends  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/names.h"
#include "helper.h"
#include "ipcompat-fallbacks.h"

/* Also more than any pipe holds.  */
enum { BULK = 3000000 };

static char **words;
static volatile sig_atomic_t pipe_broken, commands_ended;

static int
has (const char *word)
{
  char **w;

  for (w = words; *w != NULL && strcmp (*w, "--") != 0; w++)
    if (strcmp (*w, word) == 0)
      return 1;
  return 0;
}

/* The words begin at argv[2]; returns what follows them.  */
static char **
take_words (char **argv)
{
  char **w;

  helper_arm_faults ();
  words = argv + 2;
  for (w = words; *w != NULL && strcmp (*w, "--") != 0; w++)
    continue;
  return *w == NULL ? w : w + 1;
}

static FILE *
open_pipe (const char *command, const char *mode)
{
  return has ("fallback") ? ipc_fb_popen (command, mode)
         : popen (command, mode);
}

static int
close_pipe (FILE *stream)
{
  return has ("fallback") ? ipc_fb_pclose (stream) : pclose (stream);
}

/* Also for handlers.  */
static void
say (const char *what, const char *more)
{
  char line[200];
  size_t n = strlen (what) < 90 ? strlen (what) : 90;
  size_t m = strlen (more) < 90 ? strlen (more) : 90;
  ssize_t put;

  memcpy (line, what, n);
  memcpy (line + n, more, m);
  line[n + m] = '\n';
  put = write (STDOUT_FILENO, line, n + m + 1);
  (void) put;
}

static void
say_error (const char *what)
{
  say (what, ipc_errno_name (errno));
}

/* Say what pclose() told; returns whether that was success.  */
static int
say_status (int status)
{
  char number[24];

  if (status == -1)
    say_error ("close: ");
  else if (WIFSIGNALED (status))
    say ("status: ", ipc_signal_name (WTERMSIG (status)));
  else
    {
      snprintf (number, sizeof number, "%d", WEXITSTATUS (status));
      say ("status: ", number);
    }
  return status == 0;
}

static void
break_pipe (int signo)
{
  int error = errno;

  (void) signo;
  if (has ("dies"))
    {
      say ("spooler pipe broke", "");
      _exit (9);
    }
  if (!pipe_broken)
    say ("SIGPIPE", "");
  pipe_broken = 1;
  errno = error;
}

static void
note_end (int signo)
{
  (void) signo;
  commands_ended = 1;
}

static void
catch (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  sigaction (signo, &sa, NULL);
}

/* The command is the only child, so it is its end that SIGCHLD tells.  */
static void
await_end (void)
{
  sigset_t chld, old;

  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  sigprocmask (SIG_BLOCK, &chld, &old);
  while (!commands_ended)
    sigsuspend (&old);
  sigprocmask (SIG_SETMASK, &old, NULL);
}

/* Write to STREAM; returns whether stdio took all of it.  */
static int
spool (FILE *stream)
{
  long times = has ("bulk") ? BULK / 6 : 1;

  while (times > 0 && fwrite ("stuff\n", 1, 6, stream) == 6)
    times--;
  if (times == 0)
    say ("wrote", "");
  else
    say_error ("write: ");
  return times == 0;
}

static int
flush (FILE *stream)
{
  if (fflush (stream) != EOF)
    return 1;
  say_error ("flush: ");
  return 0;
}

int
helper_spooler (char **argv)
{
  char **rest = take_words (argv);
  FILE *spooler;
  int good = 1;

  if (has ("dies") || has ("handled"))
    catch (SIGPIPE, break_pipe, SA_RESTART);
  if (has ("ignored"))
    catch (SIGPIPE, SIG_IGN, 0);
  catch (SIGCHLD, note_end, SA_RESTART);
  spooler = open_pipe (*rest, "w");
  if (spooler == NULL)
    {
      say_error ("open: ");
      return 1;
    }
  say ("opened", "");
  if (has ("twice"))
    good = spool (spooler) && flush (spooler);
  if (has ("twice") || has ("late"))
    await_end ();
  good = spool (spooler) && good;
  if (has ("flush"))
    good = flush (spooler) && good;
  good = say_status (close_pipe (spooler)) && good;
  return !good;
}

/* The page's next if /^(tcp|udp)/.  */
int
helper_status (char **argv)
{
  char **rest = take_words (argv), line[4096];
  FILE *status = open_pipe (*rest, "r");

  if (status == NULL)
    {
      say_error ("open: ");
      return 1;
    }
  while (fgets (line, sizeof line, status) != NULL)
    if (strncmp (line, "tcp", 3) != 0 && strncmp (line, "udp", 3) != 0)
      {
        line[strcspn (line, "\n")] = '\0';
        say ("", line);
      }
  if (ferror (status))
    say_error ("read: ");
  return !say_status (close_pipe (status));
}

static void
copy_stream (FILE *from)
{
  int c;

  while ((c = getc (from)) != EOF)
    putchar (c);
}

/* What the page's "while (<>)" does with one argument.  */
static int
copy_argument (const char *name)
{
  size_t n = strlen (name);
  char command[400];
  FILE *from;

  if (strcmp (name, "-") == 0)
    {
      copy_stream (stdin);
      return 1;
    }
  if (n == 0 || n >= sizeof command || name[n - 1] != '|')
    {
      from = fopen (name, "r");
      if (from == NULL)
        return 0;
      copy_stream (from);
      return fclose (from) == 0;
    }
  memcpy (command, name, n - 1);
  command[n - 1] = '\0';
  from = open_pipe (command, "r");
  if (from == NULL)
    return 0;
  copy_stream (from);
  return close_pipe (from) == 0;
}

/* Never for names that others choose: each may be a command.  */
int
helper_magic (char **argv)
{
  char **a = take_words (argv);
  int good = 1;

  for (; *a != NULL; a++)
    if (!copy_argument (*a))
      {
        printf ("cannot copy %s\n", *a);
        good = 0;
      }
  return fflush (stdout) == EOF || !good;
}

int
helper_forks (char **argv)
{
  char **rest = take_words (argv);
  FILE *stream = open_pipe (*rest, "w");
  FILE *streams[] = { NULL, NULL };
  pid_t pid;
  int status;

  streams[0] = stream;
  if (stream == NULL || fputs ("stuff\n", stream) == EOF)
    return 2;
  if (has ("first") && fflush (stream) == EOF)
    return 2;
  pid = has ("flushed") ? ipc_fork_flushed (streams) : fork ();
  if (pid == 0)
    {
      if (has ("_exit"))
        _exit (7);
      exit (7);
    }
  if (pid == -1 || waitpid (pid, &status, 0) != pid || !WIFEXITED (status)
      || WEXITSTATUS (status) != 7)
    return 2;
  return !say_status (close_pipe (stream));
}
