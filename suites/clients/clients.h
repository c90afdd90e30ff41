/* clients.h - what the cases on clients share.
   SPDX-License-Identifier: BSD-2-Clause

   The case is the server, on the loopback network, at ports that the kernel
   picks; the client is ipc_helper, or the body.  Faults strike in none of
   this: it is the client's calls that are under test.  */

#ifndef IPC_CLIENTS_H
#define IPC_CLIENTS_H

#include <stddef.h>
#include <sys/types.h>

/* The case: observe what LOOK says, with all servers at 127.0.0.1; and, where
   this host reaches itself by that, too, at ::1.  Both must say the same, or
   each is told.  */
void clients_observe (const char *(*look) (void));

/* Where they are, as text.  */
const char *clients_host (void);

/* Put SIZE letters, and the end of a string, into TEXT.  */
void clients_letters (char *text, size_t size);

/* A socket that listens, and one that is bound and does not, so that its port
   is nobody else's; the port.  */
int clients_listener (int *port);
int clients_deaf (int *port);

/* The client's end and the server's end of a connection.  */
void clients_connection (int fd[2]);

/* ipc_helper on the ends of pipes.  Its standard error is the file
   "errors".  */
struct client
{
  pid_t pid;
  int in;                       /* to its standard input */
  int out;                      /* from its standard output */
  int child;                    /* from the child of "chat": its pid as a
                                   line, and the end with its own */
};

/* Start it with the arguments WORDS, separated by spaces, as sprintf() makes
   them: no argument has one.  */
struct client clients_start (const char *words, ...) IPC_PRINTF (1);

/* The same with standard output to the file OUT; C.out then tells nothing but
   that the client has ended.  */
struct client clients_start_to (const char *out, const char *words, ...)
  IPC_PRINTF (2);

/* Wait for the client C to connect to LISTENER, and accept; -1 if it ends
   instead.  */
int clients_accept (int listener, const struct client *c);

/* Whether nobody is in LISTENER's queue, and nothing has come to a session.  */
int clients_nobody (int listener);

/* Whether who is connected has come to LISTENER.  */
int clients_somebody (int listener);

/* Write all SIZE bytes of DATA, or TEXT, to the session FD.  -1 if the client
   has gone.  */
int clients_send (int fd, const void *data, size_t size);
int clients_say (int fd, const char *text);

/* Read from FD until SIZE bytes, or the end, have come; how many.  A reset is
   an end.  */
size_t clients_take (int fd, void *data, size_t size);

/* The same as text, in which control characters are shown as \n, \r or \ooo.
   Static storage, of which there are four.  */
const char *clients_text (int fd, size_t size);

/* What C asks over the session FD, to the blank line, or to where it waits for
   an answer, as clients_text().  */
const char *clients_request (int fd, const struct client *c);

/* End the client's input; close the session FD; wait for the client's end:
   its exit status, or -1 if a signal ended it.  */
void clients_end_input (struct client *c);
void clients_end_session (int *fd);
int clients_join (struct client *c);

/* End C by a signal, so that nothing it has in its buffers is sent.  */
void clients_kill (struct client *c);

/* Whether C waits in read() with nothing printed that was not taken: 1; 0 if
   it has printed something, or ended.  */
int clients_waits (const struct client *c);

#endif
