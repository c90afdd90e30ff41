/* popen.h - what the cases on pipes to commands share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_POPEN_H
#define IPC_POPEN_H

#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#include "kit/command.h"

/* popen() that must succeed, of a text that may say "$HELPER".  */
FILE *popen_command (const char *text, const char *mode);

/* pclose(); what it says, as ipc_status_text() has it.  */
const char *popen_close (FILE *stream);

/* The call in which pclose() waits.  */
const char *popen_closes_in (void);

/* Wait until the command PID, which has replaced its shell, has ended.  Not
   over the fallback, where it is its keeper's child.  */
void popen_await_end (long pid);

/* Read STREAM to its end.  Returns the data, which the next call frees.  */
char *popen_read_all (FILE *stream, size_t *size);

/* A child that closes a stream.  */
struct popen_closing
{
  const char *text, *mode;
  int reads_line;               /* first */
  void (*handler) (int);        /* of SIGUSR1, or NULL */
  struct ipc_link_pair pair;    /* the command's */
};
struct popen_told
{
  int status, error;
};

/* Start it and the command; *LEAD is the command's.  Returns when the child
   is about to close.  The answer is a struct popen_told on its link.  */
struct ipc_child popen_start_closing (struct popen_closing *c,
                                      struct ipc_link *lead);

/* The end of a program of pipe-open.c.  */
struct popen_program
{
  int status;
  char text[400];               /* its output, newlines shown as '/' */
};

/* Run the program VERB with WORDS, with blanks between, and then up to eight
   REST up to NULL; standard input is IN.  In the fallback build it calls the
   fallback.  */
void popen_run (struct popen_program *p, const char *verb, const char *words,
                const char *const rest[], int in);

/* The spooler alone, whose command is COMMAND.  */
void popen_run_spooler (struct popen_program *p, const char *words,
                        const char *command);

#endif
