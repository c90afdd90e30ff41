/* socketpair-plain.c - the fallback as on a platform without conveniences.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/socket.h>

#include "socketpair.h"

#undef SOCK_NONBLOCK
#undef SOCK_CLOEXEC
#define IPC_PAIR_NAMES_IN_FILES
#define ipc_fb_socketpair plain_socketpair
#define ipc_fb_socketpair_inet plain_socketpair_inet
#define ipc_pair_socket plain_pair_socket
#define ipc_pair_meet plain_pair_meet
#define ipc_pair_finish plain_pair_finish
#define ipc_pair_drop plain_pair_drop
#define ipc_pair_by_names plain_pair_by_names
#include "socketpair.c"
#include "socketpair-names.c"
#include "socketpair-inet.c"
