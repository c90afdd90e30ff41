/* unix_sockets.h - local sockets, for the suite's bodies.
   SPDX-License-Identifier: BSD-2-Clause

   Names are relative: the work directory's own may be longer than an address
   can hold.  */

#ifndef IPC_UNIX_SOCKETS_H
#define IPC_UNIX_SOCKETS_H

#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

/* The whole address of NAME in A, with zeros behind the name; returns how
   much of A it needs, the null included.  */
socklen_t local_address (struct sockaddr_un *a, const char *name);

/* socket() that must succeed; without local sockets of TYPE the case ends,
   "absent".  */
int local_socket (int type);

/* The same, bound to NAME; also listening.  Both must succeed.  Fallbacks
   have their own of what stands in parentheses.  */
int local_bound (int type, const char *name);
int (local_listener) (const char *name);

/* connect() of FD to NAME: 0, or -1 with errno.  */
int local_connect (int fd, const char *name);

/* A stream that is connected to NAME, which must succeed; the session that
   LISTENER has for it.  */
int (local_client) (const char *name);
int (local_session) (int listener);

/* What connect() of a new socket of TYPE to NAME gives: "connects" or an
   errno name.  */
const char *(local_reaches) (int type, const char *name);

/* Whether NAME is there, not followed, and is of type KIND (S_IFSOCK).  */
int local_is (const char *name, mode_t kind);

/* A socket that nobody has open, called NAME.  */
void local_dead (const char *name);

/* Connect to NAME without waiting until that is refused, and keep all
   connections; how many there are.  errno is that of the refusal, 0 if there
   is none.  */
int local_fill (const char *name);

/* Start ipc_helper with ARGV, its output in the files OUT and "errors".  */
pid_t local_program (char **argv, const char *out);

/* A pair of TYPE, both ends non-blocking; 0 where there is none.  */
int local_quick_pair (int type, int fd[2]);

/* Whether A and B are one file, perhaps opened twice.  */
int local_same_file (int a, int b);

/* Whether TEXT comes out of TO when written into FROM.  */
int local_passes (int from, int to, const char *text);

#endif
