/* witness.c - processes that stand where signals arrive, and count them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "witness.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/names.h"
#include "frame/report.h"
#include "shared.h"

enum { MOST_WITNESSES = 8, MOST_SIGNALS = 64 };

/* What is still open of the links that the case prepared: a process must
   not keep what belongs to another, or nobody sees an end of file.  */
static struct ipc_witness *prepared[MOST_WITNESSES];
static int n_prepared;

/* What this process serves on: not for those that it starts.  */
static struct ipc_link *serving;

static struct ipc_tally *volatile mine;

static const int caught[] =
  { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU };

static void
count (int signo)
{
  struct ipc_tally *t = mine;

  if (t->n < MOST_SIGNALS)
    {
      t->signals[t->n] = signo;
      t->n++;
    }
}

void
ipc_tally_begin (struct ipc_tally *tally)
{
  int held = ipc_hold ();
  struct sigaction sa;
  size_t i;

  tally->pid = (long) getpid ();
  mine = tally;
  sa.sa_handler = count;
  sa.sa_flags = 0;
  sigfillset (&sa.sa_mask);
  for (i = 0; i < sizeof caught / sizeof *caught; i++)
    IPC_SETUP (sigaction (caught[i], &sa, NULL) == 0);
  ipc_release (held);
}

void
ipc_tally_await (struct ipc_tally *tally, int signo, int times)
{
  int held = ipc_hold ();
  sigset_t one, old;

  sigemptyset (&one);
  sigaddset (&one, signo);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &one, &old) == 0);
  sigdelset (&old, signo);
  while (ipc_tally_count (tally, signo) < times)
    if (sigsuspend (&old) != -1)
      ipc_lacks ("sigsuspend");
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
  ipc_release (held);
}

int
ipc_tally_count (const struct ipc_tally *tally, int signo)
{
  int i, times = 0;

  for (i = 0; i < tally->n; i++)
    times += tally->signals[i] == signo;
  return times;
}

const char *
ipc_tally_text (const struct ipc_tally *tally, char *buffer, size_t size)
{
  size_t used = 0;
  int i;

  snprintf (buffer, size, "none");
  for (i = 0; i < tally->n && used < size; i++)
    used += (size_t) snprintf (buffer + used, size - used, "%s%s",
                               i > 0 ? " " : "",
                               ipc_signal_name (tally->signals[i]));
  return buffer;
}

void
ipc_witness_prepare (struct ipc_witness *w)
{
  IPC_SETUP (n_prepared < MOST_WITNESSES);
  ipc_link_open (&w->pair);
  w->link.in = w->link.out = -1;
  w->starts = NULL;
  w->tally = ipc_shared (sizeof *w->tally);
  prepared[n_prepared++] = w;
}

static void
forget (const struct ipc_witness *w)
{
  int i;

  for (i = 0; i < n_prepared; i++)
    if (prepared[i] == w)
      {
        prepared[i] = prepared[--n_prepared];
        return;
      }
}

void
ipc_witness_drop (struct ipc_witness *w)
{
  int held = ipc_hold ();
  int i;

  for (i = 0; i < 4; i++)
    close (w->pair.fd[i]);
  forget (w);
  ipc_release (held);
}

void
ipc_witness_become (struct ipc_witness *w, ipc_act act, void *arg)
{
  struct ipc_link link = ipc_link_child (&w->pair);
  int i;

  if (serving != NULL)
    ipc_link_close (serving);
  forget (w);
  for (i = n_prepared; i-- > 0;)
    if (prepared[i] != w->starts)
      ipc_witness_drop (prepared[i]);
  ipc_tally_begin (w->tally);
  ipc_tell (&link, 'r');
  _exit (ipc_serve (&link, act, arg));
}

pid_t
ipc_witness_start (struct ipc_witness *w, ipc_act act, void *arg)
{
  pid_t pid = ipc_fork_outliving ();

  if (pid == 0)
    ipc_witness_become (w, act, arg);
  ipc_witness_drop (w);
  return pid;
}

int
ipc_witness_meet (struct ipc_witness *w)
{
  w->link = ipc_link_parent (&w->pair);
  forget (w);
  return ipc_hear_end (&w->link) == 'r';
}

void
ipc_witness_end (struct ipc_witness *w)
{
  int held = ipc_hold ();

  close (w->link.out);
  w->link.out = -1;
  while (ipc_hear_end (&w->link) != -1)
    continue;
  ipc_link_close (&w->link);
  ipc_release (held);
}

int
ipc_ask (struct ipc_link *link, int what)
{
  ipc_tell (link, (char) what);
  return ipc_hear (link);
}

int
ipc_serve (struct ipc_link *link, ipc_act act, void *arg)
{
  int what, answer;

  serving = link;
  while ((what = ipc_hear_end (link)) != -1)
    {
      answer = act != NULL ? act (what, arg) : what;
      if (answer == -1)
        break;
      ipc_tell (link, (char) answer);
    }
  serving = NULL;
  return 0;
}
