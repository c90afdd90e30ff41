/* search.h - where a command is.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SEARCH_H
#define IPC_SEARCH_H

#include <stddef.h>

/* Whether one of the directories of PATH, as of the variable of that name, has
   COMMAND to be executed; FILE, of SIZE bytes, is then its name.  */
int ipc_search (const char *path, const char *command, char *file,
                size_t size);

#endif
