/* chat.h - what the cases on the client of two processes share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CLIENTS_CHAT_H
#define IPC_CLIENTS_CHAT_H

#include "clients.h"

/* The client with WORDS, connected; its session in *SESSION.  */
struct client chat_start (const char *words, int *session);

/* Whether TEXT, which is given to FROM, is what TO gets next.  */
int chat_passes (int from, int to, const char *text);

/* The pid of the child of C, which is running.  Once for each client.  */
pid_t chat_child (const struct client *c);

/* Wait until that child has closed all that it had.  */
void chat_await_end (const struct client *c);

#endif
