/* servers.h - the interactive server and its clients, for the suite's bodies.
   SPDX-License-Identifier: BSD-2-Clause

   The server is a program of its own, ipc_helper command-server, in which
   faults strike; what its clients do here is not under test, and faults are
   held off meanwhile.  */

#ifndef IPC_SERVERS_H
#define IPC_SERVERS_H

#include <sys/types.h>

#include "instruments/child.h"

struct server
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  pid_t pid;
  int port;                     /* 0: it does not listen */
};

/* Start a server with QUEUE and OPTIONS at PORT, and wait until it listens or
   has failed; what it says of that is in the file "errors".  */
void server_start (struct server *s, int port, int queue,
                   const char *options);

/* Whether the next line that it says is WORD.  */
int server_says (struct server *s, const char *word);

/* Wait for the end of S, and return its wait status; kill it first.  */
int server_join (struct server *s);
void server_kill (struct server *s);

/* A socket that is connected to PORT, or -1 with errno.  */
int client_connect (int port);

/* Likewise; the connection is there in a moment, or is refused, or the socket
   is closed again, with EAGAIN.  */
int client_connect_now (int port);

/* Send TEXT, which must succeed.  */
void client_send (int fd, const char *text);

/* What comes to FD up to the next prompt, without it, or to the end or to a
   failure, of which "(end)" or the errno name stands behind it.  Newlines are
   shown as '/'.  Static storage, of which there are four.  */
const char *client_hear (int fd);

/* The greeting, and the date, as that shows them.  */
extern const char client_welcome[], client_date[];

/* Whether FD is greeted; whether it then gets the date.  */
int client_is_greeted (int fd);
int client_is_served (int fd);

/* Send "quit" and close FD; whether nothing but the end came.  */
int client_quits (int fd);

/* What has come to FD, without waiting: the text, "" for an end, or an errno
   name.  Static storage.  */
const char *client_got_now (int fd);

/* Close FD so that the connection is reset.  */
void client_vanish (int fd);

#endif
