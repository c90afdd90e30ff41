/* command.h - texts for a shell that runs ipc_helper, and holds on them.
   SPDX-License-Identifier: BSD-2-Clause

   A text says "$HELPER" for the program, and the names of two variables for
   the descriptors by which the case holds it:

     "$HELPER" act pid:$SAY hold:$HOLD

   A command that is held by its hold: ends with the case.  */

#ifndef IPC_KIT_COMMAND_H
#define IPC_KIT_COMMAND_H

#include <stddef.h>
#include <sys/types.h>

#include "instruments/child.h"

/* Where no command can be run the row is absent.  A fallback needs a shell,
   too: it is not exercised.  */
void ipc_need_commands (void);

/* The same, and set HELPER.  */
void ipc_command_prepare (void);

/* Open a link to a command that is to be started: its ends are inherited,
   and their numbers are in the environment, to write in SAY and to read in
   HOLD.  The process that starts it then keeps the case's side by
   ipc_link_parent(), or none by ipc_lead_drop().  */
void ipc_lead_open (struct ipc_link_pair *pair, const char *say,
                    const char *hold);
void ipc_lead_drop (struct ipc_link_pair *pair);

/* The next line that the command says, without its newline; "" if it ends
   instead.  Static storage.  */
const char *ipc_lead_line (struct ipc_link *link);
long ipc_lead_number (struct ipc_link *link);

/* What PATH has, newlines shown as '/'; "" if there is no such file.  Static
   storage.  */
const char *ipc_file_text (const char *path);

/* Become one who has PATH, which is opened with FLAGS, as descriptor FD.  */
void ipc_have_file (int fd, const char *path, int flags);

/* Make the file PATH with the contents TEXT.  */
void ipc_make_file (const char *path, const char *text);

/* Make the FIFO PATH in a case that is about more than FIFOs; 0 where the
   platform has none.  */
int ipc_make_fifo (const char *path);

/* CLOSER waits for the process PID, which may be blocked in BLOCKS ("": in
   any call) for good: wait until CLOSER tells something.  Returns 0 if it
   stays in the call CLOSES and PID where it is.  */
int ipc_comes_back (struct ipc_child *closer, const char *closes, pid_t pid,
                    const char *blocks);

/* "exit 3", "SIGTERM", "-1 ECHILD" (with ERROR): what system() or pclose()
   says.  Static storage.  */
const char *ipc_status_text (int status, int error);

#endif
