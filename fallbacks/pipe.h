/* pipe.h - pipes that no command gets and no redirection hits.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_PIPE_H
#define IPC_PIPE_H

/* pipe(), both ends close-on-exec and above 2, so that dup2() onto the
   standard ones changes something.  */
int ipc_high_pipe (int fd[2]);

/* FD, if it is above 2, else a copy that is, and close-on-exec: FD is closed.
   -1 with errno EMFILE.  */
int ipc_high_fd (int fd);

#endif
