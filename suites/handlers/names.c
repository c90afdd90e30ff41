/* names.c - the names and numbers of signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

const struct conventional conventional[] =
{
  { SIGHUP, "HUP" }, { SIGINT, "INT" }, { SIGQUIT, "QUIT" },
  { SIGILL, "ILL" }, { SIGTRAP, "TRAP" }, { SIGABRT, "ABRT" },
  { SIGBUS, "BUS" }, { SIGFPE, "FPE" }, { SIGKILL, "KILL" },
  { SIGUSR1, "USR1" }, { SIGSEGV, "SEGV" }, { SIGUSR2, "USR2" },
  { SIGPIPE, "PIPE" }, { SIGALRM, "ALRM" }, { SIGTERM, "TERM" },
  { SIGCHLD, "CHLD" }, { SIGCONT, "CONT" }, { SIGSTOP, "STOP" },
  { SIGTSTP, "TSTP" }, { SIGTTIN, "TTIN" }, { SIGTTOU, "TTOU" },
  { SIGURG, "URG" }, { SIGXCPU, "XCPU" }, { SIGXFSZ, "XFSZ" },
  { SIGVTALRM, "VTALRM" }, { SIGPROF, "PROF" }, { SIGSYS, "SYS" },
  { 0, NULL }
};

int
names_are_there (void)
{
  char name[IPC_NAME_SIZE];

  if (ipc_sig2str (SIGINT, name) == 0)
    return 1;
  ipc_observe (strcmp (ipc_names_source (), "absent") == 0
               ? "absent" : "SIGINT has no name");
  return 0;
}

/* The signals that cannot be caught have names, too.  */
IPC_TEST (handler_name)
{
  char name[IPC_NAME_SIZE];
  int i, signo;

  if (!names_are_there ())
    return;
  ipc_detail ("from %s", ipc_mapped ("signame") ? "the fallback"
              : ipc_names_source ());
  for (i = 0; conventional[i].name != NULL; i++)
    {
      signo = conventional[i].signo;
      if (signo != SIGKILL && signo != SIGSTOP)
        {
          ipc_handle (signo, note_call, 0);
          IPC_SETUP (raise (signo) == 0);
          signo = calls.signo[calls.n - 1];
        }
      if (ipc_sig2str (signo, name) != 0)
        strcpy (name, "nothing");
      if (strcmp (name, conventional[i].name) != 0)
        {
          ipc_observef ("%s for SIG%s", name, conventional[i].name);
          return;
        }
    }
  ipc_observe ("the conventional name");
}

IPC_TEST (names_roundtrip)
{
  static char names[1024][IPC_NAME_SIZE];
  int signo, other, found, named = 0, last = ipc_highest_signal ();

  if (!names_are_there ())
    return;
  IPC_SETUP (last < 1024);
  for (signo = 1; signo <= last; signo++)
    {
      if (ipc_sig2str (signo, names[signo]) == -1)
        {
          names[signo][0] = '\0';
          continue;
        }
      named++;
      for (other = 1; other < signo; other++)
        if (strcmp (names[signo], names[other]) == 0)
          {
            ipc_observef ("%d and %d are both %s", other, signo,
                          names[signo]);
            return;
          }
      if (ipc_str2sig (names[signo], &found) == -1 || found != signo)
        {
          ipc_observef ("%s does not lead back", names[signo]);
          return;
        }
    }
  ipc_detail ("%d names up to %d", named, last);
  ipc_observe (ipc_str2sig ("NOSUCH", &found) != -1
               || ipc_str2sig ("", &found) != -1 ? "any name is a number"
               : named < 27 ? "few names" : "inverse");
}

IPC_TEST (names_number17)
{
  char name[IPC_NAME_SIZE];

  if (!names_are_there ())
    return;
  if (ipc_sig2str (17, name) == -1)
    strcpy (name, "no name");
  ipc_observe (name);
}

static int
wait_to_be_killed (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_limit (RLIMIT_CORE, 0);
  ipc_tell (link, 'r');
  return ipc_hear_end (link) == 'g' ? 0 : 1;
}

/* The signal that kills a child, 0 if none does.  How it is sent is the
   shell's affair with COMMAND, else kill()'s with NUMBER.  */
static int
killed_by (const char *command, int number)
{
  struct ipc_child child = ipc_start (wait_to_be_killed, NULL);
  char text[100];
  int status;

  ipc_expect (&child.link, 'r');
  if (command != NULL)
    {
      char whole[100];

      snprintf (whole, sizeof whole, command, (long) child.pid);
      IPC_SETUP (shell_output (whole, text, sizeof text) == 0);
    }
  else
    IPC_SETUP (kill (child.pid, number) == 0);
  ipc_tell (&child.link, 'g');
  status = ipc_join (&child);
  return WIFSIGNALED (status) ? WTERMSIG (status) : 0;
}

IPC_TEST (names_alrm)
{
  char name[IPC_NAME_SIZE];
  int found = 0, by_number, by_name;

  if (!names_are_there ())
    return;
  by_number = killed_by ("kill -14 %ld", 0);
  by_name = killed_by ("kill -s ALRM %ld", 0);
  if (ipc_str2sig ("ALRM", &found) == -1 || found != SIGALRM)
    ipc_observe ("ALRM is not SIGALRM");
  else if (ipc_sig2str (SIGALRM, name) == -1 || strcmp (name, "ALRM") != 0)
    ipc_observe ("SIGALRM is not ALRM");
  else if (by_name != SIGALRM)
    ipc_observe ("kill -s ALRM sends another signal");
  else
    ipc_observe (by_number == SIGALRM ? "SIGALRM by name and number"
                 : "kill -14 sends another signal");
}

IPC_TEST (names_xsi_numbers)
{
  static const struct { int number, signo; } rows[] =
  {
    { 1, SIGHUP }, { 2, SIGINT }, { 3, SIGQUIT }, { 6, SIGABRT },
    { 9, SIGKILL }, { 14, SIGALRM }, { 15, SIGTERM }
  };
  int i;

  for (i = 0; i < 7; i++)
    if (killed_by (NULL, rows[i].number) != rows[i].signo)
      {
        ipc_observef ("%d is not %s", rows[i].number,
                      ipc_signal_name (rows[i].signo));
        return;
      }
  ipc_observe ("the historical numbers");
}

/* The names of SIGNO among the macros, and how many.  CANONICAL must be one
   of them.  */
static int
names_of (int signo, const char *canonical, char *text, size_t size)
{
  const char *name;
  int i, other, found = 0, known = 0;

  for (i = 0; (name = ipc_signal_macro (i, &other)) != NULL; i++)
    if (other == signo)
      {
        size_t used = strlen (text);

        snprintf (text + used, size - used, "%s%s", found > 0 ? "/" : " ",
                  name);
        found++;
        known |= strcmp (name, canonical) == 0;
      }
  return known ? found : -1;
}

IPC_TEST (names_aliases)
{
  static char groups[1024];
  char name[IPC_NAME_SIZE];
  int signo, shared = 0, found, odd = 0;

  if (!names_are_there ())
    return;
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if (ipc_sig2str (signo, name) == 0)
      {
        char text[200] = "";
        int n = names_of (signo, name, text, sizeof text);

        if (n > 1)
          {
            strcat (groups, text);
            shared++;
          }
        odd += n == -1 && *text != '\0';
      }
  if (ipc_mapped ("signame")
      && (ipc_str2sig ("IOT", &found) == -1 || found != SIGABRT))
    odd++;
  ipc_detail ("%.300s", groups + (*groups == ' '));
  ipc_observe (odd > 0 ? "a canonical name that is no macro"
               : shared > 0 ? "shared numbers" : "a number each");
}

IPC_TEST (names_gaps)
{
  char name[IPC_NAME_SIZE];
  int signo, gaps = 0, low = SIGRTMIN, high = SIGRTMAX, named = 0;

  if (!names_are_there ())
    return;
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    {
      int there = ipc_sig2str (signo, name) == 0
                  && strncmp (name, "NUM", 3) != 0;

      gaps += !there;
      named += there && signo >= low && signo <= high;
    }
  ipc_detail ("%d gaps, real-time signals %d to %d", gaps, low, high);
  if (high >= low && high - low + 1 < 8)
    ipc_observe ("fewer than 8 real-time signals");
  else if (high >= low && named != high - low + 1)
    ipc_observe ("real-time signals without names");
  else
    ipc_observef ("%s, %s", gaps > 0 ? "gaps" : "no gaps",
                  high >= low ? "real-time signals" : "no real-time signals");
}

static int
be_left_alone (struct ipc_link *link, void *arg)
{
  int signo;

  (void) arg;
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if (signo != SIGKILL && signo != SIGSTOP)
      signal (signo, note_call);
  ipc_tell (link, 'r');
  ipc_expect (link, 'k');
  return calls.n == 0 ? 0 : 1;
}

/* What the name is of 0, if there is one: System V's shells have EXIT.  */
IPC_TEST (names_zero)
{
  struct ipc_child child;
  char name[IPC_NAME_SIZE];
  int sent, status, found, named, zero;

  if (!names_are_there ())
    return;
  named = ipc_sig2str (0, name) == 0 && strcmp (name, "EXIT") != 0;
  child = ipc_start (be_left_alone, NULL);
  ipc_expect (&child.link, 'r');
  sent = kill (child.pid, 0);
  ipc_tell (&child.link, 'k');
  status = ipc_join (&child);
  zero = ipc_str2sig ("ZERO", &found) == 0;
  ipc_observe (named || zero ? "0 has a name"
               : !WIFEXITED (status) || WEXITSTATUS (status) != 0
               ? "kill() sends a signal" : sent == -1 ? "kill() fails"
               : "no signal");
}
