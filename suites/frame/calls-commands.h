/* calls-commands.h - in the fallback build: recipes that run programs.
   SPDX-License-Identifier: BSD-2-Clause

   They do what the suites' own do, for which they stand, by fallbacks with
   other interfaces.  */

#ifndef IPC_CALLS_COMMANDS_H
#define IPC_CALLS_COMMANDS_H

#include <stdio.h>
#include <sys/types.h>

struct coprocess;
struct coproc_pump;

/* Of suites/coprocesses.  */
int coproc_by_open3 (struct coprocess *c, const char *const argv[],
                     int with_errors);
void coproc_by_pump (struct coprocess *c, struct coproc_pump *p);

/* Of suites/safe_pipes.  */
pid_t list_by_popenv (int how, int way, const char *path, char *const argv[],
                      int out, int *fd);
pid_t kid_by_popenv (int way, int *fd, int (*body) (void *), void *arg);

/* popen() of a shell, and pclose(): of few streams at a time.  */
FILE *popen_by_popenv (const char *command, const char *mode);
int pclose_by_popenv (FILE *stream);

#endif
