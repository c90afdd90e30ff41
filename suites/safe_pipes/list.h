/* list.h - programs that are given as a list, which no shell sees.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SAFE_PIPES_LIST_H
#define IPC_SAFE_PIPES_LIST_H

#include <sys/types.h>

#include "safe_pipes.h"

enum starter
{
  BY_EXECV, BY_EXECVP,          /* in a child, which tells why it cannot */
  BY_SPAWN, BY_SPAWNP,
  STARTERS
};

/* "execv()".  */
const char *starter_name (enum starter how);

/* The path of ipc_helper.  Static storage.  */
char *helper (void);

/* Two ends of a pipe that no program inherits.  */
void private_pipe (int fd[2]);

/* Start PATH with ARGV, with IN and OUT, unless -1, as its standard input and
   output.  Returns its pid; or -1 with errno, and no child is left.  */
pid_t start_list (enum starter how, const char *path, char *const argv[],
                  int in, int out);

/* The same over a pipe, of which *FD is this side; OUT as above for TO_KID.
   HOW is a starter and WAY a direction: the fallback build may have another
   one, which does not know these.  */
pid_t open_list (int how, int way, const char *path, char *const argv[],
                 int out, int *fd);

/* Run it and read all that it says into TEXT; its wait status, or -1 with
   errno if it did not start.  */
int run_list (enum starter how, const char *path, char *const argv[],
              char *text, size_t size);

/* Make the file NAME of that TEXT and mode.  */
void make_file (const char *name, const char *text, mode_t mode);

#endif
