/* hangup.h - the daemon of helper-daemon.c, as cases see it.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HANGUP_H
#define IPC_HANGUP_H

#include <sys/types.h>

/* A daemon, and what it has last said of itself.  */
struct daemon
{
  pid_t pid;
  int input, output, spare;
  char heard[512];              /* not yet looked at: from AT to END */
  int at, end;
  int generation;
  long said_pid, parent;
  int descriptors;              /* how many */
  char argv[2048];
  char mask[256], pending[256], caught[256], ignored[256];
  char cwd[1100];
  char error[64];               /* of its exec(), if that failed */
  char word[16];                /* at the end: "started", "asked", "end" */
};

/* How a daemon is started: PATH executed with ARGV0, in DIRECTORY, all NULL
   for the usual ones; HOW, NULL or a function that runs before.  */
struct launch
{
  const char *path;
  const char *argv0;
  const char *directory;
  void (*how) (void);
  int search;                   /* through PATH, which is DIRECTORY */
  int may_end;                  /* at once: the daemon's word is "end" then */
};

/* Start one with WORDS, up to four with blanks between, and hear what it
   starts with; L may be NULL.  */
void daemon_start (struct daemon *d, const struct launch *l,
                   const char *words);

/* Hear what it says next, up to WORD or its end; returns whether it was
   WORD.  */
int daemon_hear (struct daemon *d, const char *word);

/* After a hang-up: whether the next image starts.  Else its exec() fails,
   whose errno name then is in D, or this one gets ready.  */
int daemon_hear_either (struct daemon *d);

/* Send SIGHUP; give it a byte of input.  */
void daemon_hang_up (struct daemon *d);
void daemon_tell (struct daemon *d, char what);

/* Ask it, and hear up to the answer.  */
int daemon_ask (struct daemon *d);

/* Hang it up: whether the next generation comes up, ready and with the
   same pid.  Only where SIGHUP is not blocked.  */
int daemon_restarts (struct daemon *d);

/* End it by the end of its input; returns its wait status.  */
int daemon_end (struct daemon *d);

/* Send it SIGKILL first.  */
void daemon_kill (struct daemon *d);

#endif
