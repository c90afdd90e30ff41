/* handlers.h - what the cases on handlers share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_HANDLERS_H
#define IPC_HANDLERS_H

#include <signal.h>
#include <stddef.h>

/* A handler that notes its argument, the first 64 times; how often it was
   called, with what.  */
enum { MOST_CALLS = 64 };
struct calls
{
  volatile sig_atomic_t n, signo[MOST_CALLS];
};
extern struct calls calls;
void note_call (int signo);

/* How often it was called with SIGNO.  */
int calls_with (int signo);

/* The signals that POSIX lists; the last one's name is NULL.  */
struct conventional
{
  int signo;
  const char *name;
};
extern const struct conventional conventional[];

/* Whether there are names of signals; if not, that has been observed.  */
int names_are_there (void);

/* Run sh -c COMMAND and store the beginning of what it prints in TEXT, of
   SIZE bytes, as a string; its wait status.  */
int shell_output (const char *command, char *text, size_t size);

/* Not exercised if the program is made for another machine than the shell,
   and emulated: their signals have nothing to do with each other.  */
void need_own_shell (void);

#endif
