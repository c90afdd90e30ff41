/* safe_pipes.h - programs that fork, for the suite's bodies.
   SPDX-License-Identifier: BSD-2-Clause

   A "kid" is a copy of the program at the other end of a pipe, as the page's
   open() of "|-" and "-|" makes it.  */

#ifndef IPC_SAFE_PIPES_H
#define IPC_SAFE_PIPES_H

#include <stddef.h>
#include <sys/types.h>

#include "instruments/child.h"

enum direction
{
  TO_KID,                       /* the pipe is its standard input */
  FROM_KID                      /* the pipe is its standard output */
};

/* fork() with a pipe between: in the parent the kid's pid, and *FD is the
   parent's end; 0 in the kid; -1 with errno.  */
pid_t open_kid (enum direction way, int *fd);

/* The same for a kid that runs BODY (ARG) and ends with what it returns; WAY
   is a direction, which the fallback build's does not know.  */
pid_t run_kid (int way, int *fd, int (*body) (void *), void *arg);

/* Close FD and wait for the kid PID: its wait status, or -1 with errno.  */
int close_kid (pid_t pid, int fd);

/* The body's own fork(), with a link: pid 0 in the child, which has its side
   in *CHILDS.  */
struct ipc_child fork_linked (struct ipc_link *childs);

/* A pattern of SIZE bytes; whether FD has just that and then its end.  */
enum { PATTERN = 256 * 1024 };
const char *pattern (void);
int reads_pattern (int fd);

/* Read FD to its end; what fits into TEXT, as a string.  */
void read_text (int fd, char *text, size_t size);

/* Whether STATUS is that of an exit with CODE, or of a death by SIGNO; it may
   be -1.  */
int exited_with (int status, int code);
int killed_by (int status, int signo);

#endif
