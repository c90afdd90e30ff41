/* bugs.h - the findings with a link that all subcommands know.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_COMMAND_BUGS_H
#define IPC_COMMAND_BUGS_H

#include "model/bugs.h"

/* Take those of FILE, for --bugs.  Returns 0, or -1 after a message.  */
int ipc_take_bugs (const char *file);

/* Whether any came with --bugs.  */
int ipc_has_own_bugs (void);

/* Those of --bugs, and those that come with ipcompat.  */
const struct ipc_bug *ipc_all_bugs (void);

/* For --help.  */
#define IPC_BUGS_HELP \
"  --bugs=FILE         findings that are known elsewhere, with a link (see\n" \
"                      ipcompat(1)); more than once; those that come with\n" \
"                      ipcompat are known anyway\n"

#endif
